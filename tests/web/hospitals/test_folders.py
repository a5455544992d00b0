"""A folder in and out again differs in nothing, for every example that is a hospital's."""

from pathlib import Path

import pytest

import sevenday as sd
from sevenday.errors import InputError
from sevenday.web.hospitals.folders import NEVER, export_folder, folder_files, import_folder
from sevenday.web.hospitals.loading import loaded
from tests.files.same import plain
from tests.web.people_and_places import EXAMPLES, a_department, a_user, with_folder


def is_hospital(folder: Path) -> bool:
    try:
        sd.read(folder)
    except InputError:
        return False
    return True


HOSPITALS = [path.name for path in sorted(EXAMPLES.iterdir()) if is_hospital(path)]


def test_most_examples_are_hospitals():
    assert len(HOSPITALS) == 10


@pytest.mark.parametrize("name", HOSPITALS)
def test_a_folder_in_and_out_differs_in_nothing(name: str, db, tmp_path):
    before = {
        path.relative_to(EXAMPLES / name).as_posix(): path.read_bytes()
        for path in (EXAMPLES / name).rglob("*")
        if path.is_file()
    }
    department = with_folder(name)
    export_folder(department, tmp_path / name)
    after = {
        path.relative_to(tmp_path / name).as_posix(): path.read_bytes()
        for path in (tmp_path / name).rglob("*")
        if path.is_file()
    }
    assert {n for n in before if before[n] != after.get(n)} == set(before) & set(NEVER)
    assert set(after) == set(before) - set(NEVER)
    assert plain(sd.read(tmp_path / name)) == plain(sd.read(EXAMPLES / name))


@pytest.mark.parametrize("name", HOSPITALS)
def test_written_anew_a_folder_reads_the_same(name: str, db, tmp_path):
    """As after an edit that was taken back: no table is given as it came."""
    department = with_folder(name)
    department.papers.filter(
        name__in=["doctors.csv", "shifts.csv", "cover.csv", "rota.csv", "requests.csv"]
    ).delete()
    export_folder(department, tmp_path / name)
    assert plain(sd.read(tmp_path / name)) == plain(sd.read(EXAMPLES / name))
    hospital = sd.read(EXAMPLES / name)
    if hospital.contract and (hospital.rota or hospital.templates):
        day = hospital.rota.first if hospital.rota else hospital.starts
        terms = sd.contract(hospital.contract, on=day)
        again = sd.check(sd.read(tmp_path / name), terms)
        assert again.to_json() == sd.check(hospital, terms).to_json()


def test_a_department_with_a_folder_takes_no_other(db):
    department = with_folder("ward")
    with pytest.raises(InputError, match="has a folder already"):
        import_folder(a_user(), department, EXAMPLES / "psychiatry-2015")


def test_nothing_is_written_of_a_folder_that_is_wrong(db, tmp_path):
    (tmp_path / "shifts.csv").write_text("code,start,end\nD,08:00,25:00\n")
    department = a_department()
    with pytest.raises(InputError, match="not a time"):
        import_folder(a_user(), department, tmp_path)
    assert not department.papers.exists()


def test_counts_of_a_strike_day_are_never_stored(db, tmp_path):
    department = a_department()
    left_out = import_folder(a_user(), department, EXAMPLES / "district-2016")
    assert left_out == (
        "counts.csv is left out: counts of who came on a strike day are read for a plan and never "
        "stored.",
    )
    assert not department.papers.filter(name="counts.csv").exists()


def test_files_of_one_doctor_stay_out_of_a_folder_for_others(db):
    department = with_folder("exception-reports")
    assert "exceptions.csv" in folder_files(department)
    assert "exceptions.csv" not in folder_files(department, private=False)


def test_a_department_is_ready_as_the_library_has_it(db):
    department = with_folder("ward")
    assert loaded(department).hospital.doctors == sd.read(EXAMPLES / "ward").doctors
    assert loaded(department) is loaded(department)
