"""Leave days of a hospital and of a doctor."""

import pytest

from sevenday.model import Doctor, DutyCodes, Hospital


def test_the_hospitals_leave_days_are_as_many_weeks_for_everyone():
    hospital = Hospital(cells=DutyCodes({}), leave_days=27)
    sixty = Doctor("A", wte=0.6)
    assert hospital.leave(sixty) == pytest.approx(16.2)
    for doctor in (Doctor("B"), sixty, Doctor("C", wte=0.8, days_a_week=3)):
        assert hospital.leave_weeks(doctor) == pytest.approx(5.4)
    assert hospital.leave_weeks(Doctor("D", wte=0.6, leave_days=27)) == pytest.approx(9)
