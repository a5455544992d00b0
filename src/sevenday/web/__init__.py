"""Sevenday in the browser: a Django project, thin over the same functions as the command line."""
