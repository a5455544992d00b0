"""A person who signs in, and what they are to which hospital."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property


class Role(models.TextChoices):
    """What a person may be to a hospital or a department."""

    DOCTOR = "doctor", "Doctor"
    COORDINATOR = "coordinator", "Rota co-ordinator"
    HR = "hr", "Medical HR"
    GUARDIAN = "guardian", "Guardian of safe working hours"
    OPERATIONS = "operations", "Operations"
    NEGOTIATOR = "negotiator", "Negotiator"
    ADMINISTRATOR = "administrator", "Administrator"


class UserManager(BaseUserManager["User"]):
    """Makes users: an address is the same whatever its capitals."""

    def create_user(self, email: str, name: str = "", password: str | None = None) -> "User":
        """Add a person. Without a password they can only come in by a one-time link or passkey."""
        user = self.model(email=email.strip().lower(), name=name)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """The person with an address, however it is written."""
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser):
    """A person who signs in, by their address."""

    email = models.EmailField("e-mail address", max_length=254, unique=True)
    name = models.CharField(max_length=150, blank=True)
    is_active = models.BooleanField(default=True)
    joined = models.DateTimeField(default=timezone.now)

    objects: ClassVar[UserManager] = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="an_address_has_no_capitals"
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email

    @cached_property
    def roles(self) -> tuple[tuple[Role, int | None, int | None], ...]:
        """Each role with the keys of its hospital and department, asked once a request."""
        rows = self.memberships.values_list("role", "hospital_id", "department_id")
        return tuple((Role(role), hospital, department) for role, hospital, department in rows)


class Membership(models.Model):
    """A role of a person: at one department, at a whole hospital, or everywhere."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role)
    hospital = models.ForeignKey("hospitals.Hospital", models.CASCADE, null=True, blank=True)
    department = models.ForeignKey("hospitals.Department", models.CASCADE, null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "department"],
                condition=models.Q(department__isnull=False),
                name="one_role_per_department",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "hospital"],
                condition=models.Q(department__isnull=True, hospital__isnull=False),
                name="one_role_per_hospital",
            ),
            models.UniqueConstraint(
                fields=["user", "role"],
                condition=models.Q(hospital__isnull=True),
                name="one_role_everywhere",
            ),
            models.CheckConstraint(
                condition=models.Q(department__isnull=True) | models.Q(hospital__isnull=False),
                name="a_department_has_a_hospital",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()} of {self.department or self.hospital}"


class OneTimeLink(models.Model):
    """A link that signs a person in once: the first time, or when they have lost their password.

    The database has the digest of the link's word and not the word: who reads it cannot sign in.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made = models.DateTimeField(default=timezone.now)
    expires = models.DateTimeField()
    used = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"a link for {self.user}"
