"""What Hypothesis may draw under each key of a scenario: numbers alone, and those that must fit together."""

from collections.abc import Callable
from fnmatch import fnmatch

from hypothesis import strategies as st

from scorelab.scenario import quantities as q
from scorelab.scenario.dates import plain
from scorelab.scenario.forms import FORMS, LARGEST_EFFECT
from scorelab.scenario.institutions import CHANNEL_NAMES
from scorelab.scenario.load import load
from scorelab.scenario.quantities import CONDUCT_MOST, MILLE, MOST_CLERKS, RATE_MOST, Quantity
from scorelab.scenario.schema import SHARED_KEYS
from scorelab.scenario.society import INCIDENT_NAMES
from scorelab.scenario.walk import quantified
from tests.engine.drawn_schemes import (
    BY_FIELD,
    BY_SCHEME_QUANTITY,
    cut_offs,
    habit_amounts,
    weights,
)
from tests.engine.worlds import HIGHEST

MILLION = 1_000_000
MOST_PERSON_DAYS = 45_000
"""People times days, the opening included: what the reference lives in a few seconds."""

LIST, SCORES = "court-list-2023", "as-reported-2018"
"""What scenarios are drawn from: a court's list alone, and everything that can be scored as well."""
TYPED = {name: load(name) for name in (LIST, SCORES)}
PLAIN = {name: plain(scenario) for name, scenario in TYPED.items()}
DOORS = tuple(row.name for row in TYPED[LIST].doors)
MECHANISMS = tuple(type(TYPED[LIST].mechanisms).model_fields)
STARTS = ("2023-01-01", "2017-03-20", "2013-09-10", "2016-12-31", "2018-02-28", "2018-08-20")
"""First days: some shortly before the rules of 2013 and of 2017 come into force, or before 1 September."""

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
    **BY_SCHEME_QUANTITY,
}
"""Values by the name of their quantity, the ends of the admitted range among them."""

