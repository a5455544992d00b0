"""What the pages of the talks show."""
