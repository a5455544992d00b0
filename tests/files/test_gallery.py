"""Each shape of the gallery is read as what it means, and the account names its cells."""

import re
import zipfile
from datetime import timedelta

import pytest

import sevenday as sd
from sevenday.clock import hhmm
from sevenday.files.spreadsheets import understand
from tests.files.gallery import SHAPES, workbook
from tests.files.same import plain


def saved(name, tmp_path):
    """The shape as Excel would save it: what its formulas of dates show stands beside them."""
    path = tmp_path / "book.xlsx"
    workbook(name).save(path)
    return shown(path, 42219)


def shown(path, serial):
    """Give each formula that adds a day the number that Excel would have kept with it."""
    with zipfile.ZipFile(path) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    count = iter(range(serial + 1, serial + 1000))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, data in parts.items():
            text = re.sub(
                rb"(1\+1</f>)<v\s*(?:/>|></v>)",
                lambda m: b"%s<v>%d</v>" % (m[1], next(count)),
                data,
            )
            archive.writestr(part, text)
    return path


@pytest.mark.parametrize("name", SHAPES)
def test_a_shape_means_what_it_means(name, tmp_path):
    shape = SHAPES[name]
    found = understand(saved(name, tmp_path), **shape.options)
    assert not found.faults, found.summary()
    hospital = found.hospital
    texts = hospital.cells.texts
    if shape.rota is not None:
        rota = hospital.rota
        assert rota.first == shape.first
        read = {
            n: [texts[c] or "-" for c in row]
            for n, row in zip(rota.doctors, rota.codes.tolist(), strict=True)
        }
        assert read == shape.rota
        assert rota.last == rota.first + timedelta(days=len(next(iter(read.values()))) - 1)
    if shape.weeks is not None:
        (template,) = hospital.templates.values()
        assert [[texts[c] or "-" for c in week] for week in template.codes.tolist()] == shape.weeks
    times = {code: (hhmm(s.start), hhmm(s.end)) for code, s in hospital.shifts.items()}
    assert times == shape.times
    account = found.summary()
    for words in shape.said:
        assert words in account, account


@pytest.mark.parametrize("name", SHAPES)
def test_a_shape_goes_out_as_a_folder_and_comes_in(name, tmp_path):
    found = understand(saved(name, tmp_path), **SHAPES[name].options)
    again = sd.read(sd.write(found.hospital, tmp_path / "out"))
    first, second = plain(found.hospital), plain(again)
    assert {**first, "build": None} == {**second, "build": None}
