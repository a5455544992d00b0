"""A roster as a Problem, searched and bounded: knows no hospital and no contract."""
