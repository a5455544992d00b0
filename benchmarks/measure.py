"""Count what a reader meets in a checkout's code, and time its first answers.

    python benchmarks/measure.py [CHECKOUT] [--no-times] [--json FILE]

Run it before and after a change of form, and set the two tables side by side. `CHECKOUT` is a
folder with `src/sevenday` and `examples` (default: this one). Times are wall clock, each command
a process of its own: cold with an empty home folder, warm with the home that the cold run left.
"""

import argparse
import ast
import io
import json
import os
import subprocess
import sys
import tempfile
import time
import tokenize
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import grimp

PACKAGE = "sevenday"
ROOM = f"{PACKAGE}.solver"
MOST_PARAMETERS = 6
MOST_LINES = 300
DIRECTIVES = ("# fmt:", "# type:", "# noqa")
COMMANDS = {
    "first verdict": ("check", "examples/psychiatry-2015"),
    "engine": ("build", "examples/ward", "--steps", "1"),
}


def sources(checkout: Path) -> dict[Path, str]:
    """The text of every module of the package."""
    files = sorted((checkout / "src" / PACKAGE).rglob("*.py"))
    return {file: file.read_text(encoding="utf-8") for file in files}


def comment_lines(text: str) -> int:
    """How many lines of a module hold a comment that is for people, not for a tool."""
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    comments = [token for token in tokens if token.type == tokenize.COMMENT]
    return len({c.start[0] for c in comments if not c.string.startswith(DIRECTIVES)})


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def parameters(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """How many parameters a function takes, `self` and `cls` aside."""
    its = function.args
    names = [arg.arg for arg in (*its.posonlyargs, *its.args, *its.kwonlyargs)]
    own = names[:1] in (["self"], ["cls"])
    return len(names) - own + (its.vararg is not None) + (its.kwarg is not None)


def text_counts(checkout: Path) -> dict[str, float]:
    """What the modules' texts alone show."""
    texts = sources(checkout)
    trees = {file: ast.parse(text) for file, text in texts.items()}
    lines = {file: text.count("\n") for file, text in texts.items()}
    total = sum(lines.values())
    every = [function for tree in trees.values() for function in functions(tree)]
    long = sum(parameters(function) > MOST_PARAMETERS for function in every)
    names = Counter(
        node.name
        for tree in trees.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    )
    return {
        "modules": len(texts),
        "lines of the package": total,
        "classes": sum(names.values()),
        "class names used twice": sum(n > 1 for n in names.values()),
        "functions": len(every),
        f"functions over {MOST_PARAMETERS} parameters": long,
        f"functions over {MOST_PARAMETERS} parameters, %": round(100 * long / len(every), 1),
        "fmt: skip": sum(text.count("# fmt: skip") for text in texts.values()),
        f"files over {MOST_LINES} lines": sum(n > MOST_LINES for n in lines.values()),
        "longest file": max(lines.values()),
        "comment lines a thousand": round(
            1000 * sum(map(comment_lines, texts.values())) / total, 1
        ),
    }


def circles(arrows: dict[str, set[str]]) -> int:
    """How many sets of names reach each other: strongly connected, of two or more."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found = 0

    def visit(name: str) -> None:
        nonlocal found
        index[name] = low[name] = len(index)
        stack.append(name)
        for other in arrows.get(name, ()):
            if other not in index:
                visit(other)
                low[name] = min(low[name], low[other])
            elif other in stack:
                low[name] = min(low[name], index[other])
        if low[name] == index[name]:
            size = len(stack) - stack.index(name)
            del stack[-size:]
            found += size > 1

    for name in arrows:
        if name not in index:
            visit(name)
    return found


def graph_counts(checkout: Path) -> dict[str, float]:
    """What the imports show, those inside functions included."""
    sys.path.insert(0, str(checkout / "src"))
    graph = grimp.build_graph(PACKAGE, cache_dir=None)
    arrows = {name: graph.find_modules_directly_imported_by(name) for name in graph.modules}
    rooms = graph.find_children(ROOM)

    def room(name: str) -> str | None:
        return next((r for r in rooms if name == r or name.startswith(f"{r}.")), None)

    between: dict[str, set[str]] = {r: set() for r in rooms}
    for name, others in arrows.items():
        if (mine := room(name)) is not None:
            between[mine] |= {its for other in others if (its := room(other)) not in (None, mine)}
    return {
        "rooms of solver/": len(rooms),
        "arrows between them": sum(map(len, between.values())),
        "import circles of modules": circles(arrows),
        "import circles of solver's rooms": circles(between),
    }


def seconds(checkout: Path, home: Path, command: tuple[str, ...]) -> float:
    """How long a command takes; exit codes 0 and 1 are answers."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("XDG_", "NUMBA_"))}
    environment = kept | {"HOME": str(home), "PYTHONPATH": str(checkout / "src")}
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", PACKAGE, *command],
        cwd=checkout,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stderr}")
    return round(time.perf_counter() - began, 1)


def times(checkout: Path) -> dict[str, float]:
    """Seconds to each first answer, cold and warm; the difference is the compiler's."""
    found: dict[str, float] = {}
    for name, command in COMMANDS.items():
        with tempfile.TemporaryDirectory() as home:
            cold = seconds(checkout, Path(home), command)
            warm = seconds(checkout, Path(home), command)
        found[f"{name}, cold, s"] = cold
        found[f"{name}, warm, s"] = warm
        found[f"{name}, compiling, s"] = round(cold - warm, 1)
    return found


def main() -> None:
    """Print the table, and write it where asked."""
    parser = argparse.ArgumentParser(description="Count and time a checkout of Sevenday.")
    parser.add_argument("checkout", nargs="?", type=Path, default=Path(__file__).parents[1])
    parser.add_argument("--no-times", action="store_true", help="count alone, start nothing")
    parser.add_argument("--json", type=Path, help="write the table to this file too")
    given = parser.parse_args()
    checkout = given.checkout.resolve()
    table = text_counts(checkout) | graph_counts(checkout)
    if not given.no_times:
        table |= times(checkout)
    for name, value in table.items():
        print(f"{name:<34} {value:>9,}")
    if given.json:
        given.json.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
