"""The terms of talks weighed in money: what each one decides of the pay on real rotas."""

from collections.abc import Sequence
from dataclasses import replace

from sevenday.contracts import contract
from sevenday.errors import Fault, InputError
from sevenday.files.talks import Talks
from sevenday.limits.lines import LineSource
from sevenday.model import Hospital
from sevenday.pay.arrays import pay_arrays
from sevenday.pay.unsocial import PARTS

FILE = "talks.toml"


def weigh_terms(
    talks: Talks, hospitals: Hospital | Sequence[Hospital], use: LineSource | None = None
) -> Talks:
    """The record with each term weighed by the pounds a year that it decides under `money_by`.

    At the best guess of what is not known. A term that names no `money` decides none. Raises
    InputError where the record names no contract to weigh by, or pay that it does not have.
    """
    many = (hospitals,) if isinstance(hospitals, Hospital) else tuple(hospitals)
    if not talks.money_by:
        expected = "the contract whose pay weighs the terms"
        raise InputError(
            Fault(
                "nothing to weigh the terms by",
                FILE,
                None,
                "money_by",
                "",
                expected,
                code="missing-argument",
            )
        )
    terms = contract(talks.money_by)
    pounds: dict[str, float] = {}
    for hospital in many:
        one = pay_arrays(hospital, terms, use)
        for name, amount in (*one.amounts["value"].items(), *one.unsocial.pounds.items()):
            pounds[name] = pounds.get(name, 0.0) + float(amount.sum())
    known = dict.fromkeys((*PARTS, *pounds))
    faults = [
        Fault(
            f"{term.id}: no such pay in {terms.id}",
            FILE,
            None,
            "money",
            name,
            ", ".join(known),
            code="unknown-key",
        )
        for term in talks.terms
        for name in term.money
        if name not in known
    ]
    if faults:
        raise InputError(*faults)
    weights = (sum(pounds.get(name, 0.0) for name in term.money) for term in talks.terms)
    pairs = zip(talks.terms, weights, strict=True)
    return replace(talks, terms=tuple(replace(term, weight=round(w, 2)) for term, w in pairs))
