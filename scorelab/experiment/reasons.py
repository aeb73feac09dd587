"""Why a change changed nothing, in words, from the data of the run.

A rule that touches nobody must say why it did not: it never came into question, its date lies
beyond the run, nobody keeps it, it has no staff, it was so before. Each reason below rests on
what the base world's journal holds from the day on which the rules part.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from scorelab.experiment.changes import Change, differing, first_day_of, rules_part
from scorelab.journal import ErrorKind, Kind, Truth
from scorelab.measures.facts import Facts
from scorelab.rules.safeguards import places_today
from scorelab.scenario.compile import rule_books
from scorelab.scenario.schema import Scenario


@dataclass(frozen=True)
class Occasion:
    """When a rule comes into question.

    Attributes
    ----------
    kinds : tuple of Kind
        Rows of these kinds are occasions.
    noun : str
        What an occasion is called, many of them.
    what : int, optional
        Only rows with this `what`.
    """

    kinds: tuple[Kind, ...]
    noun: str
    what: int | None = None


LISTINGS = Occasion((Kind.LISTING, Kind.LISTING_PREVENTED), "listings that came due")
REMOVALS = Occasion((Kind.REMOVAL,), "removals from the list")
REFUSALS = Occasion((Kind.REFUSAL,), "refusals")
COMPLAINTS = Occasion((Kind.COMPLAINT,), "complaints")
LEARNED = Occasion((Kind.LEARNED,), "contacts who learned of a listing")
RECORDS = Occasion((Kind.RECORDED,), "records under a scheme's lines")
JUDGMENTS = Occasion((Kind.JUDGMENT,), "judgments")
MOVES = Occasion((Kind.CONTACTS_MOVED,), "scores moved by contacts")
FALLS = Occasion((Kind.STANDING_LEARNED,), "contacts who saw a grade fall")

ERROR = (Kind.RECORD_ERROR,)
MISATTRIBUTED = Occasion(ERROR, "judgments against a namesake", ErrorKind.MISATTRIBUTED)
CLERICAL = Occasion(ERROR, "payments that went astray", ErrorKind.CLERICAL)
STALE = Occasion(ERROR, "copies that outlived their listing", ErrorKind.STALE)
DUPLICATE = Occasion(ERROR, "judgments recorded twice", ErrorKind.DUPLICATE)
FABRICATED = Occasion(ERROR, "invented claims that were believed", ErrorKind.FABRICATED)

OCCASIONS: dict[str, Occasion] = {
    "safeguards.notice_before_effect": LISTINGS,
    "safeguards.verification_before_listing": LISTINGS,
    "safeguards.human_review": LISTINGS,
    "safeguards.proportionality": LISTINGS,
    "safeguards.reasons": REFUSALS,
    "safeguards.children_protected": REFUSALS,
    "safeguards.correction_deadline": COMPLAINTS,
    "safeguards.suspended_while_contested": COMPLAINTS,
    "safeguards.no_record_of_complaining": Occasion(
        (Kind.COMPLAINT_RECORDED,), "complaints recorded against the complainant"
    ),
    "safeguards.corrections_propagate": REMOVALS,
    "safeguards.compensation": Occasion((Kind.CORRECTION,), "corrections of a wrong record"),
    "safeguards.no_publicity": LEARNED,
    "safeguards.access_to_file": Occasion((Kind.LISTING,), "listings of which a file could tell"),
    "safeguards.no_social_component": MOVES,
    "safeguards.relatives_protected": MOVES,
    "safeguards.purpose_limitation": Occasion(
        (Kind.REFUSAL, Kind.REVIEWED, Kind.IMPORTED, Kind.SCHEME_SEES_LISTING),
        "uses of a grade or a listing that might have served another purpose",
    ),
    "safeguards.consent_and_exit": Occasion((Kind.GRADE_CHANGED,), "changes of grade"),
    "mechanisms.court_list": LISTINGS,
    "mechanisms.public_list": LEARNED,
    "mechanisms.stale_copies": STALE,
    "mechanisms.error_misattributed": MISATTRIBUTED,
    "mechanisms.error_clerical": CLERICAL,
    "mechanisms.error_duplicate": DUPLICATE,
    "mechanisms.error_fabricated": FABRICATED,
    "mechanisms.guarantors": Occasion((Kind.GUARANTEE_CALLED,), "guarantors called upon"),
    "mechanisms.exit_orders": Occasion((Kind.EXIT_ORDER,), "exit orders"),
    "mechanisms.door_consequences": REFUSALS,
    "mechanisms.payment_under_pressure": REFUSALS,
    "mechanisms.tie_dropping": Occasion((Kind.TIE_LOST,), "ties dropped"),
    "mechanisms.redress": Occasion((Kind.NOTICED, Kind.COMPLAINT), "people who noticed a listing"),
    "mechanisms.complaints_recorded": COMPLAINTS,
    "mechanisms.social_component": MOVES,
    "mechanisms.standing_shared": FALLS,
    "mechanisms.new_ties": Occasion((Kind.TIE_FORMED,), "ties formed"),
    "mechanisms.chilling": Occasion((Kind.POST_WITHHELD,), "posts left unwritten"),
    "mechanisms.deterrence": Occasion((Kind.OFFENCE_PREVENTED,), "offences prevented"),
    "mechanisms.door_by_score": REFUSALS,
    "mechanisms.grade_priority": Occasion((Kind.PLACES_GIVEN,), "rounds in which places were given"),
    "mechanisms.exchange": Occasion((Kind.IMPORTED,), "grades taken over from another scheme"),
    "mechanisms.direct_grading": RECORDS,
    "mechanisms.repeats_doubled": RECORDS,
    "mechanisms.repair": Occasion((Kind.REPAIRED,), "fixed grades repaired"),
    "mechanisms.joint_liability": RECORDS,
    "mechanisms.myth_single_score": Occasion((Kind.IMPORTED,), "grades taken over from another scheme"),
    "mechanisms.myth_friends_posts": MOVES,
    "mechanisms.myth_gaming": RECORDS,
    "mechanisms.myth_score_shuts_travel": REFUSALS,
    "forms.tie_dropping": Occasion((Kind.LEARNED, Kind.STANDING_LEARNED), "contacts who learned of anything"),
    "forms.deterrence": Occasion((Kind.INCIDENT, Kind.OFFENCE_PREVENTED), "incidents"),
    "court": JUDGMENTS,
    "errors.misattributed": MISATTRIBUTED,
    "errors.clerical": CLERICAL,
    "errors.clerical_never": CLERICAL,
    "errors.clerical_days": CLERICAL,
    "errors.duplicate": DUPLICATE,
    "errors.fabricated": FABRICATED,
    "errors.stale": STALE,
    "errors.stale_days": STALE,
    "operators": Occasion((Kind.COPY_TAKEN,), "listings taken into a copy"),
    "doors": REFUSALS,
    "contacts": Occasion((Kind.LEARNED, Kind.STANDING_LEARNED), "contacts who learned of anything"),
    "redress": COMPLAINTS,
    "schemes": RECORDS,
}
"""When each rule comes into question: the longest beginning of its key counts."""


def reasons(facts: Facts, base: Scenario, other: Scenario, changes: Sequence[Change]) -> tuple[str, ...]:
    """Why nothing is different in the other world.

    Parameters
    ----------
    facts : Facts
        The base world, whose digest is that of the other one.
    base, other : Scenario
        Both worlds.
    changes : sequence of Change
        What was changed; empty if two scenarios were compared.
    """
    if rules_part(base, other) is None:
        return tuple(_without_effect_on_rules(base, changes))
    found = [reason for change in changes for reason in _of_change(facts, base, other, change)]
    return tuple(found or _of_numbers(facts, base, other))


def _without_effect_on_rules(base: Scenario, changes: Sequence[Change]) -> Iterator[str]:
    late = [
        change
        for change in changes
        if (day := first_day_of(base, change.since)) is not None and day >= base.time.days
    ]
    for change in late:
        yield f"{change.name}: it holds from {change.since} on, after the last day of the run"
    for change in changes:
        if change not in late:
            yield f"{change.name}: it is so in the base world as well"
    if not changes:
        yield "every number of the rules is the same in both worlds"


def _of_change(facts: Facts, base: Scenario, other: Scenario, change: Change) -> Iterator[str]:
    since = _since(base, other)
    subjects = dict.fromkeys(_subject(key) for key in change.settings)
    for subject in subjects:
        section, _, name = subject.partition(".")
        if section == "safeguards" and (reason := _of_safeguard(facts, base, other, name, since)):
            yield f"{change.name}: {reason}"
        else:
            yield f"{change.name}: {_never_in_question(facts, subject, since)}"


def _subject(key: str) -> str:
    parts = key.split(".")
    return ".".join(parts[:2]) if parts[0] in ("safeguards", "mechanisms") else key


def _of_numbers(facts: Facts, base: Scenario, other: Scenario) -> Iterator[str]:
    names = ", ".join(f"{name} ({one} against {another})" for name, one, another in differing(base, other))
    since = _since(base, other)
    if names:
        yield (
            f"the numbers that differ decided nothing that happened: {names}, in the units of the rule books"
        )
    happened = _rows_since(facts, since).select(pl.len()).collect().item()
    yield f"{happened:,} rows were written from the day on which the rules part, and each came out the same"


def _since(base: Scenario, other: Scenario) -> int:
    day = rules_part(base, other)
    assert day is not None
    return day


def _rows_since(facts: Facts, since: int) -> pl.LazyFrame:
    return facts.run.journal.filter(pl.col("day") >= since)


def _of_safeguard(facts: Facts, base: Scenario, other: Scenario, name: str, since: int) -> str | None:
    """Why a safeguard was idle, if that can be told of this one in particular."""
    p = rule_books(other)[-1].p
    obeyed, staffed = p[f"safeguard_{name}_obeyed"], p.get(f"safeguard_{name}_staffed")
    if not obeyed:
        return "no official keeps it (obeyed in 0% of cases)"
    if staffed is not None:
        assert isinstance(staffed, int)
        first = min(since, 0)
        cases = sum(places_today(staffed, facts.people, day - first) for day in range(first, facts.days))
        if cases == 0:
            return f"its staff is so small that it takes up no case in {facts.days} days"
    special = SPECIAL.get(name)
    return special(facts, other, since) if special else None


def _of_retention(facts: Facts, other: Scenario, since: int) -> str | None:
    limit = rule_books(other)[-1].p["safeguard_retention_limit_most_days"]
    assert isinstance(limit, int)
    standing = facts.listings.filter(pl.col("removed") > since)
    if standing.is_empty():
        return "nobody stood on the list"
    oldest = int((standing["removed"] - standing["start"]).max())  # type: ignore[arg-type]
    if oldest <= limit:
        return (
            f"no listing was older than the new limit: the oldest stood {oldest:,} days, "
            f"the limit is {limit:,} days"
        )
    return None


def _of_proportionality(facts: Facts, other: Scenario, since: int) -> str | None:
    least = rule_books(other)[-1].p["safeguard_proportionality_least_sum"]
    assert isinstance(least, int)
    sums = _rows_since(facts, since).filter(pl.col("kind") == Kind.JUDGMENT.value).select("amount").collect()
    shut = _rows_since(facts, since).filter(pl.col("kind") == Kind.REFUSAL.value).select(pl.len()).collect()
    if sums.filter(pl.col("amount") < least).is_empty() and shut.item() == 0:
        return f"no judgment was over less than {least / 100:,.0f} yuan, and no door was shut"
    return None


def _of_children(facts: Facts, other: Scenario, since: int) -> str | None:
    doors = [place for place, door in enumerate(other.doors) if door.asked_by == "parents"]
    refused = _rows_since(facts, since).filter(
        (pl.col("kind") == Kind.REFUSAL.value) & pl.col("what").is_in(doors)
    )
    if refused.select(pl.len()).collect().item() == 0:
        return "no parent was refused at a door for their child"
    return None


def _of_audit(facts: Facts, other: Scenario, since: int) -> str | None:
    if facts.listings.filter(pl.col("removed") > since).is_empty():
        return "nobody stood on the list"
    return "no auditor lifted a listing"


def _of_contest(facts: Facts, other: Scenario, since: int) -> str | None:
    contested = _count(facts, COMPLAINTS, since)
    if contested == 0:
        return None
    shut = _rows_since(facts, since).filter(
        (pl.col("kind") == Kind.REFUSAL.value) & (pl.col("truth") != Truth.NONE.value)
    )
    return (
        f"of {contested:,} complaints none was open when its author was refused "
        f"({shut.select(pl.len()).collect().item():,} refusals in all)"
    )


SPECIAL: dict[str, Callable[[Facts, Scenario, int], str | None]] = {
    "retention_limit": _of_retention,
    "proportionality": _of_proportionality,
    "children_protected": _of_children,
    "independent_audit": _of_audit,
    "suspended_while_contested": _of_contest,
}
"""Safeguards that can tell more of why they were idle than that no occasion came."""


def _never_in_question(facts: Facts, subject: str, since: int) -> str:
    occasion = _occasion(subject)
    if occasion is None:
        return "whatever happened came out as it does without the change"
    count = _count(facts, occasion, since)
    begins = "" if since < 0 else f" from {date.fromisoformat(str(facts.run.date(since)))} on"
    if count == 0:
        return f"it never came into question: there were no {occasion.noun}{begins}"
    return f"there were {count:,} {occasion.noun}{begins}, and each came out as it does without the change"


def _occasion(subject: str) -> Occasion | None:
    parts = subject.split(".")
    beginnings = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((OCCASIONS[key] for key in beginnings if key in OCCASIONS), None)


def _count(facts: Facts, occasion: Occasion, since: int) -> int:
    rows = _rows_since(facts, since).filter(pl.col("kind").is_in([kind.value for kind in occasion.kinds]))
    if occasion.what is not None:
        rows = rows.filter(pl.col("what") == occasion.what)
    return int(rows.select(pl.len()).collect().item())
