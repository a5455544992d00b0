"""What pyproject.toml cannot say: the examples go into the wheel, so that `demo` needs no clone."""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py


class BuildWithExamples(build_py):
    """Build the package, and put the examples beside it."""

    def run(self) -> None:
        """Copy modules and data as ever; an editable install reads the clone's own examples."""
        super().run()
        if not self.editable_mode:
            target = Path(self.build_lib) / "sevenday" / "examples"
            shutil.copytree(Path(__file__).parent / "examples", target, dirs_exist_ok=True)


setup(cmdclass={"build_py": BuildWithExamples})
