"""What every test of the API begins with."""

import pytest
from django.core.cache import caches


@pytest.fixture(autouse=True)
def no_calls_yet() -> None:
    """A minute in which nobody has called: calls are counted in the process, which goes on."""
    caches["process"].clear()
