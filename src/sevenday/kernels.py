"""Loops that run compiled, or as the Python that they are where there is little work to do.

Compiling the checker takes ten seconds, a small check uncompiled one: so a kernel compiles where
the work is worth it, or where that has been done before. Nothing here imports Numba until then.

What is compiled stays in the user's cache folder, under a hash of all that it was compiled from:
the code of the kernel and of every function that it calls, and each constant that they read,
whichever file it is in. Numba's own cache sees neither an edit in a function that a cached one
calls nor one in a constant, and a stale kernel is a wrong legal verdict. Where the package lies
does not matter: an upgrade or a second checkout finds what it shares with another.
"""

import hashlib
import os
import platform
import subprocess
import sys
import types
from collections.abc import Callable, Iterable, Iterator
from functools import cache, cached_property
from importlib.metadata import version
from inspect import get_annotations
from pathlib import Path
from typing import Any

import numpy as np

from sevenday.cores import threads

STEP = 2e-6
"""Seconds that a step of a kernel takes uncompiled, roughly."""
FETCHING = 0.4
"""Seconds that Numba takes to be imported, and to fetch what has been compiled."""
COMPILING = 3e-4
"""Seconds that compiling takes for each byte of a kernel's code, and of what it calls."""
LONG = 2.0
"""Seconds of compiling from which it is announced."""

Function = Callable[..., Any]
_INLINED: dict[Function, Any] = {}
"""Functions that are inlined, and what Numba makes of each, once it is needed."""
_CONSTANT = (int, float, str, bytes, tuple, type(None), np.generic)


class Kernel:
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
        """The form for so much more work: `steps` take some 2 microseconds each, uncompiled."""
        if "compiled" not in self.__dict__:
            seconds = (self.steps + steps) * STEP
            if seconds < FETCHING or (seconds < FETCHING + self.compiling and not self.ready):
                self.steps += steps
                return self.plain
            if not self.ready:
                _announce(self.compiling)
        return self.compiled  # type: ignore[no-any-return]

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
        within = [each for each in _reached(self.function) if each not in _INLINED]
        reached = [inner for each in within for inner in _reached(each)]
        return COMPILING * sum(len(each.__code__.co_code) for each in reached)

    @cached_property
    def folder(self) -> Path | None:
        """Where what is compiled of it stays; None where no cache folder can be written."""
        home = cache_folder()
        return home and home / f"{self.function.__qualname__}-{_stamp(self.function)}"

    @cached_property
    def compiled(self) -> Any:
        """What Numba makes of it, for each kind of argument on the first call; lock-free."""
        import numba

        for function in _reached(self.function):
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

    class Place(caching._CacheLocator):
        def ensure_cache_path(self) -> None:
            folder.mkdir(parents=True, exist_ok=True)

        def get_cache_path(self) -> str:
            return str(folder)

        def get_source_stamp(self) -> str:
            return folder.name

        def get_disambiguator(self) -> str:
            return "kernel"

        @classmethod
        def from_function(cls, py_func: Function, py_file: str) -> "Place":
            return cls()

    class Form(caching.CompileResultCacheImpl):
        _locator_classes: Any = (Place,)

    class FolderCache(caching.FunctionCache):
        _impl_class = Form

    made: Any = FolderCache
    return made(function)


def _stamp(function: Function) -> str:
    """A hash of all that a kernel is compiled from, and of what compiles it."""
    digest = hashlib.sha256()
    for package in ("numba", "llvmlite", "numpy"):
        digest.update(version(package).encode())
    digest.update(f"{platform.python_version()} {platform.machine()}".encode())
    for reached in _reached(function):
        digest.update(f"{reached.__module__}.{reached.__qualname__}".encode())
        digest.update(repr((reached.__defaults__, reached.__kwdefaults__)).encode())
        for code in _codes(reached.__code__):
            digest.update(code.co_code + code.co_exceptiontable)
            consts = [c for c in code.co_consts if not isinstance(c, types.CodeType)]
            consts = [c for c in consts if c is not reached.__doc__ or c is None]
            digest.update(repr((consts, code.co_names, code.co_varnames)).encode())
        for name, value in _read(reached):
            digest.update(f"{name} = {_text(value, reached)}\n".encode())
    return digest.hexdigest()[:16]


def _reached(function: Function) -> list[Any]:
    """The functions of this package that become part of a kernel, itself first."""
    reached: list[Any] = [function]
    for each in reached:
        for _, value in _read(each):
            callee = value.function if isinstance(value, Kernel) else value
            if isinstance(callee, types.FunctionType) and _ours(callee.__module__):
                reached += [callee] if callee not in reached else []
    return reached


def _ours(module: str) -> bool:
    """Whether a module is of this package."""
    return module.split(".")[0] == __name__.split(".")[0]


def _codes(code: types.CodeType) -> Iterator[types.CodeType]:
    """A function's code and that of the comprehensions in it."""
    yield code
    for const in code.co_consts:
        if isinstance(const, types.CodeType):
            yield from _codes(const)


def _read(function: Any) -> list[tuple[str, Any]]:
    """The globals that a function reads, those of this package's modules too, and named tuples."""
    names = {name for code in _codes(function.__code__) for name in code.co_names}
    found = {name: function.__globals__[name] for name in names & function.__globals__.keys()}
    for home, value in list(found.items()):
        if isinstance(value, types.ModuleType):
            del found[home]
            if _ours(value.__name__):
                found |= {f"{home}.{n}": getattr(value, n) for n in names if hasattr(value, n)}
    found |= {f": {name}": kind for name, kind in get_annotations(function).items()}
    return sorted(found.items(), key=lambda pair: pair[0])


def _text(value: Any, reader: Any) -> str:
    """A value that a kernel reads, as text that changes whenever it does.

    Raises TypeError where no text says all of it: no kernel may read such a thing.
    """
    if isinstance(value, Kernel):
        value = value.function
    if isinstance(value, np.ndarray):
        return f"{value.dtype} {value.shape} {value.tobytes().hex()}"
    if isinstance(value, _CONSTANT):
        return repr(value)
    if hasattr(value, "__qualname__"):  # a class or a function, whose code is hashed by itself
        return f"{value.__module__}.{value.__qualname__} {getattr(value, '_fields', '')}"
    raise TypeError(f"{reader.__qualname__} reads {value!r}: a kernel reads constants alone")
