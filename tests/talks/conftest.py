"""The small hospitals of the tests of pay, for the talks too."""

from tests.pay.conftest import ward

__all__ = ["ward"]
