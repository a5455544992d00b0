"""The doctor's pages, a file for each question."""
