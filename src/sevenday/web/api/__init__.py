"""Sevenday for programs: calls by token, with the same rules and the same JSON as everywhere."""
