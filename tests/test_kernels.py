"""A stale kernel would be a wrong legal verdict: an edit of anything that it reads is seen."""

import importlib
import os
import pkgutil
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

import sevenday
from sevenday.kernel_stamp import stamp
from sevenday.kernels import Kernel

PACKAGE = Path(__file__).parents[1] / "src" / "sevenday"
ASK = """
import sys, numpy as np, sevenday as sd
from datetime import date
from sevenday.limits import fold
from sevenday.model import DutyCodes, Doctor, Hospital, Rota, Shift
if {compiled}:
    fold._fold.steps = 10**12
    print(fold._fold.ready)
cells = DutyCodes({{"X": Shift("X", 480, 1275)}})
rota = Rota(("A",), date(2019, 9, 2), np.array([[cells.code("X"), 0, 0]], np.int16))
hospital = Hospital(cells=cells, doctors=(Doctor("A"),), rota=rota)
found = sd.check(hospital, sd.contract("england-2016", on="2019-09-01")).breaches
print(any(b.rule == "hours.shift_length" for b in found))
print("numba" in sys.modules)
"""
STAMP = "from sevenday.limits.fold import _fold; print(_fold.folder)"


def run(code: str, home: Path, source: Path = PACKAGE.parent, compiles: bool = False) -> list[str]:
    """What some code prints, with an own cache; it says on stderr only that it `compiles`."""
    environment = {**os.environ, "PYTHONPATH": str(source), "XDG_CACHE_HOME": str(home)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stderr.count("Compiling") == done.stderr.count("\n") == compiles
    return done.stdout.split()


def copied(folder: Path) -> Path:
    """The package's source, to be edited."""
    shutil.copytree(PACKAGE, folder / "source" / "sevenday")
    return folder / "source"


def edit(source: Path, file: str, old: str, new: str) -> None:
    """Put some text in the place of other in a file of the package."""
    path = source / "sevenday" / file
    text = path.read_text()
    assert old in text, file
    path.write_text(text.replace(old, new))


EASIER = ("limits/kinds/length.py", "rule[MOST] - length", "rule[MOST] + 60 - length")
"""An edit that lets an hour more through."""


def test_an_edit_changes_the_verdict_uncompiled(tmp_path):
    source = copied(tmp_path)
    assert run(ASK.format(compiled=False), tmp_path, source) == ["True", "False"]
    edit(source, *EASIER)
    assert run(ASK.format(compiled=False), tmp_path, source) == ["False", "False"]


@pytest.mark.slow
def test_an_edit_changes_the_verdict_compiled(tmp_path):
    source, code = copied(tmp_path), ASK.format(compiled=True)
    assert run(code, tmp_path, source, compiles=True) == ["False", "True", "True"]
    assert run(code, tmp_path, source) == ["True", "True", "True"], "what was compiled lies ready"
    edit(source, *EASIER)
    assert run(code, tmp_path, source, compiles=True) == ["False", "False", "True"]


@pytest.mark.parametrize(
    ("file", "old", "new", "same"),
    [
        ("limits/kinds/run.py", "state[LONG] += 1", "state[LONG] += 2", False),
        ("limits/classes.py", "for n in range(8)", "for n in range(1, 9)", False),
        ("clock.py", "DAY = 24 * 60", "DAY = 24 * 61", False),
        ("limits/kinds/__init__.py", "STATE = 560", "STATE = 561", False),
        ("limits/kinds/run.py", '"""A run:', '# a remark\n"""Of a run:', True),
        ("limits/classes.py", "def class_bits", "NEW = 1\n\n\ndef class_bits", True),
        ("cli/check.py", "import", "# a remark\nimport", True),
    ],
)
def test_the_cache_goes_by_what_a_kernel_reads(tmp_path, file, old, new, same):
    source = copied(tmp_path)
    before = run(STAMP, tmp_path, source)
    edit(source, file, old, new)
    assert (run(STAMP, tmp_path, source) == before) is same


def test_what_was_compiled_is_found_from_another_place(tmp_path):
    loop = "from sevenday.kernels import kernel\n@kernel\ndef loop(a):\n    return a[0] + 1\n"
    ask = """
import sys; sys.path.insert(0, {place!r})
import numpy as np
from loops import loop
print(loop.ready, loop(np.ones(1)), sum(loop.compiled.stats.cache_hits.values()))
"""
    answers = []
    for name, text in {"one": loop, "two": f"# a remark\n\n{loop}"}.items():
        place = tmp_path / name
        place.mkdir()
        (place / "loops.py").write_text(text)
        answers += run(ask.format(place=str(place)), tmp_path / "cache")
    assert answers == ["False", "2.0", "0", "True", "2.0", "1"]


NAMED_TUPLES = {
    "an argument": (
        "from sevenday.solver.engine.roster import lawful; print(lawful.folder)",
        "solver/engine/problem.py",
        "    least: Ints\n    most: Ints\n    caps: Ints\n",
        "    most: Ints\n    least: Ints\n    caps: Ints\n",
    ),
    "a part of one": (
        "from sevenday.flow.simulation.event_loop import run; print(run.folder)",
        "flow/simulation/event_row.py",
        "    times: npt.NDArray[np.float64]\n    items: npt.NDArray[np.int32]\n",
        "    items: npt.NDArray[np.int32]\n    times: npt.NDArray[np.float64]\n",
    ),
}


@pytest.mark.parametrize("what", NAMED_TUPLES)
def test_a_named_tuple_with_its_fields_in_another_order_is_another_argument(tmp_path, what):
    code, file, *fields = NAMED_TUPLES[what]
    source = copied(tmp_path)
    before = run(code, tmp_path, source)
    edit(source, file, *fields)
    assert run(code, tmp_path, source) != before


def kernels() -> list[Kernel]:
    """Every kernel of the package."""
    for module in pkgutil.walk_packages(sevenday.__path__, "sevenday."):
        if (
            "sevenday.kernels import"
            in Path(module.module_finder.find_spec(module.name).origin).read_text()
        ):
            importlib.import_module(module.name)
    homes = [home for name, home in sys.modules.items() if name.startswith("sevenday.")]
    return [value for home in homes for value in vars(home).values() if isinstance(value, Kernel)]


def test_a_named_tuple_within_another_goes_by_its_name_too():
    class Inner(NamedTuple):
        times: int

    class Renamed(NamedTuple):
        times: int

    def stamped(kind) -> str:
        class Outer(NamedTuple):
            inner: kind

        def run(state):
            return state.inner

        run.__annotations__ = {"state": Outer}
        return stamp(run)

    # a kernel that is kept names it: under the old name it could not be read any more
    assert stamped(Inner) != stamped(Renamed) and stamped(Inner) == stamped(Inner)


def test_a_kernel_says_which_named_tuples_it_takes():
    found = kernels()
    assert len(found) > 20
    for kernel in found:
        code = kernel.function.__code__
        for name in code.co_varnames[: code.co_argcount]:
            if name in ("P", "X", "Q"):
                assert hasattr(kernel.function.__annotations__[name], "_fields"), kernel.function


def test_a_kernel_that_reads_no_constant_is_refused():
    settings = {"least": 1}
    scope = {"settings": settings, "__name__": "sevenday.somewhere"}
    exec("def loop(a): return a[0] + settings['least']", scope)
    with pytest.raises(TypeError, match="a kernel reads constants alone"):
        _ = Kernel(scope["loop"]).folder


def test_nothing_changes_at_import(tmp_path):
    code = """
import sys, sevenday.limits.fold, sevenday.pay.line_work, sevenday.solver.engine.search
print("numba" in sys.modules)
import numba
print(repr(numba.config.CACHE_DIR))
"""
    assert run(code, tmp_path) == ["False", "''"]
    assert not any(tmp_path.iterdir()), "no folder is made"


def test_dividing_by_zero_is_no_error_in_either_form():
    from sevenday.kernels import kernel

    def ratio(a):
        return a[0] / a[1]

    loop = kernel(ratio)
    for form in (loop.plain, loop):
        assert form(np.array([1.0, 0.0])) == np.inf
        assert np.isnan(form(np.array([0.0, 0.0])))


def test_a_home_that_cannot_be_written_is_no_obstacle(tmp_path):
    file = tmp_path / "cache"
    file.write_text("not a folder")
    assert run(STAMP, file) == ["None"]
    assert run(ASK.format(compiled=False), file) == ["True", "False"]
