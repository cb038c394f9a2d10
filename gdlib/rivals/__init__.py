"""What the lecture compares with gradient descent: random searches, annealing, graduation."""
