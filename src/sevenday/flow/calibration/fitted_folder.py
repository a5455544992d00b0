"""A hospital's folder with what was fitted in place, every other file as it is."""

from pathlib import Path

import tomlkit

from sevenday.errors import Fault, InputError
from sevenday.files.write import file_texts
from sevenday.flow.calibration.result import FlowFit
from sevenday.writing import unwritable, write_papers

SETTINGS_FILE = "hospital.toml"


def write_fitted(fit: FlowFit, folder: str | Path, into: str | Path) -> Path:
    """Copy a hospital's folder to a new one, with the fit's arrivals, times and settings.

    Parameters
    ----------
    fit
        What `sd.fit` found for the hospital of `folder`.
    folder
        The hospital's; comments of its hospital.toml stay.
    into
        A folder that is not there yet, or is empty; given back.

    Raises
    ------
    InputError
        Where it is there and not empty, or cannot be written.
    """
    source, target = Path(folder), Path(into)
    try:
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            what = "there already, and not empty"
            expected = "a new folder: nothing is overwritten"
            raise InputError(Fault(what, str(into), expected=expected, code="unwritable-file"))
        papers: dict[str, str | bytes] = {
            path.relative_to(source).as_posix(): path.read_bytes()
            for path in sorted(source.rglob("*"))
            if path.is_file() and not any(p.startswith(".") for p in path.relative_to(source).parts)
        }
    except OSError as error:
        raise InputError(unwritable(into, error)) from None
    texts = file_texts(fit.hospital)
    changed = ["arrivals.csv"] + (["service_times.csv"] if fit.times else [])
    papers |= {name: texts[name] for name in changed}
    papers[SETTINGS_FILE] = _settings(fit, papers.get(SETTINGS_FILE, b""))
    write_papers(target, papers)
    return target


def _settings(fit: FlowFit, before: str | bytes) -> str:
    """hospital.toml with the keys of [flow] that were found, and their intervals as comments."""
    text = before.decode("utf-8-sig") if isinstance(before, bytes) else before
    document = tomlkit.parse(text)
    flow = document.setdefault("flow", tomlkit.table())
    intervals = {each.name: each.value for each in fit.settings}
    for key, value in fit.changed.items():
        item = tomlkit.item(value)
        if key in intervals:
            low, high = intervals[key][1:]
            item.comment(f"fitted: {low:.4f} to {high:.4f}")
        flow[key] = item
    return tomlkit.dumps(document)
