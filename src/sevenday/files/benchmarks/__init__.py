"""The academic forms of rostering problems, read strictly: one file a form.

Curtois and Qu's shift scheduling (`.txt` in sections), Musliu's rotating workforce (`.txt` of
numbers in a fixed order) and the MiniZinc challenge's physicians (`.dzn`).
"""

from sevenday.files.benchmarks.curtois import Curtois
from sevenday.files.benchmarks.physicians import Physicians
from sevenday.files.benchmarks.read import read_benchmark
from sevenday.files.benchmarks.rotating import Rotating

__all__ = ["Curtois", "Physicians", "Rotating", "read_benchmark"]
