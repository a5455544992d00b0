"""Ctrl-C in each phase of a build: what there is by then comes back, and nothing more is begun."""

import _thread
from threading import Event

import pytest

import sevenday as sd
from sevenday.milp.highs import run_to_the_end
from sevenday.solver.bounds import by_level
from sevenday.solver.explain import explanation
from sevenday.solver.rota import build as built
from sevenday.solver.rota import level_search
from sevenday.solver.rota.patience import Patience
from tests.solver.ward import COVER, folder, terms

SHORT = COVER.replace("ward,N,all,1,1,1", "ward,N,all,4,4,4")


def interrupted(monkeypatch, home, name: str, calls: list[str]):
    """Press Ctrl-C where a function is called for the first time; every call is counted."""
    original = getattr(home, name)

    def pressed(*args, **more):
        calls.append(name)
        if len(calls) == 1:
            raise KeyboardInterrupt
        return original(*args, **more)

    monkeypatch.setattr(home, name, pressed)


def build(tmp_path):
    return sd.build(sd.read(folder(tmp_path, cover_csv=SHORT)), terms(), steps=1)


@pytest.mark.parametrize(
    ("home", "name"),
    [
        (level_search, "retargeted"),
        (level_search, "narrow_shares"),
        (built, "repair_long_windows"),
        (built, "fill_open"),
        (by_level, "least_wrong"),
        (by_level, "least_patterns"),
        (explanation, "find_conflicts"),
    ],
)
def test_each_phase_after_a_first_roster_hears_it(tmp_path, monkeypatch, home, name):
    calls: list[str] = []
    interrupted(monkeypatch, home, name, calls)
    asked: list[float] = []
    spend = Patience.spend

    def counted(self, work, seconds):
        return spend(self, lambda time: (asked.append(time), work(time))[1], seconds)

    monkeypatch.setattr(Patience, "spend", counted)
    made = build(tmp_path)
    assert calls and made.stopped and made.checked.breaches == ()
    assert [level.name for level in made.levels][:1] == ["cover"] and made.uncovered
    assert len(made.explanation.reasons) == len(made.uncovered)
    # what is begun after it has no time: no programme is solved, no conflict is looked for
    assert asked[-1] == 0
    assert asked == sorted(asked, key=lambda time: time == 0)


def test_before_there_is_a_roster_it_is_passed_on(tmp_path, monkeypatch):
    interrupted(monkeypatch, built, "fairest_bank_holidays", [])
    with pytest.raises(KeyboardInterrupt):
        build(tmp_path)


def test_a_programme_gives_way_to_it():
    class Waiting:
        """A solver that ends when its time is over, and presses Ctrl-C when it begins."""

        def __init__(self):
            self.over, self.limit = Event(), None

        def run(self):
            _thread.interrupt_main()
            self.over.wait(60)

        def setOptionValue(self, name, value):  # noqa: N802
            assert name == "time_limit"
            self.limit = value
            self.over.set()

    solver = Waiting()
    with pytest.raises(KeyboardInterrupt):
        run_to_the_end(solver)
    assert solver.limit == 0.0


def test_what_a_programme_raises_is_raised():
    class Failing:
        def run(self):
            raise RuntimeError("no solver")

    with pytest.raises(RuntimeError, match="no solver"):
        run_to_the_end(Failing())
