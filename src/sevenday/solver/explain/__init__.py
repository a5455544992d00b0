"""Inputs refused, unfilled places, conflicts, replacements."""
