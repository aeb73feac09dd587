"""What told cases come to, world after world: read off their journals."""

from collections.abc import Iterator

from scorelab.evidence.values import Values
from scorelab.journal import Answer, Kind, PaymentKind, Phase, unpack
from scorelab.scenario.institutions import CHANNEL_NAMES
from scorelab.scenario.load import load
from scorelab.scenario.scheme_tables import TENTHS
from scorelab.scenario.society import INCIDENT_NAMES
from scorelab.stories.aunt import AUNT, plays_of, update_after
from scorelab.stories.journalist import JOURNALIST, SCORED, end_of_told, missing_of
from scorelab.stories.life import Life, lived_fast, people_of
from scorelab.stories.one_day import APP, EXPECTED, day_in
from scorelab.stories.play import Play, played
from scorelab.stories.relief import PLATFORM
from scorelab.stories.story import MAIN
from scorelab.stories.twins import applies_in_writing, changed, kept
from scorelab.telling import Row
from scorelab.trace.view import seen_from

PEOPLE = 100
"""People of a world of the journalist's case: nobody but he and his contacts bears on it."""

SUIT = INCIDENT_NAMES.index("suit_defamation") + 1
RIVAL_PAYMENT, STAKES = "rival_delivery_paid_first", ("bike_share_to_first_platform",)
WEEK_BEFORE = "2018-04-02"
"""First day of the worlds in which the told day is looked at: its date lies in their second week."""


def journalist(seed: int) -> Values:
    """The journalist's case as told, with the list alone."""
    scenario = JOURNALIST.scenario(PEOPLE, seed)
    return _values_of(lived_fast(scenario, people_of(scenario)))


def journalist_applying(seed: int) -> Values:
    """The same man with the same luck, had he applied in writing."""
    scenario = changed(JOURNALIST.scenario(PEOPLE, seed), [applies_in_writing()])
    return _values_of(lived_fast(scenario, people_of(scenario)))


def journalist_heard(seed: int) -> Values:
    """The same, where the deadline for corrections is law and kept in half of cases."""
    changes = [applies_in_writing(), kept("correction_deadline")]
    scenario = changed(JOURNALIST.scenario(PEOPLE, seed), changes)
    return _values_of(lived_fast(scenario, people_of(scenario)))


def _values_of(life: Life) -> Values:
    def first(kind: Kind, what: int | None = None) -> Row | None:
        return next((row for row in life.rows if row.kind == kind and what in (None, row.what)), None)

    def between(start: Row | None, end: Row | None) -> float | None:
        return None if start is None or end is None else float(end.day - start.day)

    ends = end_of_told(life)
    shut = life.refusals()
    listed, paid = first(Kind.LISTING), first(Kind.PAYMENT)
    again = first(Kind.PAYMENT, PaymentKind.AGAIN.value)
    judged = first(Kind.JUDGMENT)
    learned = next(
        (row for row in life.rows if row.kind == Kind.NOTICED and unpack(row.row)[1] == Phase.DOORS), None
    )
    spells = life.listed_spells()
    asked = [row for row in life.rows if row.kind == Kind.COMPLAINT]
    answers = [row for row in life.rows if row.kind == Kind.ANSWER and row.what != Answer.NONE]
    channels = [CHANNEL_NAMES[row.what] for row in asked]
    opened = [name for name in channels if _opens(life, name)]
    before = [row for row in shut if ends is not None and row.day <= ends]
    deleted = spells[0][1] if spells and spells[0][2] else None
    return {
        "worlds": ("worlds", 1.0),
        "came_out": ("worlds", float(missing_of(life) is None)),
        "sum": ("cents", float(judged.amount) if judged else None),
        "sued_to_judged": ("days", between(first(Kind.INCIDENT, SUIT), judged)),
        "paid_to_booked": ("days", between(paid, first(Kind.PAYMENT_BOOKED))),
        "paid_to_listed": ("days", between(paid, listed)),
        "paid_again": ("cents", float(again.amount) if again else 0.0),
        "listed_to_learned": ("days", between(listed, learned)),
        "messages": ("messages", float(channels.count("message_to_judge"))),
        "public_posts": ("posts", float(channels.count("public_post"))),
        "files_opened": ("files", float(len(opened))),
        "answered": ("worlds", float(bool(answers))),
        "doors_told": ("refusals", float(len(before))),
        "doors_after": ("refusals", float(len(shut) - len(before))),
        "shut_after_deletion": (
            "worlds",
            float(deleted is not None and any(row.day >= deleted for row in shut)),
        ),
        "still_listed": ("worlds", float(ends is not None and life.listed_on(ends))),
        "listed_days": ("days", float(sum(end - start for start, end, _ in spells))),
        "wrongful_days": ("days", float(life.wrongful_days())),
    }


