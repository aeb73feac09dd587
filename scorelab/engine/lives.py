"""Phases 6 and 7: contacts and livelihood (compare reference/contacts.py and reference/livelihood.py)."""

from typing import Any

from scorelab.agenda import Due
from scorelab.compiled import shared
from scorelab.engine.keeping import NO_PUBLICITY, hardship_of, keeps, raise_hardship
from scorelab.engine.ledger import appoint, contribute_two, write
from scorelab.engine.state import DAY, DROPPED, NONE, SEED
from scorelab.journal import Kind, Phase
from scorelab.luck import Purpose, between, draw
from scorelab.rules import contacts

CONTACTS = Phase.CONTACTS.value
LIVELIHOOD = Phase.LIVELIHOOD.value


@shared
def tie_between(w: Any, one: int, other: int) -> int:
    """Where one side of a tie is kept; -1 if there is none or it has been dropped."""
    for tie in range(w.tie_start[one], w.tie_start[one + 1]):
        if w.tie_contact[tie] == other:
            return tie if w.tie_layer[tie] < DROPPED else NONE
    return NONE


@shared
def learn(w: Any, p: Any, layer: Any, number: int, this: int, index: int) -> None:
    """A contact learns of a listing, and may drop the tie, quietly."""
    listing = w.listings[this]
    if not listing.active or not p.mechanism_public_list:
        return
    tie = tie_between(w, number, listing.person)
    if tie == NONE or keeps(w, p, NO_PUBLICITY, listing.luck):
        return
    row = write(w, CONTACTS, number, Kind.LEARNED.value, index, 0, listing.person, 0, listing.row)
    if contacts.drops_tie(p, layer, w.numbers[SEED], number, listing.luck):
        w.tie_layer[tie] |= DROPPED
        w.tie_layer[tie_between(w, listing.person, number)] |= DROPPED
        w.people[number].ties_lost += 1
        w.people[listing.person].ties_lost += 1
        write(w, CONTACTS, number, Kind.TIE_LOST.value, index, 0, listing.person, 0, row)


@shared
def lose_job(w: Any, p: Any, number: int, cause: int) -> None:
    """Lose the job, and begin to search."""
    person = w.people[number]
    if person.out_of_work:
        return
    earlier = person.hardship_row if hardship_of(w, p, person) > 0 else 0
    row = write(w, LIVELIHOOD, number, Kind.JOB_LOST.value, 0, 0, NONE, 0, cause)
    contribute_two(w, row, earlier, 0)
    person.out_of_work = 1
    w.troubled[number] = 1
    person.job_row = row
    raise_hardship(w, p, number, p.livelihood_job_lost, row)
    person.job_search += 1
    day = w.numbers[DAY]
    bits = draw(w.numbers[SEED], Purpose.JOB_SEARCH, number, person.job_search, 0)
    days = between(bits, p.livelihood_search_days_low, p.livelihood_search_days_high)
    appoint(w, day + max(days, 1), Due.FIND_JOB.value, number, 0, 0, row)
    appoint(w, day + 30, Due.MONTH_OUT_OF_WORK.value, number, 0, person.job_search, 0)


@shared
def find_job(w: Any, number: int, cause: int) -> None:
    """Find work again."""
    write(w, LIVELIHOOD, number, Kind.JOB_FOUND.value, 0, 0, NONE, 0, cause)
    w.people[number].out_of_work = 0


@shared
def month_out_of_work(w: Any, p: Any, number: int, search: int) -> None:
    """Another month without wages."""
    person = w.people[number]
    if person.out_of_work and person.job_search == search:
        # Hardship that is still felt keeps its latest row: that row's contributors lead back to the lost job.
        cause = person.hardship_row if hardship_of(w, p, person) > 0 else person.job_row
        raise_hardship(w, p, number, p.livelihood_out_of_work_month, cause)
        appoint(w, w.numbers[DAY] + 30, Due.MONTH_OUT_OF_WORK.value, number, 0, search, 0)


@shared
def begin_search(w: Any, p: Any, number: int) -> None:
    """Those who open the world out of work are in the middle of their search."""
    seed = w.numbers[SEED]
    bits = draw(seed, Purpose.JOB_SEARCH, number, 0, 0)
    day = between(bits, 1, max(p.livelihood_search_days_high, 1))
    appoint(w, day, Due.FIND_JOB.value, number, 0, 0, 0)
    month = between(draw(seed, Purpose.JOB_SEARCH, number, 0, 1), 1, 30)
    appoint(w, month, Due.MONTH_OUT_OF_WORK.value, number, 0, 0, 0)
