"""The public rostering problems: read into a roster, solved, scored."""
