"""Random wards for the talks: doctors of every grade, each on weeks of their own."""

from hypothesis import strategies as st

import sevenday as sd
from sevenday.model import Doctor

NEW_DEAL = sd.contract("newdeal-2002", on="2016-05-18")

weeks = st.integers(2, 6)
people = st.lists(
    st.tuples(
        st.sampled_from(("F1", "F2", "CT1", "ST3", "ST8")),
        st.sampled_from((0.6, 1.0, 1.0)),
        st.sampled_from(("", "2B")),
        st.sampled_from(("", "surgery")),
    ),
    min_size=1,
    max_size=5,
)


def letters(draw, n):
    return draw(st.text("DDDLNTC...", min_size=7 * n, max_size=7 * n))


@st.composite
def wards(draw):
    n = draw(weeks)
    return [
        (
            Doctor(f"{k}", grade=g, wte=wte, protected_band=band, service=s, template=f"{k}"),
            letters(draw, n),
        )
        for k, (g, wte, band, s) in enumerate(draw(people))
    ]
