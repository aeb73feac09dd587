"""What sets one world apart from its twin: mechanisms off, safeguards on, numbers changed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from scorelab.errors import InputError
from scorelab.scenario.calendar import day_of
from scorelab.scenario.checks import checked
from scorelab.scenario.compile import RuleBook, rule_books
from scorelab.scenario.dates import plain
from scorelab.scenario.load import parsed
from scorelab.scenario.mechanisms import Mechanisms
from scorelab.scenario.origins import Origins
from scorelab.scenario.overrides import close, with_value
from scorelab.scenario.schema import Safeguards, Scenario

OBEYED = (0.0, 0.5, 1.0)
"""The shares of cases in which a safeguard is tried: never only at full obedience."""

PEOPLE_HANG_ON = ("people", "seed", "population", "time.start", "time.opening_years", "time.days")
"""What must be alike in both worlds for the people and the days to be the same."""


@dataclass(frozen=True)
class Change:
    """One thing that is different in the other world.

    Attributes
    ----------
    name : str
        What it is called: `without tie_dropping`.
    settings : mapping
        Dotted keys and new values.
    since : str or None
        The ISO date from which it holds; None if it holds throughout, the opening included.
    """

    name: str
    settings: Mapping[str, object]
    since: str | None


def without(mechanisms: Sequence[str], since: str | None = None) -> list[Change]:
    """Mechanisms switched off: throughout, unless a date is given.

    Raises
    ------
    InputError
        If there is no such mechanism.
    """
    for name in mechanisms:
        refuse_unknown("--without", "mechanism", name, Mechanisms.model_fields)
    return [Change(f"without {name}", {f"mechanisms.{name}": False}, since) for name in mechanisms]


def switched_off(scenario: Scenario, mechanisms: Sequence[str]) -> Scenario:
    """The scenario without these mechanisms, throughout: turning switches needs no check."""
    off = scenario.mechanisms.model_copy(update=dict.fromkeys(mechanisms, False))
    return scenario.model_copy(update={"mechanisms": off})


def with_safeguards(safeguards: Sequence[str], obeyed: float | None, since: str) -> list[Change]:
    """Safeguards made law from a date on, and obeyed in this share of cases, if it is given.

    Raises
    ------
    InputError
        If there is no such safeguard.
    """
    for name in safeguards:
        refuse_unknown("--with", "safeguard", name, Safeguards.model_fields)
    changes = []
    for name in safeguards:
        dials: dict[str, object] = {f"safeguards.{name}.in_law": True}
        if obeyed is not None:
            dials[f"safeguards.{name}.obeyed"] = obeyed
        changes.append(Change(f"with {name}", dials, since))
    return changes


def refuse_unknown(where: str, what: str, name: str, known: Mapping[str, object]) -> None:
    """Refuse a name that is not among the known ones.

    Raises
    ------
    InputError
        With the names that there are, and the nearest of them.
    """
    if name not in known:
        expected = f"one of {', '.join(known)}{close(name, known)}"
        raise InputError(where, f"the unknown {what} {name!r}", expected)


def changed(scenario: Scenario, changes: Sequence[Change]) -> Scenario:
    """The scenario with changes, checked as if it had been written so.

    Raises
    ------
    InputError
        If a key does not exist, cannot be changed by a date, or does not take the value.
    """
    if not changes:
        return scenario
    data, origins = plain(scenario), Origins(scenario.name)
    earlier = data.get("interventions", [])
    assert isinstance(earlier, list)
    dated = []
    for place, change in enumerate(changes, 1):
        settings = {key: parsed(value, key) for key, value in change.settings.items()}
        if change.since is None:
            for key, value in settings.items():
                data = with_value(data, key, value, key, change.name)
                origins.put(tuple(key.split(".")), key)
        else:
            name = f"experiment-{len(earlier) + place}"
            dated.append({"name": name, "from": change.since, "set": settings})
    return checked({**data, "interventions": [*earlier, *dated]}, origins)


def refuse_different_people(base: Scenario, other: Scenario) -> None:
    """Refuse to compare worlds whose people or days are not the same.

    Raises
    ------
    InputError
        Naming the first thing that differs.
    """
    for key in PEOPLE_HANG_ON:
        one, another = (_plain_at(scenario, key) for scenario in (base, other))
        if one != another:
            found = f"twins of different populations ({key}: {_shown(one)} against {_shown(another)})"
            expected = (
                f"the same people and days in both worlds; set what differs alike, as by {_remedy(key)}"
            )
            raise InputError("compare", found, expected)


def _plain_at(scenario: Scenario, key: str) -> object:
    found: object = scenario
    for part in key.split("."):
        found = getattr(found, part)
    if key == "population":
        return {name: getattr(found, name).versions()[0].value for name in type(found).model_fields}  # type: ignore[attr-defined]
    return found


def _shown(value: object) -> str:
    return "other values" if isinstance(value, dict) else str(value)


def _remedy(key: str) -> str:
    options = {"people": "--people", "seed": "--seed", "time.days": "--days"}
    return options.get(key, f"--set {key if key != 'population' else 'population.KEY'}=VALUE")


def rules_part(base: Scenario, other: Scenario) -> int | None:
    """The first day on which the rules of two worlds could decide differently; None if they never do.

    It is the first day whose rule books, those of everybody or of a role of the script, differ
    in any number; the start of the opening if the scripts themselves differ.
    """
    parts = []
    roles = [None, *dict.fromkeys([*base.cast, *other.cast])]
    for role in roles:
        one, another = (
            rule_books(scenario, role if role in scenario.cast else None) for scenario in (base, other)
        )
        parts += [day for day in _days(one, another) if _on(one, day) != _on(another, day)][:1]
        if role is None and base.script != other.script:
            parts.append(one[0].from_day)
    return min(parts, default=None)


def first_day_at_all(scenario: Scenario) -> int:
    """The first day of a world, that of its opening if there is one."""
    return rule_books(scenario)[0].from_day


def _days(*books: tuple[RuleBook, ...]) -> list[int]:
    return sorted({book.from_day for one in books for book in one})


def _on(books: tuple[RuleBook, ...], day: int) -> tuple[object, ...]:
    held = [book for book in books if book.from_day <= day] or [books[0]]
    return held[-1].p, *held[-1].tables()


def differing(base: Scenario, other: Scenario) -> Iterator[tuple[str, object, object]]:
    """Names of the rule books' numbers that differ on the last day, with both values."""
    one, another = rule_books(base)[-1], rule_books(other)[-1]
    for name in one.p.keys() & another.p.keys():
        if one.p[name] != another.p[name]:
            yield name, one.p[name], another.p[name]


def first_day_of(scenario: Scenario, since: str | None) -> int | None:
    """The day number of a change's date; None if it holds throughout."""
    if since is None:
        return None
    return day_of(date.fromisoformat(scenario.time.start), date.fromisoformat(since))
