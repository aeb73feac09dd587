"""Blind spans: when an observer does not know where somebody is."""

from collections.abc import Iterable

from scorelab.trace.sight import Happening

Span = tuple[int, int]


def blind_spans(waking: Iterable[Span], seen: Iterable[Happening], shortest: int) -> tuple[Span, ...]:
    """The gaps of a waking day between two seen moments.

    Parameters
    ----------
    waking : iterable of (start, end)
        When the person was awake, in minutes of the day, in order.
    seen : iterable of Happening
        What the observer sees; an event that takes time is seen until it ends.
    shortest : int
        Minutes from which a gap counts: who knows of two moments nearer to each other has little to guess.

    Returns
    -------
    tuple of (start, end)
        In order, each at least `shortest` minutes long.
    """
    lit = sorted((event.minute, max(event.until, event.minute)) for event in seen)
    gaps: list[Span] = []
    for start, end in waking:
        at = start
        for first, last in lit:
            if first > end:
                break
            if last >= start:
                gaps.append((at, max(first, start)))
                at = max(at, min(last, end))
        gaps.append((at, end))
    return tuple((start, end) for start, end in gaps if end - start >= shortest)


def seen_share(waking: Iterable[Span], blind: Iterable[Span]) -> float | None:
    """The share of the waking minutes that lie in no blind span; None for a day asleep."""
    awake = sum(end - start for start, end in waking)
    return 1 - sum(end - start for start, end in blind) / awake if awake else None
