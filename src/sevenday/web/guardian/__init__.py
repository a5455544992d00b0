"""The guardian's pages: exception reports, fines with their split, the report to the board."""
