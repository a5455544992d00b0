"""The forms of accounts."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from sevenday.web.fields import NameField
from sevenday.web.hospitals.models import Doctor
from sevenday.web.people.models import Role, User

PASSWORD_HINT = "At least 10 characters. Three random words are good."


class WelcomeForm(forms.Form):
    """Who came by a one-time link says who they are and chooses a password."""

    name = NameField(label="Your name", max_length=150)
    email = forms.EmailField(label="Your e-mail address", help_text="You sign in with it.")
    password = forms.CharField(
        label="A new password",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=PASSWORD_HINT,
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        """Fill in what is known of the person."""
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        self.fields["email"].widget.attrs["autocomplete"] = "username"

    def clean_email(self) -> str:
        """Refuse an address that is another person's."""
        email = str(self.cleaned_data["email"]).lower()
        if User.objects.filter(email=email).exclude(pk=self.user.pk).exists():
            raise ValidationError("Somebody else has this address.")
        return email

    def clean_password(self) -> str:
        """Refuse a password that is easily guessed."""
        password = str(self.cleaned_data["password"])
        validate_password(password, self.user)
        return password


class LineForm(forms.Form):
    """Which line of the rota is a doctor's."""

    line = forms.ChoiceField(label="Their line of the rota", required=False)

    def __init__(self, *args: Any, lines: list[Doctor], **kwargs: Any) -> None:
        """Offer the lines that they may have."""
        super().__init__(*args, **kwargs)
        field = self.fields["line"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "None"), *((f"{each.pk}", each.name) for each in lines)]


class InviteForm(forms.Form):
    """Whom to invite, and as what."""

    name = NameField(label="Name", max_length=150)
    email = forms.EmailField(label="E-mail address")
    role = forms.ChoiceField(label="Role")

    def __init__(self, *args: Any, roles: list[Role], **kwargs: Any) -> None:
        """Offer the roles that the inviting person may give."""
        super().__init__(*args, **kwargs)
        field = self.fields["role"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(role.value, role.label) for role in roles]
