"""What the pages of medical HR show."""
