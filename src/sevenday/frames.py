"""Rows as a polars DataFrame: an extra, so that the core stays light."""

from typing import Any

from sevenday.extras import missing


def frame(rows: list[dict[str, Any]]) -> Any:
    """A DataFrame of the rows. Raises InputError, naming the extra, where polars is missing."""
    try:
        import polars
    except ImportError as error:
        raise missing("polars", "to_frame") from error
    return polars.DataFrame(rows, infer_schema_length=None)
