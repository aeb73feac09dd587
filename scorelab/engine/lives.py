"""Livelihood (compare reference/livelihood.py)."""

from typing import Any

from scorelab.agenda import Due
from scorelab.compiled import shared
from scorelab.engine.keeping import hardship_row_of, open_life, raise_hardship
from scorelab.engine.layout import DAY, ENROLLED, NONE, SCHEMES, SEED, TO_UPDATE, TROUBLED, UNSETTLED
from scorelab.engine.ledger import appoint, contribute_two, write
from scorelab.journal import Kind, Phase
from scorelab.luck import Purpose, between, draw

LIVELIHOOD = Phase.LIVELIHOOD.value


@shared
def unsettle(w: Any, number: int) -> None:
    """Let platforms look at the person's capacity when they next update."""
    for index in range(w.numbers[SCHEMES]):
        if w.standings[number, index].flags & ENROLLED:
            w.standings[number, index].flags |= UNSETTLED
            w.marks[number] |= TO_UPDATE


@shared
def lose_job(w: Any, p: Any, number: int, cause: int) -> None:
    """Lose the job, and begin to search."""
    person = w.people[number]
    if person.out_of_work:
        return
    earlier = hardship_row_of(w, p, person)
    row = write(w, LIVELIHOOD, number, Kind.JOB_LOST.value, 0, 0, NONE, 0, cause)
    contribute_two(w, row, earlier, 0)
    person.out_of_work = 1
    w.marks[number] |= TROUBLED
    life = w.lives[open_life(w, number)]
    life.job_row = row
    unsettle(w, number)
    raise_hardship(w, p, number, p.livelihood_job_lost, row)
    life.job_search += 1
    day = w.numbers[DAY]
    bits = draw(w.numbers[SEED], Purpose.JOB_SEARCH, number, life.job_search, 0)
    days = between(bits, p.livelihood_search_days_low, p.livelihood_search_days_high)
    appoint(w, day + max(days, 1), Due.FIND_JOB.value, number, 0, 0, row)
    appoint(w, day + 30, Due.MONTH_OUT_OF_WORK.value, number, 0, life.job_search, 0)


@shared
def find_job(w: Any, number: int, cause: int) -> None:
    """Find work again."""
    row = write(w, LIVELIHOOD, number, Kind.JOB_FOUND.value, 0, 0, NONE, 0, cause)
    w.lives[open_life(w, number)].job_row = row
    w.people[number].out_of_work = 0
    unsettle(w, number)


@shared
def month_out_of_work(w: Any, p: Any, number: int, search: int) -> None:
    """Another month without wages."""
    person = w.people[number]
    life = w.lives[person.life]
    if person.out_of_work and life.job_search == search:
        # Hardship that is still felt keeps its latest row: that row's contributors lead back to the lost job.
        felt = hardship_row_of(w, p, person)
        cause = felt if felt != 0 else life.job_row
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
