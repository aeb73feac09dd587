"""The picture of exposure: how much of the waking day each observer sees, and of whom."""

from collections.abc import Iterable

from scorelab.report.charts.bars import Bar, Piece, bars
from scorelab.report.markup import Html, join, table
from scorelab.report.picture import Picture
from scorelab.store.tables import SYNTHETIC
from scorelab.telling_words import spaced
from scorelab.trace.exposure import ANYBODY, COMPANY_GROUPS, Exposure

EYES = (*COMPANY_GROUPS, ANYBODY)
MOST_BARS = 6
"""So many companies and sources of one more edge are drawn; the tables have all."""

MOST_PATHS = 40

SEEN, UNSEEN = "f1", "h5"
SHADES = ((SEEN, "seen"), (UNSEEN, "in blind spans"))

PLAIN = {"first_group": "first platform's group", "second_group": "second platform's group"}


def picture_of_exposure(found: Exposure) -> Picture:
    """Who sees how much of the waking day, of whom, and what one more edge would show."""
    state = f"the state sees {found.seen['state']:.0%}"
    return Picture(
        headline=f"Somebody sees {found.seen[ANYBODY]:.0%} of the waking day of invented people, {state}",
        caption=(
            f"Share of waking minutes that lie in no blind span, over {found.people:,} people on "
            f"{found.days:,} days each: of every group of companies and of the companies that see most; "
            "of people by age; and what somebody would see to whom one company more passed on all that it "
            "sees. What an observer could know is no statement of what anybody looks at."
        ),
        draw=lambda width: bars(width, list(_rows(found)), keys=SHADES),
        table=_tables(found),
        description=_described(found),
        notice=f"An invented society of {found.society:,} people. {SYNTHETIC}",
    )


def _rows(found: Exposure) -> Iterable[Bar]:
    seers = [*EYES, *found.companies[:MOST_BARS]]
    yield from _group("Who sees", [(_called(name), found.seen[name]) for name in seers])
    ages = found.by_people["age"].items()
    yield from _group("Whom anybody sees, by age", [(age, shares[ANYBODY]) for age, shares in ages])
    sources = [(_called(name), found.one_more_edge[name]) for name in list(found.gains)[:MOST_BARS]]
    yield from _group(f"What {spaced(found.actor)} would see by one more edge, from", sources)


def _group(head: str, rows: Iterable[tuple[str, float]]) -> Iterable[Bar]:
    for place, (name, share) in enumerate(rows):
        pieces = Piece(share, SEEN), Piece(1 - share, UNSEEN)
        yield Bar(name, pieces, f"{share:.0%}", "" if place else head)


def _called(name: str) -> str:
    return PLAIN.get(name, spaced(name))


def _described(found: Exposure) -> str:
    told = ", ".join(f"{_called(name)} {found.seen[name]:.0%}" for name in EYES)
    return f"Lying bars of the share of the waking day that is seen. Who sees: {told}."


def _tables(found: Exposure) -> Html:
    seers = [
        (_called(name), f"{found.seen[name]:.1%}", f"{found.events[name]:.2f}")
        for name in [*EYES, *found.companies]
    ]
    seen = [
        (f"{division}: {group}", *(f"{shares[name]:.1%}" for name in EYES))
        for division, groups in found.by_people.items()
        for group, shares in groups.items()
    ]
    paths = list(found.by_path.items())[:MOST_PATHS]
    ways = [(" -> ".join(map(spaced, path)), f"{count:.2f}") for path, count in paths]
    learnt = [
        (_called(name), f"{found.one_more_edge[name]:.1%}", f"{gain:.1%}")
        for name, gain in found.gains.items()
    ]
    return join(
        [
            table("Who sees", ("Observer", "Of the waking day", "Events a day"), seers),
            table("Who is seen, by group of companies", ("People", *map(_called, EYES)), seen),
            table("By which path, the most frequent ones", ("Path", "Events a day"), ways),
            table(
                f"What {spaced(found.actor)} would see by one more edge",
                ("From", "Of the waking day", "More than now"),
                learnt,
            ),
        ]
    )
