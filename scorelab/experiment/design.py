"""Designs of sweeps, and what each can say of how much a factor matters.

Sobol's design and indices, Morris's trajectories, Latin hypercubes and RBD-FAST are SALib's
(Herman and Usher 2017, "SALib: An open-source Python library for sensitivity analysis";
Iwanaga, Usher and Herman 2022). Of a full grid, indices are exact: the variance of means.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scorelab.errors import InputError
from scorelab.experiment.factors import Factor

DESIGNS = ("sobol", "morris", "lhs", "grid")
SAMPLES = {"sobol": 64, "morris": 10, "lhs": 100, "grid": 3}
"""How many samples a design takes by default: base samples, trajectories, points, levels a factor."""

MORRIS_LEVELS = 4
FOR_RBD_FAST = 64
"""With fewer points of a Latin hypercube RBD-FAST, with its ten harmonics, estimates nothing."""

MOST_POINTS = 1_000_000

Points = NDArray[np.float64]
Indices = dict[str, list[float | None]]


def points(design: str, factors: Sequence[Factor], samples: int, seed: int) -> Points:
    """The design's points, a row each, a column a factor.

    Raises
    ------
    InputError
        If there is no such design, the number of samples does not suit it, or SALib is missing.
    """
    if design not in DESIGNS:
        raise InputError("--design", design, f"one of {', '.join(DESIGNS)}")
    if samples < 2:
        raise InputError("--samples", samples, "a whole number from 2")
    count = _count(design, len(factors), samples)
    if count > MOST_POINTS:
        raise InputError("--samples", f"{samples}, which makes {count:,} points", f"at most {MOST_POINTS:,}")
    if design == "grid":
        levels = [np.linspace(factor.low, factor.high, samples) for factor in factors]
        return np.array(list(product(*levels)), np.float64)
    if design == "sobol" and samples & (samples - 1):
        raise InputError("--samples", samples, "a power of two for Sobol's design")
    _need_salib()
    problem = _problem(factors)
    if design == "sobol":
        from SALib.sample import sobol

        return np.asarray(sobol.sample(problem, samples, calc_second_order=False, seed=_seed(seed)))
    if design == "morris":
        from SALib.sample import morris

        return np.asarray(morris.sample(problem, samples, num_levels=MORRIS_LEVELS, seed=_seed(seed)))
    from SALib.sample import latin

    return np.asarray(latin.sample(problem, samples, seed=_seed(seed)))


def _count(design: str, factors: int, samples: int) -> int:
    counts = {"sobol": samples * (factors + 2), "morris": samples * (factors + 1), "lhs": samples}
    return counts.get(design, samples**factors)


def indices(
    design: str, factors: Sequence[Factor], points: Points, values: NDArray[np.float64], seed: int
) -> Indices:
    """How much each factor matters for a measure.

    Parameters
    ----------
    design : str
        Of which the points are.
    factors : sequence of Factor
        What was varied.
    points : array, shape (points, factors)
        As :func:`points` gave them.
    values : array, shape (points,)
        The measure at each point.
    seed : int
        For the bootstrap of confidence intervals.

    Returns
    -------
    dict
        A list over factors for each index: `first` and `total` order with half the width of their
        95% intervals (`first_half`, `total_half`); of Morris's design `mu_star` (in the measure's unit,
        over a factor's whole range), its half-width and `sigma`. None where the design cannot tell.
    """
    if np.ptp(values) == 0:
        return {name: [0.0] * len(factors) for name in ("first", "total")}
    analyse: Mapping[str, Callable[..., Indices]] = {
        "sobol": _sobol,
        "morris": _morris,
        "lhs": _rbd_fast,
        "grid": _of_grid,
    }
    return analyse[design](factors, points, values, _seed(seed))


def _sobol(factors: Sequence[Factor], points: Points, values: Points, seed: int) -> Indices:
    from SALib.analyze import sobol

    found = sobol.analyze(_problem(factors), values, calc_second_order=False, seed=seed)
    return _listed(found, first="S1", first_half="S1_conf", total="ST", total_half="ST_conf")


def _morris(factors: Sequence[Factor], points: Points, values: Points, seed: int) -> Indices:
    from SALib.analyze import morris

    found = morris.analyze(_problem(factors), points, values, num_levels=MORRIS_LEVELS, seed=seed)
    return _listed(found, mu_star="mu_star", mu_star_half="mu_star_conf", sigma="sigma")


def _rbd_fast(factors: Sequence[Factor], points: Points, values: Points, seed: int) -> Indices:
    if len(values) < FOR_RBD_FAST:
        return {"first": [None] * len(factors)}
    from SALib.analyze import rbd_fast

    found = rbd_fast.analyze(_problem(factors), points, values, seed=seed)
    return _listed(found, first="S1", first_half="S1_conf")


def _of_grid(factors: Sequence[Factor], points: Points, values: Points, seed: int) -> Indices:
    """Of a full grid with even weights: the variance of means over that of values (Sobol 1993)."""
    count = len(factors)
    levels = round(len(values) ** (1 / count))
    table = values.reshape((levels,) * count)
    whole = table.var()
    first, total = [], []
    for place in range(count):
        others = tuple(axis for axis in range(count) if axis != place)
        first.append(float(table.mean(axis=others).var() / whole))
        total.append(float(1 - table.mean(axis=place).var() / whole))
    return {"first": list(first), "total": list(total)}


def _listed(found: Any, **names: str) -> Indices:
    return {
        name: [_finite(value) for value in np.ma.filled(found[key], np.nan)] for name, key in names.items()
    }


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _problem(factors: Sequence[Factor]) -> dict[str, Any]:
    return {
        "num_vars": len(factors),
        "names": [factor.key for factor in factors],
        "bounds": [[factor.low, factor.high] for factor in factors],
    }


def _seed(seed: int) -> int:
    """A seed that NumPy's older generators take as well."""
    return seed % 2**32


def _need_salib() -> None:
    try:
        import SALib  # noqa: F401
    except ImportError:
        raise InputError(
            "--design",
            "no SALib in this installation",
            "the extra sensitivity: pip install scorelab[sensitivity]",
        ) from None
