"""Schemes drawn by Hypothesis: platforms and municipalities of any shape, and what doors ask of them."""

from collections.abc import Callable, Iterable
from itertools import pairwise

from hypothesis import strategies as st

from scorelab.scenario import quantities as q
from scorelab.scenario.fields import Section
from scorelab.scenario.overrides import Data
from scorelab.scenario.quantities import Quantity
from scorelab.scenario.schema import Scenario
from scorelab.scenario.schemes import (
    COMPONENT_NAMES,
    HABIT_CATEGORIES,
    IN_MINUTES,
    LISTED,
    MOST_BANDS,
    MOST_GRADES,
    MOST_HABIT_CASES,
    MOST_HABITS,
    Grade,
    Import,
    Municipality,
    Platform,
    Scheme,
    Social,
)
from scorelab.scenario.society import INCIDENT_NAMES
from scorelab.scenario.walk import quantities

Strategy = st.SearchStrategy
Grades = dict[str, list[str]]
"""The names of each scheme's grades, from the lowest."""

REASON = "drawn by a test"
TENTHS = 10
FULL = 100


def tenths(low: float, high: float) -> Strategy[float]:
    """Score points, in tenths."""
    return st.integers(round(low * TENTHS), round(high * TENTHS)).map(lambda number: number / TENTHS)


SCORE = st.one_of(st.sampled_from([0, -3000, 3000]), tenths(-60, 60), tenths(0, FULL), tenths(-3000, 3000))
CHANCE = st.one_of(st.sampled_from([0, 1]), st.floats(0, 1))
MULTIPLE = st.one_of(st.sampled_from([0, 1, 100]), st.floats(0, 3))
FEW_DAYS = st.one_of(st.sampled_from([0, 1]), st.integers(0, 60), st.integers(0, 20_000))


def row_of(numbers: Strategy, length: int) -> Strategy[list]:
    """A row of numbers."""
    return st.lists(numbers, min_size=length, max_size=length)


BY_SCHEME_QUANTITY: dict[str, Strategy] = {
    q.SCORE.name: SCORE,
    q.SCORE_BY_AGE.name: row_of(tenths(0, FULL), 8),
    q.SCORE_BY_INCOME.name: row_of(tenths(0, FULL), 5),
    q.BY_AGE.name: row_of(MULTIPLE, 8),
    q.BY_INCOME.name: row_of(MULTIPLE, 5),
    q.COUNT.name: st.integers(0, 4),
}
"""Values of the quantities that only schemes have, or that only they draw one by one."""
BY_QUANTITY = BY_SCHEME_QUANTITY | {
    q.PROBABILITY.name: CHANCE,
    q.MULTIPLIER.name: MULTIPLE,
    q.SWITCH.name: st.booleans(),
    q.DAYS.name: FEW_DAYS,
    q.DAY_RANGE.name: row_of(FEW_DAYS, 2).map(sorted),
}
BY_FIELD: dict[str, Strategy] = {
    "update_day": st.sampled_from([1, 2, 6, 15, 28]),
    "band": st.sampled_from([0.1, 1, 2, 7.3, 50, 100, 3000]),
}


def parameter(value: object, quantity: Quantity) -> Data:
    """A parameter as it stands in a file."""
    numbers = value if isinstance(value, list) else [value]
    span = [min(numbers) + 0, max(numbers) + 0]
    return {"value": value, "unit": quantity.units[0], "assumed": {"range": span, "reason": REASON}}


def parameters(draw: Callable, section: type[Section], but: Iterable[str] = ()) -> Data:
    """Every parameter of a section, drawn one by one."""
    found: Data = {}
    for name, quantity in quantities(section).items():
        if quantity is not None and name not in but:
            values = BY_FIELD[name] if name in BY_FIELD else BY_QUANTITY[quantity.name]
            found[name] = parameter(draw(values), quantity)
    return found


def score(value: float) -> Data:
    """A parameter of score points."""
    return parameter(value, q.SCORE)


@st.composite
def floors(draw: Callable, count: int) -> list[float]:
    """From which scores grades begin, rising; the highest score of all stands at the end."""
    low, high = draw(st.sampled_from([(350, 950), (0, 2000), (-3000, 3000), (900, 1000)]))
    return sorted(draw(st.lists(tenths(low, high), min_size=count + 1, max_size=count + 1, unique=True)))


def weights(key: str) -> Strategy[dict[str, object]]:
    """Weights of the components of one of the library's platforms."""
    return shares_of_components().map(
        lambda shares: {f"{key}.weights.{name}": share for name, share in shares.items()}
    )


