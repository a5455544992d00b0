"""A dated rota built."""
