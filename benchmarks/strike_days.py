"""How a strike day's median stay goes with the share of juniors' duties that seniors take over.

    python benchmarks/strike_days.py

Writes a dated table and docs/strike-days.svg. The department is that of
tests/flow/hospital/kings.py; the share is varied, and nothing else.
"""

import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from tests.flow.hospital.kings import STRIKE_MEDIANS, USUAL, department, strike_days  # noqa: E402

from sevenday.reports.pictures.flow import Series, hours_picture  # noqa: E402

SHARES = [k / 10 for k in range(11)]
REPLICATIONS = 200
FROM = 2
"""The first of the shares that the picture shows."""


def main() -> None:
    """The table and the picture."""
    with TemporaryDirectory() as folder:
        path = department(Path(folder) / "h")
        found = [strike_days(path, share, REPLICATIONS) for share in SHARES]
    rows = []
    for share, result in zip(SHARES, found, strict=True):
        usual, without, then = (arm.of_all("ED").stay_median for arm in result.arms)
        rows.append(
            f"| {share:.0%} | {usual.value:.0f} | {without.value:.0f} | {then.value:.0f} "
            f"({then.low:.0f}-{then.high:.0f}) | {then.value / usual.value - 1:+.1%} |"
        )
    usual = [result.arms[0].of_all("ED").stay_median.value for result in found]
    then = [result.arm.of_all("ED").stay_median.value for result in found]
    drawn = slice(FROM, None)  # with fewer seniors it is off the scale
    picture = hours_picture(
        "Median stay on a strike day, minutes, by the share of juniors' duties that seniors take",
        f"From {then[FROM]:.0f} minutes with a senior for one in five of the missing juniors to "
        f"{then[-1]:.0f} with one for each; usual days {usual[0]:.0f}.",
        [f"{share:.0%}" if k % 2 == 0 else "" for k, share in enumerate(SHARES[drawn])],
        [
            Series("strike day, half the lists withdrawn", then[drawn]),
            Series("usual days", usual[drawn], "5 3", 1.4),
            Series("a tenth below", [0.9 * value for value in usual[drawn]], "1 3", 1.0),
            Series("a fifth below", [0.8 * value for value in usual[drawn]], "1 3", 1.0),
        ],
    )
    (HERE.parent / "docs" / "strike-days.svg").write_text(picture.svg + "\n", encoding="utf-8")
    text = (
        "# Strike days with seniors in front\n\n"
        f"{date.today()}, {REPLICATIONS} replications. Median stay in minutes, of all who came; "
        "95 % intervals. King's: "
        + " and ".join(
            f"{before:g} to {after:g}" for before, after in zip(USUAL, STRIKE_MEDIANS, strict=True)
        )
        + ".\n\n| juniors' duties that seniors take | usual | strike, no plan | strike, half the "
        "lists withdrawn | against usual |\n| --- | --- | --- | --- | --- |\n"
        + "\n".join(rows)
        + "\n"
    )
    (HERE / "results" / "strike_days.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
