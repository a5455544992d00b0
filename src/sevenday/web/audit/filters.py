"""Which changes somebody looks for: by whom, of what kind, since when and until when."""

from datetime import timedelta

from django import forms
from django.db.models import Q, QuerySet

from sevenday.web.audit.models import Change
from sevenday.web.audit.presenters import kind_words
from sevenday.web.fields import DateField


class ChangeFilter(forms.Form):
    """What is looked for; blank: everything."""

    who = forms.CharField(label="Who", required=False, max_length=100)
    what = forms.ChoiceField(label="What", required=False)
    since = DateField(label="Since", required=False)
    until = DateField(label="Until", required=False)

    def __init__(self, given: object, changes: QuerySet[Change]) -> None:
        """Offer the kinds that there are."""
        super().__init__(given)  # type: ignore[arg-type]
        self._changes = changes
        kinds = changes.order_by("what").values_list("what", flat=True).distinct()
        field = self.fields["what"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Everything"), *((kind, kind_words(kind)) for kind in kinds)]

    def found(self) -> QuerySet[Change]:
        """The changes that are looked for; all of them where a field cannot be read."""
        found = self._changes
        if not self.is_valid():
            return found
        asked = self.cleaned_data
        if who := asked["who"]:
            found = found.filter(Q(actor__name__icontains=who) | Q(actor__email__icontains=who))
        if asked["what"]:
            found = found.filter(what=asked["what"])
        if asked["since"]:
            found = found.filter(at__date__gte=asked["since"])
        if asked["until"]:
            found = found.filter(at__date__lt=asked["until"] + timedelta(days=1))
        return found
