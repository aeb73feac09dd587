"""The projection of the United Nations beside which a society that lives is shown: people, births, deaths.

Source: World Population Prospects 2019, China, medium variant from 2020 on (see data/README.md): people by
sex and five-year group of age in the middle of every fifth year. Between two of these the people of a
group are taken to change evenly. Births and deaths of a year are the published rates times these people.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from scorelab.population.pyramid import MEN, PEOPLE_PER_UNIT, WOMEN
from scorelab.population.rates import PERIOD_YEARS, period_of, rows_of, total_fertility
from scorelab.scenario.quantities import MILLE

GROUPS = 21
"""Five-year groups of age; the last is 100 and older."""

FERTILE = 15
"""The age at which the table of births by mothers' age begins."""


def projected_people(year: float) -> NDArray[np.float64]:
    """People of a time, in years as from the middle of year 0: 2030.5 is the end of 2030.

    Returns
    -------
    float array of shape (2, 21)
        Men and women, by five-year group of age; before 1950 and after 2100 those of these years.
    """
    years, people = _tables()
    flat = people.reshape(-1, len(years))
    return np.array([np.interp(year, years, group) for group in flat]).reshape(2, GROUPS)


def projected_rates(year: float) -> tuple[float, float]:
    """Births and deaths a year per 1,000 people at a time, which is given as in :func:`projected_people`."""
    people, period = projected_people(year), period_of(int(year))
    children, deaths = float(total_fertility(period)), 0.0
    births = 0.0
    for place, row in enumerate(rows_of("percentASFR")):
        women = people[WOMEN, FERTILE // PERIOD_YEARS + place]
        births += women * children * float(row[period]) / 100 / PERIOD_YEARS
    for sex, name in ((MEN, "M"), (WOMEN, "F")):
        rates = [float(row[period]) for row in rows_of(f"mx{name}")]
        # The table divides the first group: the first year, and the four that follow.
        first = (rates[0] + (PERIOD_YEARS - 1) * rates[1]) / PERIOD_YEARS
        of_groups = np.array([first, *rates[2 : GROUPS + 1]])
        deaths += float((people[sex] * of_groups).sum())
    total = float(people.sum())
    return births / total * MILLE, deaths / total * MILLE


@cache
def _tables() -> tuple[list[int], NDArray[np.float64]]:
    """The years of the published tables, and their people by sex, group and year."""
    parts = []
    for tables in (("popM", "popMprojMed"), ("popF", "popFprojMed")):
        rows = [rows_of(table) for table in tables]
        known = [[column for column in part[0] if column.isdecimal()] for part in rows]
        parts.append(
            [
                [float(row[year]) for row, years in zip(both, known, strict=True) for year in years]
                for both in zip(*rows, strict=True)
            ]
        )
    return [int(year) for years in known for year in years], np.array(parts) * PEOPLE_PER_UNIT