@st.composite
def shares_of_components(draw: Callable) -> dict[str, float]:
    """Weights that sum to one, sometimes all on one component."""
    parts = draw(
        st.one_of(
            st.sampled_from([tuple(int(at == name) for name in COMPONENT_NAMES) for at in COMPONENT_NAMES]),
            row_of(st.integers(0, 8), len(COMPONENT_NAMES)).filter(any),
        )
    )
    return {name: part / sum(parts) for name, part in zip(COMPONENT_NAMES, parts, strict=True)}


@st.composite
def cut_offs(draw: Callable, key: str, scheme: Scheme) -> dict[str, object]:
    """Other cut-offs of the grades of one of the library's schemes, with a range and a start that fit."""
    *lows, high = draw(floors(len(scheme.grades)))
    found: dict[str, object] = {f"{key}.lowest": lows[0], f"{key}.highest": high}
    for grade, low in zip(scheme.grades, lows, strict=True):
        found[f"{key}.grades.{grade.name}.from"] = low
    if isinstance(scheme, Municipality):
        found[f"{key}.start"] = draw(tenths(lows[0], high))
    return found


LINE_KINDS = (*INCIDENT_NAMES, *[LISTED] * 6, *("bill_missed", "critical_post", "charity") * 3)
YEARS = st.sampled_from([0.002, 0.01, 0.1, 0.3, 1, 5, 50])
POINTS = st.one_of(tenths(-60, 60), st.sampled_from([0, -3000, 3000, -100, 100]))


@st.composite
def line(draw: Callable, number: int, grades: list[str] | None) -> Data:
    """A line of a table; one of a municipality, with its grades, may fix one of them."""
    kind = draw(st.sampled_from(LINE_KINDS))
    found: Data = {
        "number": number,
        "text": "drawn",
        "points": draw(POINTS),
        "years": draw(YEARS),
        "weight": draw(st.sampled_from([1, 1, 0.001, 7.5, 1000])),
        "joint": draw(st.sampled_from([False, False, True])),
        "refuted": draw(st.sampled_from([False, False, True])),
        "repeat": draw(st.booleans()),
    }
    found |= draw(st.sampled_from([{"kind": kind}] * 7 + [{"cannot_happen": "drawn so"}]))
    if draw(st.booleans()):
        found["points_to"] = draw(POINTS)
    if draw(st.booleans()):
        found["cap_per_year"] = draw(st.sampled_from([0.1, 5, 60, 3000]))
    if grades is None:
        found["component"] = draw(st.sampled_from(["credit_history", "behaviour"]))
    else:
        found |= draw(st.sampled_from([{}, {"repaired_by": "performance"}, {"repaired_by": "pledge"}]))
        if draw(st.booleans()):
            found["grade"] = draw(st.sampled_from(grades))
    return found


USUAL_SUMS = {"gaming": 2_000, "spending": 250_000, "bills": 50_000}
"""About what people spend and play in a month: bands are drawn around it."""


