"""docs/walkout/law.md says what the data says."""

import importlib.util
from pathlib import Path

DOCS = Path(__file__).parents[3] / "docs"


def test_the_page_of_the_law_says_what_the_data_says():
    spec = importlib.util.spec_from_file_location("law", DOCS / "generate_walkout.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.PAGE.read_text(encoding="utf-8") == module.page(), "out of date: make docs"
    for certainty in ("confirmed", "secondary", "**unconfirmed**"):
        assert f"| {certainty} |" in module.page()
