"""How figures of a spread are written."""

from scorelab.spread.find import Band


def shares(values: Band) -> str:
    """A share with its band."""
    middle, low, high = (f"{value:.0%}" for value in values if value is not None)
    return f"{middle} ({low} to {high})"


def years(values: Band, longest: int) -> str:
    """Years with their band; beyond the longest where it is never within them."""
    middle, low, high = (f"{value:.1f}" if value is not None else f"over {longest}" for value in values)
    return middle if low == high else f"{middle} ({low} to {high})"


def tipping(share: float | None) -> str:
    """A tipping share, or that there is none."""
    return "none" if share is None else f"{share:.0%}"
