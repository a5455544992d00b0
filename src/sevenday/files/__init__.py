"""Hospital folders and workbooks in, as checked tables; folders out."""

from sevenday.files.read import read
from sevenday.files.rota_text import duties_by_date, rota_text
from sevenday.files.write import write

__all__ = ["duties_by_date", "read", "rota_text", "write"]