def _opens(life: Life, channel: str) -> bool:
    return any(each.name == channel and each.opens_case for each in life.scenario.redress.channels)


def journalist_at_a_platform(seed: int) -> Values:
    """Conjecture: the same man, had he a score."""
    play = played(JOURNALIST.scenario(None, seed, SCORED))
    person = play.cast[MAIN]
    listed = next(row.day for row in play.of(MAIN) if row.kind == Kind.LISTING)
    later = [row for row in play.of(MAIN) if row.day >= listed]
    sees = next((row for row in later if _sees_listing(play, row)), None)
    about = [row for row in play.rows if row.other == person and row.day >= listed]
    lowest = min(play.points(MAIN, PLATFORM, row.day) for row in later)
    return {
        "points_for_the_listing": ("points", None if sees is None else -sees.amount / TENTHS),
        "points_in_all": ("points", play.points(MAIN, PLATFORM, listed - 1) - lowest),
        "contacts_learned": (
            "contacts",
            float(len({row.person for row in about if row.kind in (Kind.LEARNED, Kind.STANDING_LEARNED)})),
        ),
        "contacts_left": (
            "contacts",
            float(len({row.person for row in about if row.kind == Kind.TIE_LOST})),
        ),
    }


def _sees_listing(play: Play, row: Row) -> bool:
    return row.kind == Kind.SCHEME_SEES_LISTING and play.scheme_of(row) == PLATFORM


def relatives(seed: int) -> Values:
    """What an aunt's and an uncle's missed payments take from the niece's score."""
    found: Values = {"worlds": ("worlds", 1.0)}
    for variant, name in (("documented", "as_documented"), ("", "as_reported")):
        play, without = plays_of(variant, None, seed)
        day = update_after(play)
        lost = without.points(MAIN, PLATFORM, day) - play.points(MAIN, PLATFORM, day)
        found[f"points.{name}"] = "points", lost
        found[f"came_out.{name}"] = "worlds", float(not play.missing(AUNT))
        worse = play.rank_name(MAIN, PLATFORM, day) != without.rank_name(MAIN, PLATFORM, day)
        found[f"lower.{name}"] = "worlds", float(worse)
    return found


def told_day(scenario: str, seed: int) -> Values:
    """The reporter's afternoon where luck decides what flows: what the payment app knows of it."""
    world = load(scenario, {"time.start": WEEK_BEFORE})

    def seen(cut: tuple[str, ...] = ()) -> tuple[set[int], Iterator[int]]:
        whole, gauges = day_in(world, 0, 30, cut, seed)
        view = seen_from(whole, APP, gauges)
        return {event.minute for event, _ in view.events}, (end - start for start, end in view.blind)

    minutes, blind = seen()
    unstaked, _ = seen(STAKES)
    unpaid, _ = seen((RIVAL_PAYMENT,))
    return {
        "worlds": ("worlds", 1.0),
        "told": ("events", float(len(EXPECTED))),
        "known": ("events", float(len(minutes))),
        "known_by_the_stake": ("events", float(len(minutes) - len(unstaked))),
        "known_by_the_payment": ("worlds", float(len(minutes) > len(unpaid))),
        "longest_blind": ("minutes of a day", float(max(blind, default=0))),
    }
