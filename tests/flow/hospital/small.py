"""A small department in a folder: two shifts, a dozen patients a day, a few beds."""

from pathlib import Path

SHIFTS = """code,name,start,end,kind,breaks,service
E,early,08:00,20:00,resident,30+30,ED
N,night,20:00,08:00,resident,30+30+30,ED
"""
DATES = [f"2026-09-{day:02}" for day in range(7, 21)]


def folder(path: Path, **files: str) -> Path:
    """The department, with some files in place of its own; "" leaves one out."""
    doctors = {
        "A": ("ST4", 2, "E"),
        "B": ("F2", 1, "E"),
        "C": ("ST5", 2, "N"),
        "D": ("CT1", 1, "N"),
    }
    hours = "".join(f"ED,all,{hour},,{0.2 if hour < 8 else 0.6}\n" for hour in range(24))
    texts = {
        "hospital.toml": 'name = "Small"\nstarts = 2026-09-07\n',
        "shifts.csv": SHIFTS,
        "doctors.csv": "doctor,grade,tier,service\n"
        + "".join(f"{name},{grade},{tier},ED\n" for name, (grade, tier, _) in doctors.items()),
        "rota.csv": f"doctor,{','.join(DATES)}\n"
        + "".join(f"{n},{','.join([code] * len(DATES))}\n" for n, (_, _, code) in doctors.items()),
        "arrivals.csv": f"service,day,hour,class,mean\n{hours}",
        "beds.csv": "service,beds,mean_stay_hours\nED,20,48\n",
    }
    texts |= {
        f"{name.replace('_csv', '.csv').replace('_toml', '.toml')}": text
        for name, text in files.items()
    }
    path.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        if text:
            (path / name).write_text(text)
    return path


WALKOUT = {
    "cover_csv": "service,shift,days,min,tier,rank\nED,E,all,1,2,1\nED,E,all,1,1,2\n"
    "ED,N,all,1,1,1\n",
    "walkout_toml": """union = "BMA"
ballot_opened = 2026-06-01
ballot_closed = 2026-07-01
notice_received = 2026-08-20
action = "full"
called_out = ["F2", "CT1", "ST4", "ST5"]
[[windows]]
start = 2026-09-10T07:00:00
end = 2026-09-11T07:00:00
[[ballot]]
entitled = 100
votes = 90
yes = 80
[[turnout]]
mean = 1.0
rho = 0.0
""",
    "substitutes_csv": "name,tier,competences,consent,rate\n"
    "Consultant-1,3,ed,yes,100\nConsultant-2,3,ed,yes,100\nConsultant-3,3,ed,yes,100\n",
}
"""A day on which everybody called out stays away, and three consultants who would come."""
