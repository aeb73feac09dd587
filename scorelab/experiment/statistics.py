"""What published figures are about, computed from a run: stocks, flows, stays, tickets."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache

import polars as pl

from scorelab.journal import Ending, Kind
from scorelab.measures import MEASURES, Facts
from scorelab.population.pyramid import GROUP, published_pyramid
from scorelab.published.figures import Figure
from scorelab.rules.incidents import ADULT
from scorelab.scenario.calendar import day_of
from scorelab.scenario.schema import Scenario

YEAR = 365.25
FOURTEEN_MONTHS = 426
HUNDRED_THOUSAND = 100_000
PYRAMID = 2020
MAN = 1
"""In the table of people."""


@dataclass(frozen=True)
class Statistic:
    """Something that a figure was published about.

    Attributes
    ----------
    title, unit : str
        For people.
    of : callable
        From a run's facts to its value; None where it cannot be estimated.
    of_adults : bool
        Whether a published figure counts people or entries of the whole country, to be put over its
        adults, per 100,000.
    """

    title: str
    unit: str
    of: Callable[[Facts], float | None]
    of_adults: bool = False

    def published(self, number: float) -> float:
        """A published number in the statistic's own unit."""
        return number / adults_of_the_country() * HUNDRED_THOUSAND if self.of_adults else number


@cache
def adults_of_the_country() -> float:
    """Adults by the pyramid that ships with scorelab (United Nations, World Population Prospects 2019)."""
    return sum(sum(ages[ADULT:]) for ages in published_pyramid(PYRAMID).weights) / GROUP


def statistics_of(facts: Facts) -> dict[str, float | None]:
    """Every statistic of a run."""
    return {name: statistic.of(facts) for name, statistic in STATISTICS.items()}


def fits(figure: Figure, scenario: Scenario) -> bool:
    """Whether a run can say anything about a figure: its date must lie within it or its opening."""
    on = DATES.get(figure.statistic)
    if on is None:
        return figure.statistic in STATISTICS
    day = day_of(date.fromisoformat(scenario.time.start), on)
    return -scenario.time.opening_years * YEAR <= day < scenario.time.days


def _per_adults(facts: Facts, count: float) -> float | None:
    adults = facts.adults.height
    return count / adults * HUNDRED_THOUSAND if adults else None


def _new_listings(facts: Facts) -> float | None:
    return _per_adults(facts, facts.rows(Kind.LISTING).height / facts.days * YEAR)


def _exits(facts: Facts) -> float | None:
    return _per_adults(facts, _exits_a_year(facts))


def _exits_a_year(facts: Facts) -> float:
    return facts.rows(Kind.REMOVAL).height / facts.days * YEAR


def _mean_stock(facts: Facts) -> float:
    spells = facts.listings.select(
        inside=(
            pl.min_horizontal("removed", pl.lit(facts.days)) - pl.max_horizontal("start", pl.lit(0))
        ).clip(lower_bound=0)
    )
    return float(spells["inside"].sum()) / facts.days


def _mean_stay(facts: Facts) -> float | None:
    exits = _exits_a_year(facts)
    return _mean_stock(facts) / exits if exits else None


def _on_the_list(facts: Facts, day: int) -> pl.DataFrame:
    """The listings that stand at the end of a day."""
    return facts.listings.filter((pl.col("start") <= day) & (pl.col("removed") > day))


def _share_of_listed(facts: Facts, condition: pl.Expr) -> float | None:
    listed = _on_the_list(facts, facts.days - 1).select("person")
    people = facts.run.people.select("person", "sex", "birthday").collect()
    found = people.join(listed, on="person", how="semi").select(condition.mean())
    value = found.item()
    return None if value is None else float(value)


def _share_men(facts: Facts) -> float | None:
    return _share_of_listed(facts, pl.col("sex") == MAN)


def _share_40_to_49(facts: Facts) -> float | None:
    age = (facts.days - pl.col("birthday").cast(pl.Int64)) * 4 // 1461
    return _share_of_listed(facts, (age >= 40) & (age < 50))


def _refusals(door: str) -> Callable[[Facts], float | None]:
    def a_year_and_listed_person(facts: Facts) -> float | None:
        names = facts.run.labels.doors
        stock = _mean_stock(facts)
        if door not in names or not stock:
            return None
        refused = facts.rows(Kind.REFUSAL).filter(pl.col("what") == names.index(door)).height
        return refused / facts.days * YEAR / stock

    return a_year_and_listed_person


def _day(facts: Facts, on: date) -> int | None:
    day = (on - facts.run.date(0)).days
    first = facts.journal["day"].min()
    return day if isinstance(first, int) and first <= day < facts.days else None


