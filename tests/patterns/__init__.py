"""Tests of what doctors ask of a rota beyond the law."""
