"""The command `build`: a rota, a template, a repair, a public instance."""
