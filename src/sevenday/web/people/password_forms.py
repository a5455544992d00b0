"""Allauth's forms of passwords, in this project's words."""

from typing import Any

from allauth.account.forms import ChangePasswordForm, SetPasswordForm
from django import forms

from sevenday.web.people.forms import PASSWORD_HINT

LABELS = {
    "oldpassword": "Your password now",
    "password1": "A new password",
    "password2": "The new password once more",
}


def _in_plain_words(fields: dict[str, forms.Field]) -> None:
    """Labels of our own; and no list of rules as a hint, whose marks a page shows as letters."""
    for name, field in fields.items():
        field.label = LABELS.get(name, field.label)
        field.help_text = PASSWORD_HINT if name == "password1" else ""


class ChangeForm(ChangePasswordForm):  # type: ignore[misc]  # allauth has no types
    """The password now, and a new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Say it in plain words."""
        super().__init__(*args, **kwargs)
        _in_plain_words(self.fields)


class FirstForm(SetPasswordForm):  # type: ignore[misc]  # allauth has no types
    """A password for somebody who signs in without one, twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Say it in plain words."""
        super().__init__(*args, **kwargs)
        _in_plain_words(self.fields)
