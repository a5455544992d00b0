"""The pictures that pages and files show."""
