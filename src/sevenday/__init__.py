"""Sevenday: a hospital's medical working week in one model."""