BY_KEY: dict[str, Strategy] = {
    "court.pressure_most": st.sampled_from([0, 1, 3, 2**31 - 1]),
    "contacts.salon_months": st.sampled_from([0, 1, 20]),
    **BY_FIELD,
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
WORDS_OF_INCIDENTS = {
    "who": st.sampled_from(["adults", "employed", "managers"]),
    "speech": st.booleans(),
    "deterred": st.booleans(),
}
PRIOR = {row.name: row.prior is not None for row in TYPED[LIST].incidents}
"""The kinds of incident whose rate an earlier detention or conviction can change."""


@st.composite
def incident(draw: Callable, name: str) -> Changes:
    """How often one kind of incident befalls whom, its bound kept."""
    by_age = draw(st.lists(st.one_of(st.sampled_from([0, 1]), st.floats(0, 5)), min_size=8, max_size=8))
    men, out_of_work, hardship = (draw(st.one_of(st.sampled_from([0, 1]), st.floats(0, 5))) for _ in range(3))
    product = max(*by_age, 0.01) * max(men, 1) * max(out_of_work, 1) * (1 + hardship) * CONDUCT_MOST / MILLE
    # Where hardship adds, it adds as much to everybody.
    product += hardship
    prior = PRIOR[name] and draw(st.one_of(st.sampled_from([0, 1]), st.floats(0, 5)))
    product *= max(prior, 1) * (1 + LARGEST_EFFECT / MILLE)
    # A little below the bound: each number is rounded before the check multiplies them.
    most = max(min(RATE_MOST, 0.99 * HIGHEST[name] / product - 0.01), 0)
    return {
        f"incidents.{name}.per_year": draw(st.one_of(floats(0, min(most, 1)), floats(0, most))),
        f"incidents.{name}.by_age": by_age,
        f"incidents.{name}.men": men,
        f"incidents.{name}.out_of_work": out_of_work,
        f"incidents.{name}.hardship": hardship,
        **({f"incidents.{name}.prior": prior} if PRIOR[name] else {}),
        **{f"incidents.{name}.{key}": draw(values) for key, values in WORDS_OF_INCIDENTS.items()},
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
    # In whole thousandths, as it is rounded before the check.
    most = min(10_000, MOST_CLERKS * MILLION * MILLE // district / MILLE)
    return {"redress.court_district": district, "redress.clerks": draw(floats(0, most))}


def groups_of(base: str) -> dict[str, Strategy[Changes]]:
    """What can be drawn for a scenario; numbers that must fit together are drawn together."""
    typed = TYPED[base]
    doors = [row.name for row in typed.doors]
    found: dict[str, Strategy[Changes]] = {
        **{f"incident {name}": incident(name) for name in INCIDENT_NAMES},
        **{f"door {name}": door(name) for name in doors},
        **{f"channel {name}": channel(name) for name in CHANNEL_NAMES},
        "paying": two_chances("court.pays_in_time", "court.pays_late"),
        "inability": two_chances("court.cannot_pay", "court.cannot_pay_hardship"),
        "complaining": complaining(),
        "first choices": first_choices(),
        "clerks": clerks(),
    }
    for form in ("platforms", "municipalities"):
        for scheme in getattr(typed.schemes, form):
            key = f"schemes.{form}.{scheme.name}"
            found[f"{key} cut-offs"] = cut_offs(key, scheme)
            if form == "platforms":
                found[f"{key} weights"] = weights(key)
                found[f"{key} habits"] = habit_amounts(key, scheme)
    for path, quantity, _ in quantified(typed):
        key = ".".join(path)
        if not is_drawn_together(key) and not key.startswith(NOT_IN_A_RUN):
            found[key] = single(key, quantity)
    for name, forms in FORMS.items():
        found[f"forms.{name}"] = st.sampled_from(list(forms)).map(
            lambda form, key=f"forms.{name}": {key: form}
        )
    for name in MECHANISMS:
        found[name] = st.booleans().map(lambda on, key=f"mechanisms.{name}": {key: on})
    return found


TOGETHER = (
    *(f"incidents.*.{key}" for key in ("per_year", "by_age", "men", "out_of_work", "hardship", "prior")),
    *(f"doors.*.{key}" for key in ("by_income", "per_year")),
    *("court.pays_in_time", "court.pays_late", "court.cannot_pay", "court.cannot_pay_hardship"),
    *("redress.assertive", "redress.complain_wronged", "redress.complain_others"),
    "redress.channels.*.first_choice",
    *("redress.court_district", "redress.clerks"),
    *(f"schemes.*.*.{key}" for key in ("lowest", "highest", "start", "weights.*", "*.from_")),
    "*.bound_per_year",
)
"""The keys of the groups; bounds are always as high as they may be."""


def is_drawn_together(key: str) -> bool:
    """Whether a number must fit others, so that it is not drawn alone."""
    return any(fnmatch(key, pattern) for pattern in TOGETHER)


def single(key: str, quantity: Quantity) -> Strategy[Changes]:
    """One number alone."""
    last = key.rsplit(".", 1)[-1]
    if last in ("half_life", "fear_half_life"):
        return days(20_000).filter(bool).map(lambda value: {key: value})
    named = [BY_KEY[name] for name in (key, last) if name in BY_KEY]
    values = named[0] if named else BY_QUANTITY[quantity.name]
    return values.map(lambda value: {key: value})


NOT_IN_A_RUN = "watching."
"""Who sees a day: no rule of a run reads it."""
GROUPS = {base: groups_of(base) for base in TYPED}
OF_SOME_DOORS = (".places", ".review_refused")
"""What doors have no more that have been drawn to ask for something else."""
SAFEGUARDS = tuple(type(TYPED[LIST].safeguards).model_fields)
LATER = {
    base: [
        name
        for name in groups
        if not name.startswith(("population.", "society_lives.", "schemes."))
        and not name.endswith(OF_SOME_DOORS)
    ]
    for base, groups in GROUPS.items()
}
"""What an intervention can change."""
ALONE = {
    base: [name for name in names if not set(name.split(".")) & set(SHARED_KEYS)]
    for base, names in LATER.items()
}
"""What an intervention can change for one role."""
