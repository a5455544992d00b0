"""A contract file that is in order, for tests to spoil, and what is then wrong with it."""

from pathlib import Path

import pytest

from sevenday.contracts import contract
from sevenday.errors import Fault, InputError

GOOD = """[contract]
id = "mine"
name = "Mine"
says = "Made for the test."
pay_model = "nodal"
first = 2016-08-03

[hours.in_168h]
says = "Most hours of work in any 168 hours in a row."
unit = "hours"

[[hours.in_168h.values]]
value = 72
effective_from = 2016-08-03
announced_on = 2016-05-18
status = "in force"
certainty = "secondary"
source = { document = "TCS 2016", clause = "paragraph 8" }
"""


def faults(path: Path, text: str | bytes) -> tuple[Fault, ...]:
    file = path / "mine.toml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(InputError) as caught:
        contract(str(file), "2020-01-01")
    assert all(fault.file == "mine.toml" for fault in caught.value.faults)
    return caught.value.faults
