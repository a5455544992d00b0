"""Loops that run compiled, or as the Python that they are where there is little work to do.

Compiling the checker takes ten seconds, a small check uncompiled one: so a kernel compiles where
the work is worth it, or where that has been done before. Nothing here imports Numba until then.

What is compiled stays in the user's cache folder, under a hash of all that it was compiled from
(`kernel_stamp`). Where the package lies does not matter: an upgrade or a second checkout finds
what it shares with another.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import numpy as np

from sevenday.cores import threads
from sevenday.kernel_stamp import Compilable, Function, reached_functions, stamp

STEP = 3e-6
"""Seconds that a step of a kernel takes uncompiled, roughly: 2 to 5 microseconds were measured."""
MANY = 10**9
"""Steps that no machine does uncompiled in the time that compiling takes."""
FETCHING = 0.4
"""Seconds that Numba takes to be imported, and to fetch what has been compiled."""
COMPILING = 3e-4
"""Seconds that compiling takes for each byte of a kernel's code, and of what it calls."""
LONG = 2.0
"""Seconds of compiling from which it is announced."""

_INLINED: dict[Function, Any] = {}
"""Functions that are inlined, and what Numba makes of each, once it is needed."""


class Kernel(Compilable):
    """A loop over arrays: call it to run it compiled, or ask which form suits the work (`at`).

    The two forms give the same numbers to the last bit: it may use nothing in which Numba and
    Python differ (tests/test_kernels.py compares them).
    """

    def __init__(self, function: Function) -> None:
        """`function` may call other kernels, what is `inlined`, and what Numba knows."""
        self.function = function
        self.steps = 0

    def __call__(self, *args: Any) -> Any:
        """Run it compiled."""
        return self.compiled(*args)

    def at(self, steps: int) -> Function:
        """The form for so much more work: `steps` take some 3 microseconds each, uncompiled."""
        if "compiled" not in self.__dict__:
            seconds = (self.steps + steps) * STEP
            if seconds < FETCHING or (seconds < FETCHING + self.compiling and not self.ready):
                self.steps += steps
                return self.plain
            if not self.ready:
                _announce(self.compiling)
        return self.compiled  # type: ignore[no-any-return]

    def hasten(self) -> None:
        """Have the next call compile it, however little its work."""
        self.steps = MANY

    def plain(self, *args: Any) -> Any:
        """Run it as Python; dividing by zero gives infinity or no number, as it does compiled."""
        with np.errstate(all="ignore"):
            return self.function(*args)

    @property
    def ready(self) -> bool:
        """Whether it has been compiled, in this process or before."""
        return "compiled" in self.__dict__ or (
            self.folder is not None and any(self.folder.glob("*.nbi"))
        )

    @cached_property
    def compiling(self) -> float:
        """How many seconds compiling it takes, roughly.

        Numba compiles each kernel that this one calls by itself, and then its code again in this.
        """
        within = [each for each in reached_functions(self.function) if each not in _INLINED]
        reached = [inner for each in within for inner in reached_functions(each)]
        return COMPILING * sum(len(each.__code__.co_code) for each in reached)

    @cached_property
    def folder(self) -> Path | None:
        """Where what is compiled of it stays; None where no cache folder can be written."""
        home = cache_folder()
        return home and home / f"{self.function.__qualname__}-{stamp(self.function)}"

    @cached_property
    def compiled(self) -> Any:
        """What Numba makes of it, for each kind of argument on the first call; lock-free."""
        import numba

        for function in reached_functions(self.function):
            if function in _INLINED and _INLINED[function] is None:
                _INLINED[function] = _callee(function, forceinline=True, _nrt=False)
                function._numba_type_ = _callee_type()(_INLINED[function])
        njit: Any = numba.njit
        made = njit(nogil=True, error_model="numpy", no_cfunc_wrapper=True)(self.function)
        if self.folder:
            made._cache = _cache_at(self.folder, self.function)
        return made

    @property
    def _numba_type_(self) -> Any:
        """What another kernel that calls this one is compiled against."""
        return _callee_type()(self._callee)

    @cached_property
    def _callee(self) -> Any:
        """The same without what Python needs to call it, which takes long to compile."""
        return _callee(self.function)


def kernel(function: Function) -> Kernel:
    """Make a kernel of a function. Annotate a parameter that takes a named tuple with its class."""
    return Kernel(function)


