"""Rotas as people make them in Excel: found on the sheet, read, and said before they are used."""

from sevenday.files.spreadsheets.result import Statement, Understood
from sevenday.files.spreadsheets.understand import understand

__all__ = ["Statement", "Understood", "understand"]
