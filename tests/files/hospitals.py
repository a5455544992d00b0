"""Random hospitals, for round trips."""

from datetime import date, timedelta

import numpy as np
from hypothesis import strategies as st

from sevenday.files.csv_text import without_unseen
from sevenday.model import (
    TIER_BY_GRADE,
    ArrivalCount,
    BedPool,
    Doctor,
    DutyCodes,
    FlowSettings,
    Hospital,
    Patients,
    Request,
    Requirement,
    Rota,
    ServiceTime,
    Settings,
    Shift,
    Template,
)
from sevenday.model.flow import OpenBeds, OtherDoctors

DAYS = st.dates(date(2015, 1, 1), date(2030, 1, 1))
NAMES = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp")),
    min_size=1,
    max_size=8,
).filter(lambda text: without_unseen(text).strip() == text)
CODES = NAMES.filter(lambda text: "+" not in text and text not in ("-", "AL", "SL", "BH", "ZD"))
WORDS = st.lists(st.sampled_from(("resus", "airway", "chest drain".replace(" ", "-"))), max_size=2)
HOURS = st.integers(0, 400).map(lambda n: n / 100)


@st.composite
def shift(draw, code: str, k: int) -> Shift:
    """A shift of the day or evening, so that no two on dates in a row overlap."""
    start = draw(st.integers(6 * 60, 12 * 60))
    end = start + draw(st.integers(5 * 60, 11 * 60))
    on_call = draw(st.booleans())
    work = 60 * draw(HOURS)
    return Shift(
        code,
        start,
        end,
        draw(st.just("") | NAMES),
        "on-call" if on_call else "resident",
        draw(st.none() | st.lists(st.sampled_from((15, 30)), max_size=3).map(tuple)),
        work if on_call else float(end - start),
        draw(st.none() | st.just(60 * (work / 120))) if on_call else None,
        draw(st.integers(0, 3)),
        draw(st.none() | HOURS.map(lambda h: 60 * h)),
        draw(st.sampled_from(("", "medicine"))),
        draw(st.none() | st.integers(1, 3)),
        draw(st.sampled_from(("", "gold"))),
    )


@st.composite
def doctor(draw, name: str, templates: list[str]) -> Doctor:
    grade = draw(st.sampled_from(("", *TIER_BY_GRADE)))
    share = st.none() | st.sampled_from((0.0, 0.25, 1 / 3, 1.0))
    return Doctor(
        name,
        grade,
        draw(st.sampled_from((1.0, 0.6, 1 / 3))),
        draw(st.just(TIER_BY_GRADE.get(grade)) | st.integers(1, 3)),
        tuple(draw(WORDS)),
        draw(st.sampled_from(("", "A&E, majors"))),
        draw(st.sampled_from(templates)),
        draw(st.none() | st.just(1)),
        draw(st.booleans()),
        draw(st.none() | HOURS),
        draw(st.none() | st.just(date(2014, 8, 6))),
        draw(st.none() | st.just(date(2031, 8, 5))),
        draw(st.none() | st.just(20.5)),
        draw(st.none() | st.just(48.0)),
        draw(st.none() | st.integers(0, 9)),
        draw(st.none() | st.integers(0, 9)),
        draw(st.none() | st.integers(0, 9)),
        draw(st.sampled_from(("", "zone", "fringe"))),
        tuple(draw(WORDS)),
        draw(st.sampled_from(("", "1A"))),
        draw(share),
        draw(share),
        max_duties=draw(st.none() | st.integers(0, 9)),
        never_alone=draw(st.booleans()),
    )


@st.composite
def flow_settings(draw) -> FlowSettings:
    return FlowSettings(
        draw(st.sampled_from(({}, {"A&E, majors": 20}))),
        draw(st.sampled_from((None, 0.25))),
        draw(st.booleans()),
        draw(st.booleans()),
        draw(st.sampled_from((None, 0.9))),
        draw(st.sampled_from(({}, {"medicine": 240}))),
        draw(st.sampled_from((1.0, 1.2))),
        leave_rate=draw(st.sampled_from((1.0, 0.7))),
        admit_odds=draw(st.sampled_from((1.0, 1.3))),
        bed_stay=draw(st.sampled_from((1.0, 0.9))),
        day_spread=draw(st.sampled_from((None, 0.08))),
        sees=draw(st.sampled_from(({}, {"D": 0.5}))),
        others=draw(st.sampled_from(((), (OtherDoctors("ED", 3, "08:00-22:00", 1, "Mon-Fri"),)))),
        beds=draw(st.sampled_from(((), (OpenBeds(18, "ED", "pm", "Sat,Sun"),)))),
    )


