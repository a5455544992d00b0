"""A page as text, HTML, PDF, workbook or picture."""
