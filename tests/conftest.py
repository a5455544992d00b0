"""What every test runs with."""

from hypothesis import settings

settings.register_profile("sevenday", deadline=None)  # a cold cache compiles in the first example
settings.load_profile("sevenday")
