"""How hard the property tests look: `default` in every run, `fuzz` through `make fuzz`."""

from hypothesis import settings

from tests.postgres import postgres_url as postgres_url

settings.register_profile("default", deadline=None, print_blob=True)
settings.register_profile("fuzz", parent=settings.get_profile("default"), max_examples=10_000)
settings.load_profile("default")
