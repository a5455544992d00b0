"""Words that pages share."""


def one_in(frequency: float | None) -> str:
    """A frequency as people say it: 1 in so many."""
    return f"1 in {1 / frequency:.3g}" if frequency else "none"


def certainty(sure: str) -> str:
    """How sure a figure is: what is unconfirmed stands out."""
    return sure.upper() if sure == "unconfirmed" else sure
