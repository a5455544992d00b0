"""Rows as a polars DataFrame: an extra, so that the core stays light."""

from typing import Any

from sevenday.errors import InputError


def frame(rows: list[dict[str, Any]]) -> Any:
    """A DataFrame of the rows. Raises InputError, naming the extra, where polars is missing."""
    try:
        import polars
    except ImportError as error:
        raise InputError("to_frame needs polars: pip install 'sevenday[frames]'") from error
    return polars.DataFrame(rows, infer_schema_length=None)
