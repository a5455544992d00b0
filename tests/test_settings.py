"""Settings: every group has a range, a page of its own words, and is read from a file."""

import re
from dataclasses import fields

import pytest

import sevenday as sd
from sevenday.errors import InputError
from sevenday.settings import SHARE, FromFile

KINDS = (sd.BuildParams, sd.TemplateParams, sd.RepairParams)


def groups(settings):
    """A group and the groups in it."""
    yield settings
    for name in getattr(settings, "__slots__", getattr(settings, "_fields", ())):
        value = getattr(settings, name)
        if hasattr(value, "_fields") or hasattr(value, "__dataclass_fields__"):
            yield from groups(value)


@pytest.mark.parametrize("kind", KINDS)
def test_every_setting_is_documented(kind):
    for group in groups(kind()):
        names = getattr(group, "_fields", None) or [field.name for field in fields(group)]
        documented = re.findall(r"^    ([\w, ]+)$", type(group).__doc__, re.M)
        assert set(names) <= {name for line in documented for name in line.split(", ")}, group


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_that_names_nothing_changes_nothing(kind, tmp_path):
    (tmp_path / "settings.toml").write_text("")
    assert kind.from_file(tmp_path / "settings.toml") == kind()


def test_tables_within_tables_are_read_and_the_rest_is_as_usual(tmp_path):
    file = tmp_path / "ward.toml"
    file.write_text("search_share = 0.5\n[explain]\nseconds = 0\n[search.annealing]\nhot = 30\n")
    found = sd.BuildParams.from_file(file)
    assert (found.search_share, found.explain.seconds) == (0.5, 0)
    assert found.search.annealing == sd.BuildParams().search.annealing._replace(hot=30)
    assert found.bounds == sd.BuildParams().bounds


@pytest.mark.parametrize(
    ("text", "place", "expected"),
    [
        ("[search.anealing]\nhot = 3\n", "search.anealing", "[annealing]"),
        ("[search]\nhot = 3\n", "search.hot", "[annealing]"),
        ("[search.annealing]\nhott = 3\n", "search.annealing.hott", "hot, cold"),
        ("[search]\nannealing = 3\n", "search.annealing", "[annealing]"),
        ("search_share = 2\n", "search_share", SHARE),
        ("[explain]\nseconds = -1\n", "explain.seconds", "0 or more"),
        ("[explain]\nquestion_seconds = 0\n", "explain.question_seconds", "above 0"),
        ("[long_windows]\nbatch = 1.5\n", "long_windows.batch", "a whole number of 1 or more"),
        ("[cpsat]\nsymmetry_level = -1\n", "cpsat.symmetry_level", "0 or more"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place(tmp_path, text, place, expected):
    file = tmp_path / "ward.toml"
    file.write_text(text)
    with pytest.raises(InputError) as error:
        sd.BuildParams.from_file(file)
    (fault,) = error.value.faults
    assert (fault.file, fault.column) == ("ward.toml", place) and expected in fault.expected
    assert fault.code in ("unknown-key", "not-a-number")


def test_every_kind_of_settings_is_read_in_one_way():
    assert all(issubclass(kind, FromFile) for kind in KINDS)
