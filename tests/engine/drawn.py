"""Scenarios drawn by Hypothesis from everything that a scenario can say."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import reject
from hypothesis import strategies as st

from scorelab.errors import InputError
from scorelab.scenario import quantities as q
from scorelab.scenario.calendar import opening_start
from scorelab.scenario.checks import checked
from scorelab.scenario.dates import plain
from scorelab.scenario.load import load
from scorelab.scenario.origins import Origins
from scorelab.scenario.overrides import Data, with_value
from scorelab.scenario.quantities import CONDUCT_MOST, MILLE, MOST_CLERKS, RATE_MOST, Quantity
from scorelab.scenario.schema import CHANNEL_NAMES, INCIDENT_NAMES, SHARED_KEYS, Scenario
from scorelab.scenario.walk import quantified
from tests.engine.worlds import BOUNDS, HIGHEST, OFTEN

MILLION = 1_000_000
MOST_PERSON_DAYS = 45_000
"""People times days, the opening included: what the reference lives in a few seconds."""

BASE = plain(load("court-list-2023"))
TYPED = load("court-list-2023")
DOORS = tuple(row.name for row in TYPED.doors)
OPERATORS = tuple(row.name for row in TYPED.operators)
MECHANISMS = tuple(type(TYPED.mechanisms).model_fields)
STARTS = ("2023-01-01", "2017-03-20", "2013-09-10", "2016-12-31", "2018-02-28")
"""First days, some of them shortly before the rules of 2013 and of 2017 come into force."""

Changes = dict[str, object]
Strategy = st.SearchStrategy


def floats(low: float, high: float) -> Strategy[float]:
    """Numbers of a range, its ends often."""
    return st.one_of(st.sampled_from([low, high]), st.floats(low, high))


def days(most: int) -> Strategy[int]:
    """Days: mostly few, sometimes as many as are admitted."""
    return st.one_of(st.sampled_from([0, 1, most]), *(st.integers(0, top) for top in (40, 400, most)))


def pairs(numbers: Strategy) -> Strategy[list]:
    """A range, the lower end first."""
    return st.lists(numbers, min_size=2, max_size=2).map(sorted)


def shares(count: int) -> Strategy[list[float]]:
    """Shares that sum to 1."""
    numbers = st.lists(st.integers(0, 8), min_size=count, max_size=count).filter(any)
    return numbers.map(lambda parts: [part / sum(parts) for part in parts])


BY_QUANTITY: dict[str, Strategy] = {
    q.SHARES.name: shares(5),
    q.PROBABILITY.name: floats(0, 1),
    q.RATE.name: floats(0, RATE_MOST),
    q.DAYS.name: days(20_000),
    q.WORKING_DAYS.name: st.one_of(st.sampled_from([0, 1, 1000]), st.integers(0, 60)),
    q.PER_MILLION.name: floats(0, 10_000),
    q.YUAN.name: st.one_of(st.sampled_from([0, 1e10]), st.floats(0, 1e5), st.floats(0, 1e10)),
    q.MINUTES.name: st.one_of(st.sampled_from([0, 10**7]), st.integers(0, 20_000)),
    q.POINTS.name: floats(0, 100),
    q.MULTIPLIER.name: st.one_of(st.sampled_from([0, 1, 100]), st.floats(0, 4), st.floats(0, 100)),
    q.DAY_RANGE.name: pairs(days(20_000)),
    q.YUAN_RANGE.name: pairs(st.one_of(st.sampled_from([0, 1e7]), st.floats(0, 1e5))),
    q.SWITCH.name: st.booleans(),
}
"""Values by the name of their quantity, the ends of the admitted range among them."""

BY_KEY: dict[str, Strategy] = {
    "court.pressure_most": st.sampled_from([0, 1, 3, 2**31 - 1]),
    "population.pyramid_year": st.sampled_from([2010, 2015, 2020]),
    **{
        f"population.{name}": pairs(st.integers(1, 30))
        for name in ("namesakes", "neighbour_group", "team_group", "friend_group")
    },
}

WORDS = {
    "shut_by": st.sampled_from(["never", "court_list", "exit_order"]),
    "says": st.sampled_from(["nothing", "that", "why"]),
    "asked_by": st.sampled_from(["adults", "managers", "parents"]),
    "related_to_debt": st.booleans(),
    "job_lost": st.booleans(),
}
"""What a door says in words."""


@st.composite
def incident(draw: Callable, name: str) -> Changes:
    """How often one kind of incident befalls whom, its bound kept."""
    by_age = draw(st.lists(st.one_of(st.sampled_from([0, 1]), st.floats(0, 5)), min_size=8, max_size=8))
    men, out_of_work, hardship = (draw(st.one_of(st.sampled_from([0, 1]), st.floats(0, 5))) for _ in range(3))
    product = max(*by_age, 0.01) * max(men, 1) * max(out_of_work, 1) * (1 + hardship) * CONDUCT_MOST / MILLE
    # A little below the bound: each number is rounded before the check multiplies them.
    most = min(RATE_MOST, 0.99 * HIGHEST[name] / product - 0.01)
    return {
        f"incidents.{name}.per_year": draw(st.one_of(floats(0, min(most, 1)), floats(0, max(most, 0)))),
        f"incidents.{name}.by_age": by_age,
        f"incidents.{name}.men": men,
        f"incidents.{name}.out_of_work": out_of_work,
        f"incidents.{name}.hardship": hardship,
    }


@st.composite
def door(draw: Callable, name: str) -> Changes:
    """How often whom asks at a door, and what shuts it."""
    by_income = draw(st.lists(st.one_of(st.sampled_from([0, 1]), st.floats(0, 5)), min_size=5, max_size=5))
    most = 0.99 * RATE_MOST / max(*by_income, 1)
    return {
        f"doors.{name}.by_income": by_income,
        f"doors.{name}.per_year": draw(st.one_of(floats(0, 10), floats(0, most))),
        **{f"doors.{name}.{key}": draw(values) for key, values in WORDS.items()},
    }


@st.composite
def two_chances(draw: Callable, first: str, second: str) -> Changes:
    """Two chances that together are at most 1."""
    one = draw(floats(0, 1))
    return {first: one, second: draw(floats(0, 1)) * (1 - one)}


@st.composite
def complaining(draw: Callable) -> Changes:
    """Chances of complaining, and how much assertiveness raises them."""
    assertive = draw(floats(0, 5))
    most = 0.999 / max(assertive, 1)
    names = ("complain_wronged", "complain_others")
    return {"redress.assertive": assertive} | {f"redress.{name}": draw(floats(0, most)) for name in names}


@st.composite
def first_choices(draw: Callable) -> Changes:
    """Which channels complaints begin with."""
    drawn = zip(CHANNEL_NAMES, draw(shares(len(CHANNEL_NAMES))), strict=True)
    return {f"redress.channels.{name}.first_choice": share for name, share in drawn}


@st.composite
def channel(draw: Callable, name: str) -> Changes:
    """Whether a channel opens a case."""
    return {f"redress.channels.{name}.opens_case": draw(st.booleans())}


@st.composite
def clerks(draw: Callable) -> Changes:
    """Districts and their clerks."""
    district = draw(st.sampled_from([1, 7, 50, 300, 100_000, 2**31 - 1]))
    most = min(10_000, MOST_CLERKS * MILLION / district)
    return {"redress.court_district": district, "redress.clerks": draw(floats(0, most))}


GROUPS: dict[str, Strategy[Changes]] = {
    **{f"incident {name}": incident(name) for name in INCIDENT_NAMES},
    **{f"door {name}": door(name) for name in DOORS},
    **{f"channel {name}": channel(name) for name in CHANNEL_NAMES},
    "paying": two_chances("court.pays_in_time", "court.pays_late"),
    "inability": two_chances("court.cannot_pay", "court.cannot_pay_hardship"),
    "complaining": complaining(),
    "first choices": first_choices(),
    "clerks": clerks(),
}
"""Numbers that must fit together are drawn together."""

TOGETHER = {
    *(
        f"incidents.{name}.{key}"
        for name in INCIDENT_NAMES
        for key in ("per_year", "by_age", "men", "out_of_work", "hardship")
    ),
    *(f"doors.{name}.{key}" for name in DOORS for key in ("by_income", "per_year")),
    *("court.pays_in_time", "court.pays_late", "court.cannot_pay", "court.cannot_pay_hardship"),
    *("redress.assertive", "redress.complain_wronged", "redress.complain_others"),
    *(f"redress.channels.{name}.first_choice" for name in CHANNEL_NAMES),
    *("redress.court_district", "redress.clerks"),
}
"""The keys of the groups."""


def single(key: str, quantity: Quantity) -> Strategy[Changes]:
    """One number alone."""
    if key == "livelihood.half_life":
        return days(20_000).filter(bool).map(lambda value: {key: value})
    values = BY_KEY[key] if key in BY_KEY else BY_QUANTITY[quantity.name]
    return values.map(lambda value: {key: value})


for _path, _quantity, _ in quantified(TYPED):
    _key = ".".join(_path)
    if _key not in TOGETHER and _path[-1] != "bound_per_year":
        GROUPS[_key] = single(_key, _quantity)
for _name in MECHANISMS:
    GROUPS[_name] = st.booleans().map(lambda on, key=f"mechanisms.{_name}": {key: on})

SAFEGUARDS = tuple(type(TYPED.safeguards).model_fields)
LATER = [name for name in GROUPS if not name.startswith("population.")]
"""What an intervention can change."""
ALONE = [name for name in LATER if not set(name.split(".")) & set(SHARED_KEYS)]
"""What an intervention can change for one role."""


@st.composite
def changes(draw: Callable, names: list[str], most: int) -> Changes:
    """New values under some keys."""
    chosen = draw(st.lists(st.sampled_from(names), max_size=most, unique=True))
    found: Changes = {}
    for name in chosen:
        found |= draw(GROUPS[name])
    return found


@st.composite
def safeguards(draw: Callable, shared: bool = True) -> Changes:
    """Some safeguards in law, obeyed always, sometimes or never; without those that belong to everybody."""
    found: Changes = {}
    names = [name for name in SAFEGUARDS if shared or name not in SHARED_KEYS]
    for name in draw(st.lists(st.sampled_from(names), max_size=5, unique=True)):
        found[f"safeguards.{name}.in_law"] = True
        found[f"safeguards.{name}.obeyed"] = draw(floats(0, 1))
    return found


ACTS = {"incident": INCIDENT_NAMES, "door": DOORS, "complaint": CHANNEL_NAMES, "payment": ("again",)}
"""What a script can say, by the key that says it."""


@st.composite
def scripts(draw: Callable, first: date, start: date, last: date) -> Data:
    """Some roles and what happens to them."""
    roles = draw(st.lists(st.sampled_from(["main", "aunt", "friend"]), min_size=1, max_size=3, unique=True))
    conditions = st.sampled_from([{}, {"age": [18, 60]}, {"sex": "man"}])
    cast = {role: draw(conditions) for role in roles}
    events = []
    for _ in range(draw(st.integers(0, 12))):
        act = draw(st.sampled_from(["incident", "incident", "door", "complaint", "payment"]))
        what = draw(st.sampled_from(ACTS[act]))
        earliest = first if act in ("incident", "payment") else start
        day = earliest + timedelta(draw(st.integers(0, (last - earliest).days)))
        events.append({"date": day.isoformat(), "role": draw(st.sampled_from(roles)), act: what})
    return {"cast": cast, "events": sorted(events, key=lambda event: event["date"])}


@st.composite
def interventions(draw: Callable, roles: list[str], first: date, last: date) -> list[Data]:
    """Changes of rules on some dates, for all or for one role."""
    found = []
    for place in range(draw(st.integers(0, 3))):
        role = draw(st.sampled_from([None, *roles]))
        day = first + timedelta(draw(st.integers(0, (last - first).days)))
        chosen = draw(changes(ALONE if role else LATER, 6)) | draw(safeguards(shared=not role))
        if chosen:
            change = {"name": f"change-{place}", "from": day.isoformat(), "set": chosen}
            found.append(change | ({"for": role} if role else {}))
    return found


@dataclass(frozen=True)
class Drawn:
    """A scenario as what distinguishes it from one of the library."""

    often: bool
    values: Changes
    doors: tuple[str, ...]
    interventions: tuple[Data, ...] = ()
    script: Data | None = None

    def scenario(self) -> Scenario:
        """The checked scenario."""
        data = with_values(BASE, {**(OFTEN if self.often else BOUNDS), **self.values})
        data["interventions"] = list(self.interventions)
        if self.script is not None:
            data["script"] = self.script
        data["doors"] = [row for row in data["doors"] if row["name"] in self.doors]
        try:
            return checked(data, Origins("drawn"))
        except InputError as error:
            # Two doors may have been drawn alike; all else that is drawn must be in order.
            if "same door a second time" in str(error):
                reject()
            raise


@st.composite
def scenarios(draw: Callable) -> Drawn:
    """Any scenario, small enough for the reference; mostly one in which much happens."""
    opening_years = draw(st.sampled_from([0, 0, 1, 2, 3]))
    length = draw(st.one_of(st.integers(1, 120), st.integers(100, 500)))
    most = max(min(300, MOST_PERSON_DAYS // (length + 365 * opening_years)), 1)
    people = draw(st.one_of(st.just(most), st.integers(1, most), st.integers(1, min(most, 20))))
    start = date.fromisoformat(draw(st.sampled_from(STARTS)))
    first, last = opening_start(start, opening_years), start + timedelta(length - 1)
    values: Changes = {
        "people": people,
        "seed": draw(st.integers(0, 2**63 - 1)),
        "time.start": start.isoformat(),
        "time.days": length,
        "time.opening_years": opening_years,
    }
    if draw(st.booleans()):
        values["court.list_from"] = (first + timedelta(draw(st.integers(0, (last - first).days)))).isoformat()
    values |= draw(changes(list(GROUPS), 40)) | draw(safeguards())
    script = draw(st.one_of(st.none(), scripts(first, start, last)))
    later = draw(interventions(list(script["cast"]) if script else [], first, last))
    kept = draw(st.one_of(st.just(DOORS), st.lists(st.sampled_from(DOORS), min_size=1, unique=True)))
    named = str(script) + str(later)
    doors = tuple(name for name in DOORS if name in kept or name in named)
    return Drawn(draw(st.sampled_from([True, True, True, False])), values, doors, tuple(later), script)


def with_values(data: Data, values: Changes) -> Data:
    """Plain data with values set."""
    for key, value in values.items():
        listed = list(value) if isinstance(value, tuple) else value
        data = with_value(data, key, listed, key, "drawn by a test")
    return data
