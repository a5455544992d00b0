"""One page for each answer."""
