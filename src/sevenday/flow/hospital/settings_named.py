"""Names in [flow] that name nothing: they would be passed over without a word."""

from collections.abc import Iterable, Iterator

from sevenday.errors import Fault, InputError
from sevenday.model import Hospital
from sevenday.model.names import who_is_meant

FILE = "hospital.toml"


def check_settings(hospital: Hospital) -> None:
    """Raise InputError for each service and shift of [flow] that the hospital does not have."""
    if faults := list(_faults(hospital)):
        raise InputError(*faults)


def _faults(hospital: Hospital) -> Iterator[Fault]:
    flow, patients = hospital.flow, hospital.patients
    comes_to = {each.service for each in patients.arrivals}
    arrivals = "a service of arrivals.csv"
    yield from _unknown("cubicles", flow.cubicles, comes_to, arrivals)
    yield from _unknown("ward_beds", flow.ward_beds, comes_to, arrivals)
    others = (each.service for each in flow.others if each.service)
    yield from _unknown("others.service", others, comes_to, arrivals)
    has_beds = {each.service for each in patients.beds}
    named = (each.service for each in flow.beds)
    yield from _unknown("beds.service", named, has_beds, "a service as beds.csv has it")
    yield from _unknown(
        "sees", flow.sees, set(hospital.shifts), "a shift of shifts.csv", "unknown-shift"
    )


def _unknown(
    key: str, names: Iterable[str], known: set[str], what: str, code: str = "unknown-service"
) -> Iterator[Fault]:
    for name in dict.fromkeys(names):
        if name not in known:
            listed = who_is_meant(name, sorted(each or "(blank)" for each in known))
            yield Fault(
                "names nothing that there is",
                FILE,
                None,
                f"flow.{key}",
                name,
                f"{what}: {listed or 'there is none'}",
                code=code,
            )
