"""Small networks: what they compute, their loss on data, their symmetries, and data to try."""
