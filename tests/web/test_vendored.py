"""The NHS's styles come whole and checked, call nobody, and pages do without them."""

import re

import pytest

from sevenday.web import vendored
from tests.web.clients import client_of
from tests.web.conftest import leave_out


@pytest.fixture
def styles() -> str:
    if not vendored.is_there():
        leave_out("the NHS's styles were not fetched: python -m sevenday.web.vendored")
    return (vendored.HERE / vendored.STYLE).read_text("utf-8")


def test_nothing_of_the_styles_is_fetched_from_another_host(styles):
    assert ".nhsuk-button" in styles
    assert "@font-face" not in styles and "//" not in styles
    addresses = set(re.findall(r"url\(([^)]*)\)", styles))
    local = {each for each in addresses if not each.startswith(("data:", '"data:', "'data:"))}
    assert local and all((vendored.HERE / each).is_file() for each in local)


def test_no_file_that_was_fetched_has_the_nhss_mark(styles):
    names = {path.name for path in vendored.HERE.rglob("*.*")}
    assert not {name for name in names if re.search(r"logo|favicon|opengraph|mask", name)}


def test_another_archive_than_the_one_looked_at_is_refused(tmp_path):
    archive = tmp_path / "nhsuk-frontend-10.6.1.tgz"
    archive.write_bytes(b"something else")
    with pytest.raises(ValueError, match="not the nhsuk-frontend"):
        vendored.unpack(archive, tmp_path / "vendor")
    assert not vendored.is_there(tmp_path / "vendor")


def test_styles_that_still_call_out_are_refused():
    assert vendored.without_remote("@font-face{src:url(https://a/b)}p{color:red}") == "p{color:red}"
    with pytest.raises(ValueError, match="another host"):
        vendored.without_remote("p{background:url(//elsewhere/x.png)}")


def test_without_npm_set_up_goes_on_and_says_so(monkeypatch, tmp_path):
    monkeypatch.setattr(vendored.shutil, "which", lambda _: None)
    assert "there is no npm" in vendored.fetch(tmp_path / "vendor")


@pytest.mark.usefixtures("db")
def test_without_styles_pages_are_plain_and_say_so(monkeypatch):
    monkeypatch.setattr(vendored, "is_there", lambda: False)
    page = client_of().get("/account/sign-in/").content.decode()
    assert "These pages are plain" in page and "vendor/nhsuk" not in page
    assert 'name="login"' in page
