"""Compiled loops: Numba, cached for the user under a hash of every kernel's source.

Numba's own cache does not see an edit in a function that a cached one calls, nor in a constant
that it reads, and a stale kernel is a wrong legal verdict: so the folder's name is a hash of every
file beside a kernel and of the versions that compile them. Import this module only where a kernel
is defined: it imports Numba, which is slow.
"""

import hashlib
import os
import platform
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import llvmlite
import numba
import numpy as np
import platformdirs


def _stamp() -> str:
    """A hash of every file in a folder of this package that has kernels, and of what compiles.

    Kernels read constants of files that have none themselves, as the bits of `limits.classes`.
    """
    digest = hashlib.sha256()
    for version in (numba.__version__, llvmlite.__version__, np.__version__):
        digest.update(version.encode())
    digest.update(f"{platform.python_version()} {platform.machine()}".encode())
    home = Path(__file__).parent
    texts = {source: source.read_bytes() for source in sorted(home.rglob("*.py"))}
    rooms = {source.parent for source, text in texts.items() if b"sevenday.kernels import" in text}
    for source, text in texts.items():
        if source.parent in rooms | {home}:
            digest.update(text)
    return digest.hexdigest()[:16]


def _folder() -> Path | None:
    """The cache folder, made if need be; None where it cannot be written."""
    folder = Path(platformdirs.user_cache_dir("sevenday")) / f"kernels-{_stamp()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return folder if os.access(folder, os.W_OK) else None


CACHE = _folder()
if CACHE is not None:
    config: Any = numba.config
    config.CACHE_DIR = str(CACHE)


def announce(what: str = "the checker", seconds: int = 15, part: str = "limits") -> None:
    """Say on stderr that the one-off compilation of a `part` of the house is about to happen."""
    if CACHE is None or not any(CACHE.glob(f"{part}*/*.nbi")):
        kept = "" if CACHE else " (no cache folder can be written: each run compiles)"
        told = f"Compiling {what} for this machine, once: some {seconds} s{kept} ...\n"
        sys.stderr.write(told)
        sys.stderr.flush()


def kernel(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile a function on first call, without the interpreter's lock, and keep it."""
    compile_: Any = numba.njit(cache=CACHE is not None, nogil=True, error_model="numpy")
    return compile_(function)  # type: ignore[no-any-return]


def inlined(function: Callable[..., Any]) -> Callable[..., Any]:
    """The same for a small function of a hot loop, which must make no array.

    It counts no references to the arrays that it is given: that counting was nine tenths of the
    time that a step took (benchmarks/check.py).
    """
    njit: Any = numba.njit
    compile_ = njit(nogil=True, error_model="numpy", forceinline=True, _nrt=False)
    return compile_(function)  # type: ignore[no-any-return]
