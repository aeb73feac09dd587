"""Scenarios drawn by Hypothesis from everything that a scenario can say."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import reject
from hypothesis import strategies as st

from scorelab.errors import InputError
from scorelab.scenario.calendar import opening_start
from scorelab.scenario.checks import checked
from scorelab.scenario.institutions import CHANNEL_NAMES
from scorelab.scenario.origins import Origins
from scorelab.scenario.overrides import Data, with_value
from scorelab.scenario.schema import SHARED_KEYS, Scenario
from scorelab.scenario.society import INCIDENT_NAMES
from tests.engine.drawn_schemes import (
    asks,
    grades_of,
    schemes,
)
from tests.engine.drawn_values import (
    ALONE,
    GROUPS,
    LATER,
    LIST,
    MOST_PERSON_DAYS,
    PLAIN,
    SAFEGUARDS,
    SCORES,
    STARTS,
    TYPED,
    Changes,
    floats,
)
from tests.engine.worlds import BOUNDS, OFTEN, SCORED


@st.composite
def changes(draw: Callable, base: str, names: list[str], most: int) -> Changes:
    """New values under some keys."""
    chosen = draw(st.lists(st.sampled_from(names), max_size=most, unique=True))
    found: Changes = {}
    for name in chosen:
        found |= draw(GROUPS[base][name])
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


@st.composite
def scripts(draw: Callable, base: str, first: date, start: date, last: date) -> Data:
    """Some roles and what happens to them."""
    doors = tuple(row.name for row in TYPED[base].doors)
    acts = {"incident": INCIDENT_NAMES, "door": doors, "complaint": CHANNEL_NAMES, "payment": ("again",)}
    roles = draw(st.lists(st.sampled_from(["main", "aunt", "friend"]), min_size=1, max_size=3, unique=True))
    conditions = st.sampled_from([{}, {"age": [18, 60]}, {"sex": "man"}])
    cast = {role: draw(conditions) for role in roles}
    events = []
    for _ in range(draw(st.integers(0, 12))):
        act = draw(st.sampled_from(["incident", "incident", "door", "complaint", "payment"]))
        what = draw(st.sampled_from(acts[act]))
        earliest = first if act in ("incident", "payment") else start
        day = earliest + timedelta(draw(st.integers(0, (last - earliest).days)))
        events.append({"date": day.isoformat(), "role": draw(st.sampled_from(roles)), act: what})
    events.sort(key=lambda event: event["date"])
    return {"cast": cast, "events": [event for event in events if not contradicts(event, events, base)]}


def contradicts(event: Data, events: list[Data], base: str) -> bool:
    """Whether an event pays before the first debt that the script gives the same role: that is refused."""
    claims = {row.name for row in TYPED[base].incidents if any(each.value for each in row.claim.versions())}
    owed = [other for other in events if other["role"] == event["role"] and other.get("incident") in claims]
    return "payment" in event and bool(owed) and event["date"] < owed[0]["date"]


@st.composite
def interventions(draw: Callable, base: str, roles: list[str], first: date, last: date) -> list[Data]:
    """Changes of rules on some dates, for all or for one role."""
    found = []
    for place in range(draw(st.integers(0, 3))):
        role = draw(st.sampled_from([None, *roles]))
        day = first + timedelta(draw(st.integers(0, (last - first).days)))
        names = ALONE[base] if role else LATER[base]
        chosen = draw(changes(base, names, 6)) | draw(safeguards(shared=not role))
        if chosen:
            change = {"name": f"change-{place}", "from": day.isoformat(), "set": chosen}
            found.append(change | ({"for": role} if role else {}))
    return found


@dataclass(frozen=True)
class Drawn:
    """A scenario as what distinguishes it from one of the library."""

    base: str
    often: bool
    values: Changes
    doors: tuple[str, ...]
    rows: dict[str, Data]
    """What doors ask of schemes; nothing under a key takes it away."""
    schemes: Data | None = None
    """Invented schemes in place of those of the library."""
    interventions: tuple[Data, ...] = ()
    script: Data | None = None

    def data(self) -> Data:
        """The scenario as plain data."""
        often = OFTEN | (SCORED if self.base == SCORES else {})
        data = PLAIN[self.base]
        if self.schemes is not None:
            data = {**data, "schemes": self.schemes}
            often = {key: value for key, value in often.items() if not key.startswith("schemes.")}
        data = with_values(data, {**(often if self.often else BOUNDS), **self.values})
        data["interventions"] = list(self.interventions)
        if self.script is not None:
            data["script"] = self.script
        data["doors"] = [self.door(row) for row in data["doors"] if row["name"] in self.doors]
        return data

    def door(self, row: Data) -> Data:
        """A door's row with what it asks of schemes."""
        changed = {**row, **self.rows.get(str(row["name"]), {})}
        return {key: value for key, value in changed.items() if value is not None}

    def scenario(self) -> Scenario:
        """The checked scenario."""
        try:
            return checked(self.data(), Origins("drawn"))
        except InputError as error:
            # Two doors may have been drawn alike, and an incident may come with a claim only by what was
            # drawn, so that the script pays before it; all else that is drawn must be in order.
            if "same door a second time" in str(error) or "before the debt" in str(error):
                reject()
            raise


@st.composite
def scenarios(draw: Callable) -> Drawn:
    """Any scenario, small enough for the reference; mostly one in which much happens."""
    base = draw(st.sampled_from([LIST, SCORES, SCORES]))
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
    invented = draw(schemes(TYPED[base])) if base == SCORES and draw(st.booleans()) else None
    names = [name for name in GROUPS[base] if invented is None or not name.startswith("schemes.")]
    values |= draw(changes(base, names, 40)) | draw(safeguards())
    for switch in ("births_and_deaths", "growing_up"):
        values[f"society_lives.{switch}"] = draw(st.booleans())
    script = draw(st.one_of(st.none(), scripts(base, first, start, last)))
    later = draw(interventions(base, list(script["cast"]) if script else [], first, last))
    all_doors = tuple(row.name for row in TYPED[base].doors)
    kept = draw(st.one_of(st.just(all_doors), st.lists(st.sampled_from(all_doors), min_size=1, unique=True)))
    named = str(script) + str(later)
    doors = tuple(name for name in all_doors if name in kept or name in named)
    often = draw(st.sampled_from([True, True, True, False]))
    if base == LIST:
        return Drawn(base, often, values, doors, {}, None, tuple(later), script)
    grades = grades_of(invented, TYPED[base])
    rows = draw(asks(doors, grades)) if invented is not None or draw(st.booleans()) else {}
    asked = [name for name, row in rows.items() if row["below"] is not None]
    if asked and draw(st.booleans()):
        day = first + timedelta(draw(st.integers(0, (last - first).days)))
        moved = {
            f"doors.{name}.below": draw(st.sampled_from(grades[rows[name]["scheme"]][1:])) for name in asked
        }
        later.append({"name": "bars", "from": day.isoformat(), "set": moved})
    return Drawn(base, often, values, doors, rows, invented, tuple(later), script)


def with_values(data: Data, values: Changes) -> Data:
    """Plain data with values set."""
    for key, value in values.items():
        listed = list(value) if isinstance(value, tuple) else value
        data = with_value(data, key, listed, key, "drawn by a test")
    return data
