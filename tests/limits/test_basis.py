"""What an answer goes by, in notes."""

import sevenday as sd
from sevenday.limits.basis import built_from_note
from tests.worked_cases import CASES


def test_a_build_says_that_it_takes_nothing_from_a_rota_or_a_template():
    (note,) = built_from_note(sd.read(CASES / "rota" / "short-span"))
    assert "rota.csv, template.csv are not read" in note and "--keep FILE" in note
    assert list(built_from_note(sd.read(CASES / "rota" / "end-24")))
    bare = sd.read(CASES / "walkout" / "derogation")
    assert "rota.csv is not read" in next(built_from_note(bare))
