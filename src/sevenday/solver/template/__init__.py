"""A rolling template built."""
