"""The turns of the spiral taken row by row, as they are defined."""

from scorelab.journal import LINES_OF_A_SCHEME, SCORE_KINDS, Kind, unpack
from scorelab.measures.walk import Channel

BY_CONTACTS = (Kind.TIE_LOST, Kind.CONTACTS_MOVED)
AFTER_DOORS = (Kind.INCIDENT, Kind.JOB_LOST)


class Step:
    """A row of a journal, with the row that triggered it."""

    def __init__(self, row, kind, what, other, amount, trigger, stale=False):
        self.row, self.kind, self.what, self.other, self.amount = row, kind, what, other, amount
        self.trigger = trigger
        self.stale = stale and kind == Kind.REFUSAL and trigger and trigger.kind == Kind.COPY_TAKEN

    @property
    def person(self):
        return unpack(self.row)[2]

    @property
    def loses(self):
        return self.kind in SCORE_KINDS and self.amount < 0

    @property
    def falls(self):
        lower = self.kind == Kind.GRADE_CHANGED and self.what % LINES_OF_A_SCHEME < self.other
        return self.kind == Kind.LISTING or lower or self.loses


def way_to(row):
    """The chain of triggers down to a row, the first cause first."""
    way = [row]
    while way[0].trigger:
        way.insert(0, way[0].trigger)
    return way


def story_of(row):
    """Turn, channel, origin and whether a complaint was recorded, by the definition."""
    way = way_to(row)
    above = [place for place, each in enumerate(way[:-1]) if each.falls]
    between = way[above[-1] + 1 :] if above else way
    complained = any(each.kind == Kind.COMPLAINT_RECORDED for each in between)
    if above:
        turn, channel, origin, _ = story_of(way[above[-1]])
    elif any(each.kind in BY_CONTACTS for each in between):
        first = next(place for place, each in enumerate(between) if each.kind in BY_CONTACTS)
        between = between[first:]
        turn, channel, origin = 1, Channel.NONE, way[0].person
    else:
        return 1, Channel.NONE, row.person, complained
    links = [link for place in range(len(between)) if (link := link_at(between, place)) is not None]
    return (turn + 1, links[-1], origin, complained) if links else (turn, channel, origin, complained)


def link_at(between, place):
    """By which link the way goes on at a row between two falls; None if it is no link."""
    here = between[place]
    if here.kind in BY_CONTACTS:
        return Channel.SOCIAL
    before = between[:place]
    since_contacts = max((n + 1 for n, each in enumerate(before) if each.kind in BY_CONTACTS), default=0)
    refusals = [each for each in before[since_contacts:] if each.kind == Kind.REFUSAL]
    if here.kind not in AFTER_DOORS or not refusals:
        return None
    if refusals[-1].stale:
        return Channel.STALE_COPY
    return Channel.REFUSAL if here.kind == Kind.JOB_LOST else Channel.HARDSHIP
