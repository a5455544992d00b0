"""Who has not been told of a version: until they open it, or somebody tells them."""

from sevenday.web.audit.models import Change
from sevenday.web.rotas.telling import not_informed, note_as_informed, opened
from tests.web.people_and_places import a_user, with_rota


def test_a_doctor_is_told_when_they_open_the_version_or_by_telephone(db):
    version = with_rota({("Doctor 1", 0): "D", ("Doctor 2", 3): "D", ("Doctor 3", 1): "N"})
    period = version.period
    doctor = period.department.doctors.get(name="Doctor 1")
    doctor.user = a_user("Alex")
    doctor.save()
    assert [each.doctor.name for each in not_informed(period)] == [
        "Doctor 1",
        "Doctor 3",
        "Doctor 2",
    ]
    assert (opened(doctor.user, version), opened(doctor.user, version)) == (1, 0)
    other = period.department.doctors.get(name="Doctor 2")
    assert note_as_informed(version.by, version, [other.pk]) == 1
    assert [each.doctor.name for each in not_informed(period)] == ["Doctor 3"]
    assert Change.objects.filter(what="doctors.told").count() == 1
