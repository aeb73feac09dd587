"""Settings for the whole test suite."""

from hypothesis import HealthCheck, settings

# Compiled kernels make first calls slow, so no example has a deadline.
settings.register_profile(
    "scorelab", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("scorelab")
