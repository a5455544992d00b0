"""Whether the server is well: for whoever runs it, and without a person in any of it."""
