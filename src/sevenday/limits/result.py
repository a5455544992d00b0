"""What a check gives back: lines with their averages and bands, breaches, notes."""

import json
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from sevenday.frames import frame
from sevenday.limits.verdict import Verdict


@dataclass(frozen=True, slots=True)
class LineResult:
    """One line. Hours are a week; `weekend_frequency` is weekends worked / whole weekends.

    `average_hours` counts prospective cover where leave days are given; `band` is the New
    Deal's, None under other contracts. `out_of_hours` is the share of duty hours.
    """

    doctor: str
    grade: str
    average_hours: float
    average_hours_without_leave: float
    weekend_frequency: float
    band: str | None
    out_of_hours: float | None

    def to_json(self) -> dict[str, Any]:
        """The line as `check` prints it."""
        return {
            "doctor": self.doctor,
            "grade": self.grade,
            "average_hours": round(self.average_hours, 6),
            "average_hours_without_leave": round(self.average_hours_without_leave, 6),
            "weekend_frequency": round(self.weekend_frequency, 6),
            "band": self.band,
            "out_of_hours": None if self.out_of_hours is None else round(self.out_of_hours, 6),
        }


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The verdict on a hospital's lines under one contract on one date."""

    contract: str
    on: date
    lines: tuple[LineResult, ...]
    breaches: tuple[Verdict, ...]
    notes: tuple[str, ...] = ()

    def summary(self) -> str:
        """How many breaches of which rules, in a few lines of text."""
        broken = len({breach.doctor for breach in self.breaches})
        head = f"{self.contract} on {self.on}: {len(self.lines)} lines, {broken} with a breach"
        counts = Counter(breach.rule for breach in self.breaches)
        return "\n".join([head, *(f"  {rule}: {n}" for rule, n in counts.most_common())])

    def to_frame(self) -> Any:
        """The breaches as a polars DataFrame, a row each (needs `sevenday[frames]`)."""
        return frame([breach.to_json() for breach in self.breaches])

    def to_json(self) -> str:
        """The result as the JSON text of FORMS.md."""
        return json.dumps(self.document(), ensure_ascii=False, indent=1)

    def document(self) -> dict[str, Any]:
        """The same as plain dicts and lists."""
        return {
            "contract": self.contract,
            "on": self.on.isoformat(),
            "lines": [line.to_json() for line in self.lines],
            "breaches": [breach.to_json() for breach in self.breaches],
            "notes": list(self.notes),
        }
