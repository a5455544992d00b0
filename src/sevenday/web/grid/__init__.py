"""The rota co-ordinator's pages: the grid and what is done from it."""
