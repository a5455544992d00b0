"""The page on which a person makes and ends the tokens of their own programs."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from sevenday.errors import InputError
from sevenday.web.api.forms import TokenForm
from sevenday.web.api.models import Token
from sevenday.web.api.tokens import make_token, revoke
from sevenday.web.pages import PageRequest


@never_cache
def tokens(request: PageRequest) -> HttpResponse:
    """What tokens there are, and a new one: its word is shown once."""
    form = TokenForm(request.POST or None)
    word = ""
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            _, word = make_token(request.user, given["name"], given["scopes"], int(given["days"]))
            form = TokenForm()
        except InputError as error:
            form.add_error(None, [f"{fault}." for fault in error.faults])
    context = {
        "form": form,
        "word": word,
        "tokens": request.user.tokens.all(),
        "address": request.build_absolute_uri("/api/v1/departments"),
    }
    return render(request, "api/tokens.jinja", context)


@require_POST
def revoke_token(request: PageRequest, token: int) -> HttpResponse:
    """End one of one's own tokens now."""
    revoke(request.user, get_object_or_404(Token, pk=token, user=request.user))
    return redirect("tokens")
