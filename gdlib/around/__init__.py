"""What a loss is like around a point: its Taylor model, its steepest direction, its curvatures."""
