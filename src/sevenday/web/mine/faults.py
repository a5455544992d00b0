"""What a service refused, beside the field that it is about."""

from collections.abc import Mapping

from django import forms

from sevenday.errors import InputError


def add_faults(form: forms.Form, error: InputError, fields: Mapping[str, str]) -> None:
    """Put each fault to the field of its column, else to the whole form."""
    for fault in error.faults:
        field = fields.get(fault.column or "")
        says = fault.what[0].upper() + fault.what[1:]
        if fault.expected:
            says += f": {fault.expected}"
        form.add_error(field if field in form.fields else None, f"{says}.")
