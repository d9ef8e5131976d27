"""What holds for all tests: how hard the property tests look (`default`, or `fuzz` by `make fuzz`), and Ctrl-C."""

import signal

from hypothesis import settings

from tests.postgres import postgres_url as postgres_url

settings.register_profile("default", deadline=None, print_blob=True)
settings.register_profile("fuzz", parent=settings.get_profile("default"), max_examples=10_000)
settings.load_profile("default")

# Python leaves SIGINT alone where it was started with it ignored, as jobs in the background are; the
# tests that press Ctrl-C would wait for ever.
signal.signal(signal.SIGINT, signal.default_int_handler)
