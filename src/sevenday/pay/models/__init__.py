"""One file for each kind of pay model."""
