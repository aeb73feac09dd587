"""How long things last, when some have not ended yet.

The estimator is Kaplan and Meier's (1958, "Nonparametric estimation from incomplete
observations"): it counts what has not ended as lasting at least until the run's end.
"""

import numpy as np
from numpy.typing import NDArray


def survival(durations: NDArray, ended: NDArray) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Share still lasting after each duration at which something ended.

    Parameters
    ----------
    durations : array of int
        Days until the end, or until the observation stopped.
    ended : array of bool
        Whether the end was observed.

    Returns
    -------
    days, share
        The distinct durations of observed ends, rising, and the share lasting longer.
    """
    durations, ended = np.asarray(durations, np.int64), np.asarray(ended, bool)
    days, ends = np.unique(durations[ended], return_counts=True)
    at_risk = len(durations) - np.searchsorted(np.sort(durations), days, side="left")
    return days, np.cumprod(1.0 - ends / at_risk).astype(np.float64)


def quantile(durations: NDArray, ended: NDArray, share: float) -> float | None:
    """Days after which this share has ended; None if that was never observed.

    Parameters
    ----------
    durations, ended
        As of :func:`survival`.
    share : float
        Between 0 and 1; one half gives the median.
    """
    days, lasting = survival(durations, ended)
    # Products of fractions carry rounding: without the slack an exact half would be missed.
    reached = np.flatnonzero(lasting <= 1.0 - share + 1e-12)
    return float(days[reached[0]]) if len(reached) else None


def lasting_longer(durations: NDArray, ended: NDArray, days: int) -> float | None:
    """Share that lasts longer than a number of days; None if nothing was observed so long."""
    durations = np.asarray(durations, np.int64)
    if len(durations) == 0 or (durations.max() < days and not np.asarray(ended, bool)[durations.argmax()]):
        return None
    steps, lasting = survival(durations, ended)
    passed = np.searchsorted(steps, days, side="right")
    return float(lasting[passed - 1]) if passed else 1.0