@st.composite
def amounts(draw: Callable, category: str, count: int) -> list[int]:
    """From which sums of a month bands begin, rising; often where many people's sums lie."""
    usual = USUAL_SUMS.get(category, 20_000)
    near = st.one_of(
        st.integers(usual // 8, usual * 2), st.integers(0, usual * 8), st.sampled_from([0, 10**12])
    )
    return sorted(draw(st.lists(near, min_size=count, max_size=count, unique=True)))


def amount(value: int, category: str) -> Data:
    """A parameter of a month's sum."""
    unit = "minutes" if category in IN_MINUTES else "cents"
    return parameter(value, q.MONTHLY) | {"unit": unit}


def habit_amounts(key: str, scheme: Platform) -> Strategy[dict[str, object]]:
    """Other sums from which the bands of a library's platform begin."""
    lows = st.tuples(*(amounts(habit.category, len(habit.bands)) for habit in scheme.habits))
    return lows.map(
        lambda drawn: {
            f"{key}.habits.{habit.name}.bands.{band.name}.from": low
            for habit, own in zip(scheme.habits, drawn, strict=True)
            for band, low in zip(habit.bands, own, strict=True)
        }
    )


@st.composite
def habits(draw: Callable) -> list[Data]:
    """What a platform reads of months, as much as can be packed."""
    found: list[Data] = []
    cases = 1
    for place in range(draw(st.integers(0, MOST_HABITS))):
        count = draw(st.integers(1, MOST_BANDS))
        cases *= count + 1
        if cases > MOST_HABIT_CASES:
            break
        category = draw(st.sampled_from([*HABIT_CATEGORIES, "bills", "gaming", "spending", "baby"]))
        found.append(
            {
                "name": f"habit_{place}",
                "category": category,
                "component": draw(st.sampled_from(["behaviour", "capacity"])),
                "refuted": draw(st.sampled_from([False, False, True])),
                "bands": [
                    {"name": f"band_{rank}", "from": amount(low, category), "points": score(draw(POINTS))}
                    for rank, low in enumerate(draw(amounts(category, count)))
                ],
            }
        )
    return found


@st.composite
def scheme(draw: Callable, form: type[Scheme], name: str, number: int, operators: list[str]) -> Data:
    """A scheme without imports."""
    count = draw(st.sampled_from([2, 3, 4, MOST_GRADES]))
    *lows, high = draw(floors(count))
    assert all(lower < higher for lower, higher in pairwise(lows))
    names = [f"g{place}" for place in range(count)]
    found: Data = {
        "name": name,
        "number": number,
        "title": "drawn",
        "claim": "reported",
        "source": REASON,
        "tier": "C",
        "operator": draw(st.sampled_from(operators)),
        **parameters(draw, form, but=("lowest", "highest", "start")),
        "lowest": score(lows[0]),
        "highest": score(high),
        "grades": [
            {
                "name": grade,
                **parameters(draw, Grade, but=("from_",)),
                "from": score(low),
                "shown": draw(st.booleans()),
            }
            for grade, low in zip(names, lows, strict=True)
        ],
    }
    known = None
    if form is Platform:
        shares = draw(shares_of_components())
        found["weights"] = {part: parameter(share, q.PROBABILITY) for part, share in shares.items()}
        found["social"] = parameters(draw, Social)
        found["habits"] = draw(habits())
    else:
        found["start"] = score(draw(tenths(lows[0], high)))
        known = names
    found["lines"] = [draw(line(place + 1, known)) for place in range(draw(st.integers(0, 6)))]
    return found


@st.composite
def schemes(draw: Callable, typed: Scenario) -> Data:
    """Up to four schemes, which import one another."""
    operators = [operator.name for operator in typed.operators]
    forms = draw(st.lists(st.sampled_from([Platform, Municipality]), min_size=0, max_size=4))
    forms.sort(key=lambda form: form is Municipality)
    numbers = draw(st.lists(st.integers(1, 99), min_size=len(forms), max_size=len(forms), unique=True))
    made = [
        draw(scheme(form, f"scheme_{place}", number, operators))
        for place, (form, number) in enumerate(zip(forms, numbers, strict=True))
    ]
    for one in made:
        others = [other for other in made if other is not one]
        sources = draw(st.lists(st.sampled_from(others), max_size=2)) if others else []
        one["imports"] = [
            {
                "name": f"import_{place}",
                "scheme": other["name"],
                "below": draw(st.sampled_from([grade["name"] for grade in other["grades"][1:]])),
                **parameters(draw, Import),
                "refuted": draw(st.booleans()),
            }
            for place, other in enumerate(sources)
        ]
    platforms = sum(form is Platform for form in forms)
    return {"platforms": made[:platforms], "municipalities": made[platforms:]}


def grades_of(invented: Data | None, typed: Scenario) -> Grades:
    """Which grades doors can ask for."""
    if invented is None:
        return {each.name: [grade.name for grade in each.grades] for each in typed.schemes.all}
    made = [*invented["platforms"], *invented["municipalities"]]
    return {each["name"]: [grade["name"] for grade in each["grades"]] for each in made}


NOTHING_ASKED = dict.fromkeys(
    ("scheme", "below", "review_below", "review_refused", "perk_from", "grade_claim", "priority", "places")
) | {"priority": False}
MOST_ROUNDS = 8


@st.composite
def asks(draw: Callable, doors: tuple[str, ...], grades: Grades) -> dict[str, Data]:
    """What each door asks of which scheme, if of any; some have places to give, once a year."""
    rounds = 0
    found: dict[str, Data] = {}
    for name in doors:
        row: Data = dict(NOTHING_ASKED)
        if rounds < MOST_ROUNDS and draw(st.integers(0, 5)) == 0:
            rounds += 1
            row["places"] = parameter(draw(CHANCE), q.PROBABILITY)
        if grades and draw(st.booleans()):
            row["scheme"] = draw(st.sampled_from(list(grades)))
            higher = st.sampled_from(grades[row["scheme"]][1:])
            row["grade_claim"] = draw(st.sampled_from(["documented", "reported", "refuted"]))
            row["below"] = draw(st.one_of(st.none(), higher))
            row["review_below"] = draw(st.one_of(st.none(), higher))
            row["review_refused"] = parameter(draw(CHANCE), q.PROBABILITY)
            row["perk_from"] = draw(st.one_of(st.none(), higher))
            row["priority"] = row["places"] is not None and draw(st.booleans())
        found[name] = row
    return found
