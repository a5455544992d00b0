"""What a call of `sevenday build` asks for, whichever thing it builds."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from sevenday.cli.common import load
from sevenday.cli.output import is_page
from sevenday.writing import check_writable, write_whole

if TYPE_CHECKING:
    from sevenday.contracts import Terms
    from sevenday.model import Hospital
    from sevenday.settings import FromFile
    from sevenday.solver.rota.params import RotaEngine

SECONDS = 60.0
"""Time to search, where the call does not say."""

Settings = TypeVar("Settings", bound="FromFile")


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """The options that all builds share, each as the command line gives it."""

    path: Path
    contract: str | None
    on: str | None
    known: str | None
    seconds: float | None
    steps: int | None
    seed: int
    engine: "RotaEngine"
    params: Path | None
    format: str | None
    out: Path | None

    def load(self) -> "tuple[Hospital, Terms]":
        """The hospital and its contract. Raises InputError, also where `out` cannot be written."""
        self.check_out()
        return load(self.path, self.contract, self.on, self.known)

    def check_out(self) -> None:
        """Raise InputError where the answer could not be written: before a search, not after."""
        check_writable(self.out)

    def time(self) -> float:
        """Seconds to search."""
        return SECONDS if self.seconds is None else self.seconds

    def settings(self, kind: type[Settings]) -> Settings:
        """The settings of what is built, with what `--params` changes."""
        return kind() if self.params is None else kind.from_file(self.params)

    def save(self, text: Callable[[], str]) -> None:
        """Write what is best so far to `out`, unless that is to have a page."""
        if self.out is not None and not is_page(self.out):
            write_whole(self.out, text())
