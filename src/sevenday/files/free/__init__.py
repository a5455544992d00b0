"""Rotas as people make them in Excel: found on the sheet, read, and said before they are used."""

from sevenday.files.free.result import Understood
from sevenday.files.free.understand import understand

__all__ = ["Understood", "understand"]
