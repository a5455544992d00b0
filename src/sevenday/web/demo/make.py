"""The demo's two rotas, built anew: `python -m sevenday.web.demo.make`.

To be run by hand in a clone where an example has changed; each takes about a minute.
"""

import sys
from pathlib import Path

import sevenday as sd
from sevenday.example_folders import example
from sevenday.files.rota_text import rota_text

ROTAS = {"psychiatry": "psychiatry-rebuilt", "emergency": "emergency-2026"}
SECONDS = 60.0


def main() -> None:
    """Build both, and write them beside this file."""
    for slug, folder in ROTAS.items():
        hospital = sd.read(example(folder))
        terms = sd.contract(hospital.contract, on=hospital.starts)
        found = sd.build(hospital, terms, seconds=SECONDS)
        assert found.hospital.rota is not None
        text = rota_text(found.hospital.rota, found.hospital.cells)
        (Path(__file__).parent / f"{slug}.csv").write_text(text, encoding="utf-8")
        sys.stdout.write(f"{slug}: {found.summary()}\n")


if __name__ == "__main__":
    main()