def inlined(function: Function) -> Function:
    """Mark a small function of a hot loop, which must make no array: it becomes part of kernels.

    Compiled, it counts no references to the arrays that it is given: that counting was nine
    tenths of the time that a step took (benchmarks/check.py). Called from Python it is what it was.
    """
    _INLINED[function] = None
    return function


def spliced(function: Function) -> Function:
    """Mark a part of one kernel, of which it becomes part before anything is compiled.

    Numba compiles a function that is called by itself, and again in each that calls it: five
    levels of calls took twice as long as two. It is for parts called from one place. A kernel with
    all of its parts spliced takes longer again, as types are inferred over the whole.
    """
    part: Any = function
    part.targetoptions, part.py_func = {"inline": "always"}, function  # what Numba looks for
    return inlined(function)


@cache
def cache_folder() -> Path | None:
    """The user's cache folder for kernels, made if need be; None where it cannot be written."""
    import platformdirs

    folder = Path(platformdirs.user_cache_dir("sevenday")) / "kernels"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return folder if os.access(folder, os.W_OK) else None


def compile_together(*jobs: tuple[Kernel, Callable[[], object]]) -> None:
    """Compile kernels, those that have not been: side by side, on as many cores as there are.

    A job is a kernel and a function of a module, without arguments, which runs it on the smallest
    case. Numba compiles one function at a time in a process, so the others are compiled by
    processes of their own, which leave what they made in the cache folder.
    """
    left = sorted((job for job in jobs if not job[0].ready), key=lambda job: -job[0].compiling)
    if not left:
        return
    many = min(threads(), len(left)) if cache_folder() and sys.executable else 1
    shares: list[list[tuple[Kernel, Callable[[], object]]]] = [[] for _ in range(many)]
    for job in left:
        min(shares, key=_seconds).append(job)
    _announce(max(_seconds(share) for share in shares))
    helpers = [_helper(run for _, run in share) for share in shares[1:]]
    try:
        for _, run in shares[0]:
            run()
        for helper in helpers:
            helper.wait()
    finally:
        for helper in helpers:
            helper.kill()


def _seconds(jobs: list[tuple[Kernel, Callable[[], object]]]) -> float:
    return sum(kernel.compiling for kernel, _ in jobs)


def _helper(functions: Iterable[Function]) -> "subprocess.Popen[bytes]":
    """A process that calls functions one after the other, and says nothing."""
    calls = (f"import {f.__module__} as home; home.{f.__name__}()" for f in functions)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", "\n".join(calls)]
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, env=environment, stdin=quiet, stdout=quiet, stderr=quiet)


def _announce(seconds: float) -> None:
    """Say on stderr that a one-off compilation is about to happen, where it takes long."""
    if seconds > LONG:
        note = "" if cache_folder() else " (no cache folder can be written: each run compiles)"
        sys.stderr.write(f"Compiling for this machine, once: some {seconds:.0f} s{note} ...\n")
        sys.stderr.flush()


@cache
def _callee_type() -> Any:
    """The type of what a kernel calls: one compilation whether or not a number is a literal."""
    from numba.core import types as numba_types
    from numba.extending import models, register_model

    class Callee(numba_types.Dispatcher):
        def get_call_type(self, context: Any, args: Any, kws: Any) -> Any:
            return super().get_call_type(context, tuple(map(numba_types.unliteral, args)), kws)

    register_model(Callee)(models.OpaqueModel)
    return Callee


def _callee(function: Function, **options: Any) -> Any:
    """What kernels that are compiled call of a function."""
    import numba

    njit: Any = numba.njit
    return njit(
        nogil=True,
        error_model="numpy",
        no_cpython_wrapper=True,
        no_cfunc_wrapper=True,
        **options,
    )(function)


def _cache_at(folder: Path, function: Function) -> Any:
    """Numba's cache of a function, in a folder that is its own; the folder's name is its stamp."""
    from numba.core import caching

    class FolderLocator(caching._CacheLocator):
        def ensure_cache_path(self) -> None:
            folder.mkdir(parents=True, exist_ok=True)

        def get_cache_path(self) -> str:
            return str(folder)

        def get_source_stamp(self) -> str:
            return folder.name

        def get_disambiguator(self) -> str:
            return "kernel"

        @classmethod
        def from_function(cls, py_func: Function, py_file: str) -> "FolderLocator":
            return cls()

    class FolderCacheForm(caching.CompileResultCacheImpl):
        _locator_classes: Any = (FolderLocator,)

    class FolderCache(caching.FunctionCache):
        _impl_class = FolderCacheForm

    made: Any = FolderCache
    return made(function)
