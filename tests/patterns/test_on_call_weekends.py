"""A Saturday and a Sunday on call by one doctor, in a dated rota, as far as the law lets them."""

import sevenday as sd
from tests.patterns.small import hospital, terms

SHIFTS = (
    "code,name,start,end,kind,breaks,work_hours,work_night,work_episodes,rest_continuous\n"
    "D,Day,09:00,17:00,resident,30,,,,\nC,On call,09:00,09:00,on-call,,4,1,2,6\n"
)
TOML = """
starts = 2026-09-07
weeks = 3
[build]
levels = ["cover", "patterns"]
"""


def test_a_weekend_on_call_is_one_doctors(tmp_path):
    one = hospital(
        tmp_path,
        TOML,
        shifts_csv=SHIFTS,
        cover_csv='shift,days,min,max\nC,"Sat,Sun",1,1\n',
        doctors_csv="doctor,grade\nDoctor 1,ST4\nDoctor 2,ST4\nDoctor 3,ST5\n",
    )
    made = sd.build(one, terms(), steps=10)
    assert made.uncovered == () and made.checked.breaches == ()
    for saturday in ("2026-09-12", "2026-09-19", "2026-09-26"):
        sunday = f"{saturday[:-2]}{int(saturday[-2:]) + 1}"
        on = [
            {name for name, line in made.rota.items() if line.get(day) == "C"}
            for day in (saturday, sunday)
        ]
        assert on[0] == on[1] and len(on[0]) == 1
