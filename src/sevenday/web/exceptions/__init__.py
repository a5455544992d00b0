"""Reports of work beyond the work schedule, and what each leads to."""
