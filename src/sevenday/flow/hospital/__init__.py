"""One hospital in detail: who comes, who sees them, beds, with and without a walkout."""