def _entries_by(on: date) -> Callable[[Facts], float | None]:
    def entries(facts: Facts) -> float | None:
        day = _day(facts, on)
        return (
            None if day is None else _per_adults(facts, facts.listings.filter(pl.col("start") <= day).height)
        )

    return entries


def _stock_on(on: date) -> Callable[[Facts], float | None]:
    def stock(facts: Facts) -> float | None:
        day = _day(facts, on)
        return None if day is None else _per_adults(facts, _on_the_list(facts, day).height)

    return stock


def _paid_by(on: date) -> Callable[[Facts], float | None]:
    """The share of all entries until a date whose people had performed by then."""

    def paid(facts: Facts) -> float | None:
        day = _day(facts, on)
        if day is None:
            return None
        entries = facts.listings.filter(pl.col("start") <= day).height
        removals = facts.journal.filter(pl.col("kind") == Kind.REMOVAL.value, pl.col("day") <= day)
        performed = removals.filter(pl.col("what") == Ending.PERFORMED.value).height
        return performed / entries if entries else None

    return paid


def _upheld_share(facts: Facts) -> float | None:
    """Of complaints that were answered at all, the share that was upheld."""
    answered = MEASURES["answered"].total(facts)
    return (MEASURES["upheld"].total(facts) or 0.0) / answered if answered else None


def _in_words(name: str) -> str:
    """`the end of 2018`, `March 2019`, `early 2020`."""
    part, year = name.split("_")
    return {"end": f"the end of {year}", "early": f"early {year}"}.get(part, f"{part.capitalize()} {year}")


def _paid_within_fourteen_months(facts: Facts) -> float | None:
    """Of those on the list on day 0, who had paid their way off within fourteen months, put to that time."""
    listed = _on_the_list(facts, 0)
    within = min(facts.days, FOURTEEN_MONTHS)
    paid = (
        facts.rows(Kind.REMOVAL)
        .filter((pl.col("what") == Ending.PERFORMED.value) & (pl.col("day") < within))
        .join(listed.select("person"), on="person", how="semi")
    )
    if not listed.height:
        return None
    stays = 1 - paid["person"].n_unique() / listed.height
    return float(1 - stays ** (FOURTEEN_MONTHS / within))


ENTRIES = {
    "march_2014": date(2014, 3, 10),
    "february_2017": date(2017, 2, 14),
    "end_2017": date(2017, 12, 31),
    "march_2019": date(2019, 3, 31),
    "july_2019": date(2019, 7, 9),
    "end_2020": date(2020, 12, 31),
}
STOCKS = {"early_2020": date(2020, 1, 31), "end_2023": date(2023, 12, 31)}
PAID_BY = {"end_2018": date(2018, 12, 31)}
"""By which dates entries and payments, and on which the people on the list, were counted."""

DATES = {
    **{f"entries_by_{name}": on for name, on in ENTRIES.items()},
    **{f"stock_{name}": on for name, on in STOCKS.items()},
    **{f"paid_by_{name}": on for name, on in PAID_BY.items()},
}
"""The statistics of one date."""

PER_ADULTS = "per 100,000 adults"
STATISTICS = {
    "new_listings": Statistic("New listings a year", PER_ADULTS, _new_listings, of_adults=True),
    "share_men": Statistic("Share of men on the list", "share", _share_men),
    "share_40_to_49": Statistic("Share aged 40 to 49 on the list", "share", _share_40_to_49),
    "air_refusals": Statistic("Air tickets refused a year", "a listed person", _refusals("flight")),
    "rail_refusals": Statistic("Fast trains refused a year", "a listed person", _refusals("high_speed_rail")),
    "exits": Statistic("Exits a year", PER_ADULTS, _exits, of_adults=True),
    "mean_stay": Statistic("Mean stay", "years", _mean_stay),
    **{
        f"entries_by_{name}": Statistic(
            f"Entries by {_in_words(name)}", PER_ADULTS, _entries_by(on), of_adults=True
        )
        for name, on in ENTRIES.items()
    },
    **{
        f"stock_{name}": Statistic(
            f"On the list, {_in_words(name)}", PER_ADULTS, _stock_on(on), of_adults=True
        )
        for name, on in STOCKS.items()
    },
    **{
        f"paid_by_{name}": Statistic(f"Entries paid off by {_in_words(name)}", "share", _paid_by(on))
        for name, on in PAID_BY.items()
    },
    "paid_within_fourteen_months": Statistic(
        "Paid within fourteen months", "share", _paid_within_fourteen_months
    ),
    "upheld_share": Statistic("Complaints upheld", "share", _upheld_share),
}
"""Every statistic by name."""
