"""A hash of all that a kernel is compiled from.

It takes the code of the kernel and of every function that it calls, and each constant that they
read, whichever file it is in. Numba's own cache sees neither an edit in a function that a cached
one calls nor one in a constant, and a stale kernel is a wrong legal verdict.
"""

import hashlib
import platform
import types
from collections.abc import Callable, Iterator
from importlib.metadata import version
from inspect import get_annotations
from typing import Any

import numpy as np

Function = Callable[..., Any]
_CONSTANT = (int, float, str, bytes, tuple, type(None), np.generic)


class Compilable:
    """What is compiled from a function."""

    function: Function


def stamp(function: Function) -> str:
    """A hash of all that a kernel is compiled from, and of what compiles it."""
    digest = hashlib.sha256()
    for package in ("numba", "llvmlite", "numpy"):
        digest.update(version(package).encode())
    digest.update(f"{platform.python_version()} {platform.machine()}".encode())
    for reached in reached_functions(function):
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


def reached_functions(function: Function) -> list[Any]:
    """The functions of this package that become part of a kernel, itself first."""
    reached: list[Any] = [function]
    for each in reached:
        for _, value in _read(each):
            callee = value.function if isinstance(value, Compilable) else value
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
    if isinstance(value, Compilable):
        value = value.function
    if isinstance(value, np.ndarray):
        return f"{value.dtype} {value.shape} {value.tobytes().hex()}"
    if isinstance(value, _CONSTANT):
        return repr(value)
    if hasattr(value, "__qualname__"):  # a class or a function, whose code is hashed by itself
        fields = getattr(value, "_fields", "")
        kinds = get_annotations(value) if fields else {}
        inner = [_text(kind, reader) for kind in kinds.values() if hasattr(kind, "_fields")]
        return " ".join((f"{value.__module__}.{value.__qualname__} {fields}", *inner))
    raise TypeError(f"{reader.__qualname__} reads {value!r}: a kernel reads constants alone")
