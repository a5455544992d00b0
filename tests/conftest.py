"""What every test runs with."""

import signal

from hypothesis import settings

# a parent may ignore Ctrl-C (a run in the background does); tests that send it, and the processes
# that they start, must see it
signal.signal(signal.SIGINT, signal.default_int_handler)
settings.register_profile("sevenday", deadline=None)  # a cold cache compiles in the first example
settings.load_profile("sevenday")
