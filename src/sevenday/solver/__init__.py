"""The rota optimiser: problem, search, bound, result."""
