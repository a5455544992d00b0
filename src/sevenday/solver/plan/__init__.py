"""A hospital as a Problem: cover lines, objectives, fairness, pay."""
