"""Why nothing was written, in sentences."""

from sevenday.errors import InputError
from sevenday.web.rotas.drafts import ChangedMeanwhileError


def refusal_words(error: InputError | ChangedMeanwhileError) -> list[str]:
    """Each fault, or who was first."""
    if isinstance(error, ChangedMeanwhileError):
        return [f"{error}."]
    return [f"{fault}." for fault in error.faults]
