"""Hospitals and their departments: one folder of files each."""
