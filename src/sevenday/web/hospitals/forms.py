"""The form by which a hospital or a department is added."""

from django import forms


class NameForm(forms.Form):
    """A name, and no more: the rest comes with a department's files."""

    name = forms.CharField(label="Name", max_length=200)
