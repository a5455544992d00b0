"""Libraries that come with an extra, and what to say where one is not installed."""

from importlib.util import find_spec

from sevenday.errors import Fault, InputError

EXTRAS = {
    "polars": "frames",
    "openpyxl": "excel",
    "xlsxwriter": "excel",
    "xlrd": "excel",
    "icalendar": "calendar",
    "typst": "pdf",
    "ortools": "cpsat",
    "distributed": "dask",
    "django": "web",
    "scipy": "fit",
    "httpx": "client",
}
"""By library the extra of Sevenday that brings it."""


def is_installed(library: str) -> bool:
    """Whether a library can be imported, without importing it."""
    return find_spec(library) is not None


def how_to_install(library: str) -> str:
    """What brings a library, beside an installed package and in a clone of the project."""
    extra = EXTRAS[library]
    return f"pip install 'sevenday[{extra}]', or in a clone: pip install -e '.[{extra}]'"


def missing(library: str, what: str) -> InputError:
    """The error where a library is not installed. `what`: who needs it, as "a PDF"."""
    return InputError(
        Fault(f"{what} needs {library}", expected=how_to_install(library), code="missing-extra")
    )
