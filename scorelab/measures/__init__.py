"""Measures of harm and benefit: each defined once, a pure function of a stored run.

`MEASURES` lists those that every run has, :func:`measures_of` also those of a run's own schemes
and perks. :func:`measure_all` gives the totals, :func:`by_day` and
:func:`by_month` their course, :func:`by_group` their distribution over groups,
:func:`breakdown` their parts (doors, channels, layers, classes).
"""

from scorelab.measures.catalogue import MEASURES, measure_all, measures_of
from scorelab.measures.facts import Facts
from scorelab.measures.groups import GROUPINGS, GroupRow, by_group
from scorelab.measures.measure import Events, Figure, Measure, Side, States
from scorelab.measures.series import breakdown, by_day, by_month

__all__ = [
    "GROUPINGS",
    "MEASURES",
    "Events",
    "Facts",
    "Figure",
    "GroupRow",
    "Measure",
    "Side",
    "States",
    "breakdown",
    "by_day",
    "by_group",
    "by_month",
    "measure_all",
    "measures_of",
]
