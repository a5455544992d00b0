"""Answers on a disk as they come, so that what is done need not be done again.

A file of lines: the first says which run it is of, each other has one answer, arrays by name.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from sevenday.errors import Fault, InputError

Answer = Mapping[str, Any]
"""Arrays of numbers by name."""
KIND = "sevenday-batch-1"


class Store:
    """The answers of one run, in one file.

    A line that a kill tore off at the end is left out, and that task runs again.
    """

    def __init__(self, path: str | Path, signature: str) -> None:
        """Open a file, or begin one.

        `signature`: whatever the answers turn on, as text; a file of another run is refused.
        Raises InputError for it, and where the file cannot be written.
        """
        self.path = Path(path)
        self.stamp = sha256(signature.encode()).hexdigest()
        try:
            if not self.path.exists() or not self.path.stat().st_size:
                self._append({"kind": KIND, "run": self.stamp})
            self._lines = self._read()
        except OSError as error:
            what = f"cannot be used: {error.strerror}"
            raise InputError(
                Fault(what, f"{path}", expected="a file to write to", code="unwritable-file")
            ) from None

    def answers(self) -> dict[str, Answer]:
        """What is done, by task."""
        return {line["task"]: _arrays(line["answer"]) for line in self._lines[1:]}

    def add(self, name: str, answer: Answer) -> None:
        """Note one more."""
        self._append({"task": name, "answer": {key: _text(each) for key, each in answer.items()}})

    def _read(self) -> list[dict[str, Any]]:
        text = self.path.read_text("utf-8", "replace")
        whole = text[: text.rfind("\n") + 1]
        lines = []
        for line in whole.splitlines():
            try:
                lines.append(json.loads(line))
            except ValueError:
                lines.append({})
        head = lines[0] if lines else {}
        if head.get("kind") != KIND or head.get("run") != self.stamp:
            raise InputError(
                Fault(
                    "answers of another run",
                    f"{self.path}",
                    found=f"{head.get('run', 'no run')}"[:12],
                    expected="the file of the same folder, walkout, seed and version; "
                    "or another name",
                    code="stale-plan",
                )
            )
        if len(whole) < len(text):
            self.path.write_text(whole, "utf-8")
        return [head, *(line for line in lines[1:] if "task" in line)]

    def _append(self, line: dict[str, Any]) -> None:
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, separators=(",", ":")) + "\n")


def _text(array: Any) -> list[Any]:
    """An array as its type, its shape and its bytes: every bit of it comes back."""
    values = np.asarray(array)
    return [values.dtype.str, list(values.shape), b64encode(values.tobytes()).decode()]


def _arrays(answer: Mapping[str, list[Any]]) -> dict[str, Any]:
    return {
        key: np.frombuffer(b64decode(data), np.dtype(kind)).reshape(shape)
        for key, (kind, shape, data) in answer.items()
    }
