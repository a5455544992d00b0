"""What no rota does better, level by level."""
