"""A scan's papers, written to a folder: a page for the country, one a trust, tables as CSV."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sevenday.flow.country.result import ScanResult
from sevenday.reports.files.export import safe
from sevenday.reports.pages.country import scan_page
from sevenday.reports.pages.trust import trust_page
from sevenday.reports.render.page import as_html
from sevenday.writing import write_papers

POINTS = {"drivers": "points", "bed_drivers": "bed_points"}
"""What columns of parts of a share begin with."""


def write_scan(result: ScanResult, folder: Path) -> list[Path]:
    """Write a scan's papers: `country.html`, a page a trust, `trusts.csv` and `aid.csv`.

    Parameters
    ----------
    result
        What `scan` gave back.
    folder
        Where to; made where it is not there.

    Returns
    -------
    list of Path
        The files written, in order.

    Raises
    ------
    InputError
        Where the folder cannot be written.
    """
    papers = {"country.html": as_html(scan_page(result))}
    papers["trusts.csv"] = _csv([_flat(each.to_dict()) for each in result.trusts])
    if result.aid:
        papers["aid.csv"] = _csv([loan.to_dict() for loan in result.aid])
    for trust in result.trusts:
        papers[f"{safe(trust.code)}.html"] = as_html(trust_page(result, trust.code))
    return write_papers(folder, papers)


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    """A trust's row with a column for each figure."""
    flat: dict[str, Any] = {}
    for key, value in row.items():
        if key in POINTS:
            flat |= {f"{POINTS[key]}_{d['name'].replace(' ', '_')}": d["points"] for d in value}
        elif isinstance(value, dict):
            flat |= {f"{key}_{name}": each for name, each in value.items()}
        elif isinstance(value, list):
            flat |= {f"{key}_usual": value[0], f"{key}_walkout": value[1]}
        elif value is not None:
            flat[key] = value
    return flat


def _csv(rows: Sequence[dict[str, Any]]) -> str:
    text = io.StringIO()
    columns = list(dict.fromkeys(key for row in rows for key in row))
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()
