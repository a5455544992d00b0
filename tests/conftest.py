"""What every test runs with."""

import os
import signal
import tempfile

import django
from hypothesis import settings

DATA = tempfile.TemporaryDirectory(prefix="sevenday-tests-")
os.environ["SEVENDAY_DATA"] = DATA.name  # no test writes where a user's own data is
os.environ.pop("DATABASE_URL", None)
os.environ["DJANGO_SETTINGS_MODULE"] = "sevenday.web.settings"
django.setup()  # tests that walk the package import its models too

# a parent may ignore Ctrl-C (a run in the background does); tests that send it, and the processes
# that they start, must see it
signal.signal(signal.SIGINT, signal.default_int_handler)
settings.register_profile("sevenday", deadline=None)  # a cold cache compiles in the first example
settings.load_profile("sevenday")
