"""A published rota put right with the fewest changes."""
