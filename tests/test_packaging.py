"""The wheel alone: built from the sdist, installed in a fresh environment, used without a clone."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKED = ("src", "examples", "pyproject.toml", "setup.py", "MANIFEST.in", "README.md", "LICENSE")
ROTAS = ("district-2016", "district-2025", "eight-weeks", "psychiatry-2015")
TO_BUILD = ("emergency-2026", "ward")
ANSWERED = [
    *(f"{command} {name}" for name in ROTAS for command in ("check", "check --fines", "pay")),
    "check psychiatry-2015 --contract england-2016 --on 2026-09-01 --notice",
    "roll eight-weeks",
    "pay eight-weeks --against eight-weeks/payslip.csv",
    "contracts",
    "contracts show england-2016",
    "contracts diff newdeal-2002 england-2016",
    "why psychiatry-2015 01-SpR 2015-08-05 --contract england-2016 --on 2026-09-01",
    "swap psychiatry-2015 01-SpR 2015-09-03 --contract england-2016 --on 2026-09-01",
    "diff psychiatry-2015 psychiatry-2015",
    *(f"build {name} --steps 3" for name in TO_BUILD),
    "build rolling-ward --weeks 4 --steps 3",
    *(f"build benchmarks/{f} --steps 5" for f in ("rolling.txt", "two-weeks.txt", "ward.dzn")),
    *(f"walkout {name}" for name in ROTAS[:2]),
    "walkout district-2016 --count district-2016/counts.csv",
    "talks offers psychiatry-2015 --offers imposed-2016-03,acas-2016-05",
    "talks record talks-2016",
    "talks settle talks-2016",
    "demo --folder demo",
]
"""Each exits 0 or 1: an answer, whatever it says. `demo` builds psychiatry-rebuilt."""
EXTRAS = {
    "frames": None,
    "excel": "import workbooks/medical-take.xlsx",
    "calendar": "export psychiatry-2015 --out calendars --what calendars",
    "pdf": "export psychiatry-2015 --out schedules --what schedules",
    "fit": "flow district-2016 --fit england/observed-2025.csv --replications 5",
    "cpsat": "build ward --engine cpsat --seconds 20",
}
"""A command that needs each extra; a frame is Python's alone."""
FRAME = (
    "import sevenday as sd; h = sd.read('psychiatry-2015');"
    "print(sd.check(h, sd.contract('newdeal-2002')).to_frame())"
)

PAGE = (
    "import os, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'sevenday.web.settings';"
    "django.setup(); from django.test import Client; c = Client(SERVER_NAME='localhost');"
    "page = c.get('/account/sign-in/'); print(page.status_code, page.content.decode());"
    "print(*(c.get(f'/static/{name}').status_code for name in ('sevenday/base.css', %r)))"
)
"""A page with its styles, from the wheel; the NHS's where the clone had fetched them."""


class Installed:
    """A fresh environment with the wheel, and a copy of the examples to run it on."""

    def __init__(self, folder: Path) -> None:
        source = folder / "source"
        source.mkdir()
        for name in PACKED:
            copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
            copy(ROOT / name, source / name)
        self._must([sys.executable, "-m", "build", "--outdir", str(folder), str(source)], folder)
        (self.wheel,) = folder.glob("*.whl")
        assert list(folder.glob("*.tar.gz"))
        self._must([sys.executable, "-m", "venv", str(folder / "venv")], folder)
        self.python = str(folder / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python")
        self.examples = folder / "examples"
        shutil.copytree(ROOT / "examples", self.examples)
        shutil.rmtree(source)
        self.cache = str(folder / "cache")

    def _must(self, command: list[str], where: Path) -> None:
        done = subprocess.run(command, cwd=where, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{command}\n{done.stdout[-2000:]}{done.stderr[-4000:]}"

    def install(self, extra: str = "") -> None:
        """Install the wheel, with an extra where one is named, at the versions of make."""
        what = f"{self.wheel}[{extra}]" if extra else str(self.wheel)
        pip = [self.python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        self._must([*pip, "--constraint", str(ROOT / "constraints.txt"), what], self.examples)

    def run(self, *arguments: str) -> tuple[int, str]:
        """The exit code and all that is printed, started outside the clone."""
        shared = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
        done = subprocess.run(
            [self.python, *arguments],
            cwd=self.examples,
            env=shared | {"XDG_CACHE_HOME": self.cache},
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout + done.stderr


@pytest.mark.slow
def test_the_wheel_alone_runs_every_command_on_every_example_then_with_each_extra(tmp_path):
    installed = Installed(tmp_path)
    installed.install()
    failed = []
    for call in ANSWERED:
        code, printed = installed.run("-m", "sevenday", *call.split())
        if code not in (0, 1):
            failed.append(f"{call}: exit {code}\n{printed[-600:]}")
    assert not failed, "\n".join(failed)
    # what a command cannot answer it refuses, in a sentence: no file of ours is missing
    for example in sorted(path.name for path in installed.examples.iterdir() if path.is_dir()):
        for command in ("check", "pay", "roll", "walkout", "talks record"):
            code, printed = installed.run("-m", "sevenday", *command.split(), example)
            assert code in (0, 1, 2) and "Traceback" not in printed, f"{command} {example}"
            assert code != 2 or printed.lstrip().startswith("sevenday: "), printed
    for extra, call in EXTRAS.items():
        arguments = ("-m", "sevenday", *call.split()) if call else ("-c", FRAME)
        code, printed = installed.run(*arguments)
        assert code != 0 and f"[{extra}]" in printed, f"no hint of the extra {extra}: {printed}"
        installed.install(extra)
        code, printed = installed.run(*arguments)
        assert code in (0, 1) and f"[{extra}]" not in printed, f"{extra}: {printed[-600:]}"
    code, printed = installed.run("-m", "sevenday", "serve")
    assert code == 2 and "[web]" in printed, printed
    installed.install("web")
    fetched = (ROOT / "src/sevenday/web/static/vendor/nhsuk.css").exists()
    code, printed = installed.run("-c", PAGE % "vendor/nhsuk.css")
    assert code == 0 and printed.startswith("200"), printed[-2000:]
    assert printed.rstrip().endswith("200 200" if fetched else "200 404")
    assert ("These pages are plain" in printed) != fetched
