"""A walkout: notice and law, turnout as a group's uncertainty, cover, reserve, the morning."""
