"""A file is written whole or not at all."""

import os
from pathlib import Path

import pytest

from sevenday.errors import InputError
from sevenday.writing import check_writable, write_papers, write_whole


def test_text_and_bytes_take_the_place_of_what_was_there(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    write_whole(file, "£\n")
    assert file.read_bytes() == b"\xc2\xa3\n"
    write_whole(file, b"new")
    assert file.read_bytes() == b"new"
    assert [each.name for each in tmp_path.iterdir()] == ["a.csv"]


def test_a_new_file_has_the_permissions_of_any_other_and_an_old_one_keeps_its_own(
    tmp_path: Path,
) -> None:
    plain, made = tmp_path / "plain", tmp_path / "made"
    plain.write_text("")
    write_whole(made, "")
    assert made.stat().st_mode == plain.stat().st_mode
    made.chmod(0o640)
    write_whole(made, "again")
    assert made.stat().st_mode & 0o777 == 0o640


def test_what_fails_half_way_leaves_the_old_file_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "rota.csv"
    file.write_text("old")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(InputError, match=r"rota\.csv: cannot be written: No space left on device"):
        write_whole(file, "new")
    assert file.read_text() == "old"
    assert [each.name for each in tmp_path.iterdir()] == ["rota.csv"]


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("old")
    (tmp_path / "link").symlink_to("real")
    write_whole(tmp_path / "link", "new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text() == "new"


def test_a_folder_that_is_not_there_is_named_before_and_after(tmp_path: Path) -> None:
    file = tmp_path / "none" / "a.csv"
    for call in (lambda: write_whole(file, ""), lambda: check_writable(file)):
        with pytest.raises(InputError, match="cannot be written"):
            call()
    check_writable(tmp_path / "a.csv")
    check_writable(None)


def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    write_whole(os.devnull, "x")
    assert not Path(os.devnull).is_file()


def test_papers_are_written_in_order_in_folders_that_are_made(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    written = write_papers(folder, {"z.csv": "£\n", "calls/c.html": "c", "a.pdf": b"%"})
    assert written == [folder / "z.csv", folder / "calls" / "c.html", folder / "a.pdf"]
    assert [file.read_bytes() for file in written] == [b"\xc2\xa3\n", b"c", b"%"]
    assert write_papers(tmp_path / "none", {}) == []
    assert (tmp_path / "none").is_dir()


def test_a_folder_of_papers_that_cannot_be_made_is_a_fault_and_nothing_is_written(
    tmp_path: Path,
) -> None:
    (tmp_path / "calls").write_text("a file")
    with pytest.raises(InputError, match="calls: cannot be written") as caught:
        write_papers(tmp_path, {"a.csv": "", "calls/c.html": ""})
    assert [fault.code for fault in caught.value.faults] == ["unwritable-file"]
    assert not (tmp_path / "a.csv").exists()
