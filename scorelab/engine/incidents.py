"""Incidents (compare reference/incidents.py)."""

from typing import Any

from scorelab.agenda import Due
from scorelab.compiled import shared
from scorelab.engine.attention import count_relatives_payment
from scorelab.engine.court import open_case
from scorelab.engine.keeping import fear_of, felt_hardship_of, open_life, raise_hardship
from scorelab.engine.layout import DAY, NONE, PEOPLE, SEED, TROUBLED
from scorelab.engine.ledger import appoint, write
from scorelab.engine.schemes import record_act
from scorelab.engine.standing import is_scored
from scorelab.journal import LUCK, ErrorKind, Kind, Phase
from scorelab.luck import Purpose, between, draw
from scorelab.rules import conduct, incidents, lines, records
from scorelab.rules.hardship import felt, hardship_left
from scorelab.rules.incidents import IncidentKind
from scorelab.rules.lives import is_gone

INCIDENTS = Phase.INCIDENTS.value


@shared
def comes_true(
    p: Any, row: Any, person: Any, life: Any, seed: int, day: int, number: int, kind: int, height: int
) -> bool:
    """Whether a candidate would happen if nobody held back, and punishment provoked everybody."""
    if is_gone(person.birthday):
        return False
    rest = incidents.rest_rate(
        row, incidents.conduct(seed, number, kind), incidents.age_this_month(person.birthday, day), person.sex
    )
    hardship = felt(p, hardship_left(p, life.hardship, life.hardship_day, day))
    rate = incidents.current_rate(row, rest, person.out_of_work, hardship)
    if height >= incidents.provoked_rate(row, incidents.with_prior(row, rate, life.prior_row != 0), 1):
        return False
    if not conduct.can_befall(row, person.employed, person.manager):
        return False
    return kind != IncidentKind.JOB_LOST.value or (person.employed and not person.out_of_work)


@shared
def is_held_back(w: Any, p: Any, row: Any, number: int, kind: int, rate: int, height: int) -> bool:
    """Whether fear silences a post, or awareness of a scheme prevents an offence: a row says so."""
    person = w.people[number]
    if row.speech and height >= conduct.written_rate(p, row, rate, fear_of(w, p, person)):
        write(w, INCIDENTS, number, Kind.POST_WITHHELD.value, kind, 0, NONE, 0, w.lives[person.life].fear_row)
        return True
    if row.deterred and height >= conduct.committed_rate(p, row, rate, person.aware, is_scored(w, number)):
        write(w, INCIDENTS, number, Kind.OFFENCE_PREVENTED.value, kind, 0, NONE, 0, LUCK)
        return True
    return False


@shared
def happen(w: Any, book: int, number: int, mark: int, height: int) -> None:
    """Write an incident that comes true, and what follows from it."""
    now = w.numbers
    seed, day = now[SEED], now[DAY]
    kind = mark >> 16
    p, row, person = w.p[book], w.incidents[book, kind - 1], w.people[number]
    multiplier = incidents.conduct(seed, number, kind)
    rest = incidents.rest_rate(row, multiplier, incidents.age_this_month(person.birthday, day), person.sex)
    without_prior = incidents.current_rate(row, rest, person.out_of_work, felt_hardship_of(w, p, person))
    life = w.lives[person.life]
    calm = incidents.with_prior(row, without_prior, life.prior_row != 0)
    rate = calm
    if row.provoked != 0 and person.aware and is_scored(w, number):
        rate = incidents.provoked_rate(row, calm, 1)
    if height >= rate:
        return
    if is_held_back(w, p, row, number, kind, rate, height):
        return
    cause = life.prior_row
    if height < rest or height >= calm:
        cause = LUCK
    elif height < incidents.current_rate(row, rest, person.out_of_work, 0):
        cause = life.job_row
    elif height < without_prior:
        cause = life.hardship_row
    luck = draw(seed, Purpose.CANDIDATE_MARK, number, day, mark) >> 1
    if kind == IncidentKind.MALICIOUS_REPORT.value:
        report_falsely(w, book, row, number, luck, cause)
        return
    to_court = incidents.reaches_court(row, seed, number, luck)
    if day < 0 and not to_court:
        return
    incident = write(w, INCIDENTS, number, Kind.INCIDENT.value, kind, 0, NONE, 0, cause)
    record_act(w, book, number, kind, luck, incident, lines.EVERY_OPERATOR)
    if kind == IncidentKind.JOB_LOST.value:
        appoint(w, day + 1, Due.LOSE_JOB.value, number, 0, 0, incident)
    elif kind == IncidentKind.LOAN_MISSED_LARGE.value:
        count_relatives_payment(w, book, number, incident)
    elif kind == IncidentKind.DETENTION.value or kind == IncidentKind.CRIME.value:
        w.lives[open_life(w, number)].prior_row = incident
        w.marks[number] |= TROUBLED
        if kind == IncidentKind.DETENTION.value:
            raise_hardship(w, p, number, p.livelihood_detention, incident)
    if to_court:
        sue(w, row, number, kind, luck, incident, 1)


@shared
def report_falsely(w: Any, book: int, row: Any, number: int, luck: int, cause: int) -> None:
    """Somebody reports an invented debt; it may be believed."""
    now = w.numbers
    believed = records.is_believed(w.p[book], now[SEED], number, luck)
    if now[DAY] < 0 and not believed:
        return
    reporter = NONE
    first, after = w.tie_start[number], w.tie_start[number + 1]
    if after > first:
        bits = draw(now[SEED], Purpose.REPORTER, number, 0, luck)
        reporter = w.tie_contact[first + between(bits, 0, after - first - 1)]
        if not incidents.is_of_day_0(w.people[reporter].birthday):
            reporter = NONE
    kind = IncidentKind.MALICIOUS_REPORT.value
    incident = write(w, INCIDENTS, number, Kind.INCIDENT.value, kind, 0, reporter, 0, cause)
    record_act(w, book, number, kind, luck, incident, lines.EVERY_OPERATOR)
    if believed:
        error = write(
            w, INCIDENTS, number, Kind.RECORD_ERROR.value, ErrorKind.FABRICATED.value, 0, NONE, 0, incident
        )
        sue(w, row, number, kind, luck, error, 0)


@shared
def sue(w: Any, row: Any, number: int, kind: int, luck: int, origin: int, owed: int) -> None:
    """File the suit; the judgment comes later."""
    now = w.numbers
    seed, day = now[SEED], now[DAY]
    creditor = between(draw(seed, Purpose.CREDITOR, number, 0, luck), 0, now[PEOPLE] - 1)
    if creditor == number or not incidents.is_adult(w.people[creditor].birthday, day):
        creditor = NONE
    due = incidents.sum_due(row, seed, number, luck)
    index = open_case(w, number, creditor, kind, due, luck, origin, owed)
    appoint(w, day + incidents.judgment_delay(row, seed, number, luck), Due.JUDGE.value, number, index, 0, 0)
