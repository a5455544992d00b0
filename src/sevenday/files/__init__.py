"""Hospital folders in, as checked tables."""

from sevenday.files.folder import read
from sevenday.files.rotas import rota_text

__all__ = ["read", "rota_text"]
