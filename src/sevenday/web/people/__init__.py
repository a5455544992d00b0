"""Who signs in, and in which role."""
