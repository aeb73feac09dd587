"""Results as labelled arrays: xarray datasets, if xarray is installed (the extra `arrays`)."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from scorelab.errors import InputError
from scorelab.scenario.schema import Scenario
from scorelab.store.tables import SYNTHETIC

if TYPE_CHECKING:
    import xarray


def about_run(scenario: Scenario) -> dict[str, Any]:
    """What every dataset says of itself: which scenario, how many people and days, which first seed."""
    return {
        "scenario": scenario.name,
        "people": scenario.people,
        "days": scenario.time.days,
        "seed": scenario.seed,
    }


def dataset(
    frame: pl.DataFrame, over: Sequence[str], about: Mapping[str, Any], along: Mapping[str, str] | None = None
) -> "xarray.Dataset":
    """A table's columns as arrays over the values of some of them.

    Parameters
    ----------
    frame : DataFrame
        A row for each combination of these values, or for some of them.
    over : sequence of str
        The columns that become dimensions; their values keep the order of the table.
    about : mapping
        Attributes of the whole.
    along : mapping, optional
        Columns of words that say something about the values of one dimension, which they stand beside.

    Raises
    ------
    InputError
        If xarray is not installed.
    """
    array = _xarray()
    words = along or {}
    labels = {name: list(dict.fromkeys(frame[name].to_list())) for name in over}
    places = tuple(
        np.array([labels[name].index(value) for value in frame[name].to_list()], np.int64) for name in over
    )
    variables = {
        name: (tuple(over), _placed(frame[name], places, [len(labels[each]) for each in over]))
        for name in frame.columns
        if name not in over and name not in words and _is_number(frame.schema[name])
    }
    beside = {
        name: (dimension, [_first(frame, dimension, value, name) for value in labels[dimension]])
        for name, dimension in words.items()
    }
    return array.Dataset(variables, {**labels, **beside}, {**about, "notice": SYNTHETIC})


def _is_number(kind: pl.DataType) -> bool:
    return kind.is_numeric() or kind == pl.Boolean


def _placed(column: pl.Series, places: tuple[Any, ...], shape: Sequence[int]) -> "np.ndarray[Any, Any]":
    values = np.full(shape, np.nan)
    values[places] = column.cast(pl.Float64).to_numpy()
    return values


def _first(frame: pl.DataFrame, dimension: str, value: object, name: str) -> object:
    return frame.filter(pl.col(dimension) == value)[name][0]


def _xarray() -> Any:
    try:
        import xarray
    except ImportError:
        raise InputError(
            "to_xarray", "no xarray in this installation", "the extra arrays: pip install scorelab[arrays]"
        ) from None
    return xarray