@st.composite
def patients(draw, first: date) -> Patients:
    day = draw(st.sampled_from(("Mon", "all", first)))
    amount = draw(st.sampled_from((0.0, 3.0, 1 / 3) if isinstance(day, str) else (0.0, 3.0)))
    hours = draw(st.lists(st.integers(0, 22), max_size=3, unique=True))
    arrivals = [
        ArrivalCount("ED", day, hour, draw(st.none() | st.just(2)), amount) for hour in hours
    ]
    if arrivals:
        arrivals.append(ArrivalCount("ED", day, 23, None, 2.0))
    times = [
        ServiceTime("", "first", None, 2, 12.5, 0.8),
        ServiceTime("ED", "senior", 1, None, 9.0, 1.0),
    ]
    beds = [BedPool("", 20, 100.5), BedPool("ED", 4, 30.0, (1 / 24,) * 24)]
    return Patients(
        tuple(arrivals),
        tuple(draw(st.sampled_from(((), times)))),
        tuple(draw(st.sampled_from(((), beds)))),
    )


@st.composite
def hospitals(draw) -> Hospital:
    """A hospital whose every file may be there or not."""
    codes = draw(st.lists(CODES, min_size=1, max_size=4, unique=True))
    cells = DutyCodes({code: draw(shift(code, k)) for k, code in enumerate(codes)})
    names = draw(st.lists(NAMES, min_size=1, max_size=4, unique=True))
    known = st.sampled_from(("", "ZD", *codes)).map(cells.code)
    leave = st.sampled_from(("", "AL", "SL", "BH", "ZD", *codes)).map(cells.code)

    def matrix(rows, width, of):
        return np.array(
            draw(
                st.lists(st.lists(of, min_size=width, max_size=width), min_size=rows, max_size=rows)
            ),
            np.int16,
        )

    titles = draw(st.lists(st.sampled_from(("", "ltft", "b-2")), max_size=2, unique=True))
    templates = {name: Template(matrix(draw(st.integers(1, 3)), 7, known)) for name in titles}
    first, n = draw(DAYS), draw(st.integers(1, 9))
    rota = history = pins = None
    if not templates or draw(st.booleans()):
        rota = Rota(tuple(names), first, matrix(len(names), n, leave))
        if draw(st.booleans()):
            history = Rota(tuple(names), first - timedelta(2), matrix(len(names), 2, leave))
        if draw(st.booleans()):
            pinned = st.just(-1) | leave
            pins = Rota(tuple(names), first, matrix(len(names), n, pinned))
    named = (
        titles if titles and rota is None else [*titles, ""] if "" in titles else (titles or [""])
    )
    requests = [
        Request(
            draw(st.sampled_from(names)),
            first,
            first + timedelta(draw(st.integers(0, 3))),
            draw(st.sampled_from(("", "AL", *codes))),
            draw(st.sampled_from(("on", "off", "leave"))),
            draw(HOURS),
        )
        for _ in range(draw(st.integers(0, 2)))
    ]
    cover = [
        Requirement(
            draw(st.sampled_from(("", "ED"))),
            draw(st.sampled_from(codes)),
            draw(st.sampled_from(("all", "Mon-Fri", "Sat,Sun", first.isoformat()))),
            1,
            2,
            draw(st.none() | st.just(3)),
            draw(st.none() | st.just(2)),
            "airway",
            1,
        )
        for _ in range(draw(st.integers(0, 2)))
    ]
    settings = Settings(
        draw(st.sampled_from((8, 7.5))),
        draw(st.booleans()),
        pattern=draw(st.sampled_from((None, "full", "on-call"))),
        rest_met=draw(st.booleans()),
    )
    build = {
        "levels": ["cover", "cost"],
        "weights": {"nights": 2.5},
        "preset": "life_first",
        "patterns": {"whole_weekend": 2.0, "quick_return": "required"},
        "sequence": [
            {"name": "own", "days": ["late", "day on Sat"], "weight": 2.0, "required": False}
        ],
        "joined_duties": ["D+N"],
        "published": first,
        "frozen_to": "",
    }
    starts = draw(st.none() | st.just(first))
    ends = starts and draw(st.none() | st.just(starts + timedelta(days=draw(st.integers(0, 99)))))
    return Hospital(
        draw(st.just("") | NAMES),
        draw(st.sampled_from(("", "england-2016"))),
        starts,
        None if ends else draw(st.none() | st.integers(1, 52)),
        ends,
        draw(HOURS),
        settings,
        build,
        cells,
        tuple(draw(doctor(name, named)) for name in names),
        rota,
        templates,
        history,
        pins,
        tuple(cover),
        tuple(requests),
        flow=draw(flow_settings()),
        patients=draw(patients(first)),
    )
