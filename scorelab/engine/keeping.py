"""Whether a safeguard is kept, and whether its staff have time; hardship and fear."""

from typing import Any

from scorelab.compiled import shared
from scorelab.engine.layout import DAY, FIRST_DAY, LIVES, NONE, PEOPLE, SEED, TROUBLED
from scorelab.engine.ledger import next_place
from scorelab.rules import safeguards
from scorelab.rules.hardship import felt, hardship_left, hardship_now, raised, weight_of_blow
from scorelab.rules.safeguards import Safeguard

NOTICE_BEFORE_EFFECT = Safeguard.NOTICE_BEFORE_EFFECT.value
REASONS = Safeguard.REASONS.value
CORRECTION_DEADLINE = Safeguard.CORRECTION_DEADLINE.value
CORRECTIONS_PROPAGATE = Safeguard.CORRECTIONS_PROPAGATE.value
HUMAN_REVIEW = Safeguard.HUMAN_REVIEW.value
SUSPENDED_WHILE_CONTESTED = Safeguard.SUSPENDED_WHILE_CONTESTED.value
VERIFICATION = Safeguard.VERIFICATION.value
RETENTION_LIMIT = Safeguard.RETENTION_LIMIT.value
NO_PUBLICITY = Safeguard.NO_PUBLICITY.value
PROPORTIONALITY = Safeguard.PROPORTIONALITY.value
NO_RECORD_OF_COMPLAINING = Safeguard.NO_RECORD_OF_COMPLAINING.value
CHILDREN_PROTECTED = Safeguard.CHILDREN_PROTECTED.value
AUDIT = Safeguard.AUDIT.value
COMPENSATION = Safeguard.COMPENSATION.value
ACCESS_TO_FILE = Safeguard.ACCESS_TO_FILE.value
NO_SOCIAL_COMPONENT = Safeguard.NO_SOCIAL_COMPONENT.value
PURPOSE_LIMITATION = Safeguard.PURPOSE_LIMITATION.value
CONSENT_AND_EXIT = Safeguard.CONSENT_AND_EXIT.value
RELATIVES_PROTECTED = Safeguard.RELATIVES_PROTECTED.value


@shared
def in_law_and_obeyed(p: Any, safeguard: int) -> tuple[int, int]:
    """Two dials of a safeguard: in law, and the share of cases in which it is kept."""
    if safeguard == NOTICE_BEFORE_EFFECT:
        return p.safeguard_notice_before_effect_in_law, p.safeguard_notice_before_effect_obeyed
    if safeguard == REASONS:
        return p.safeguard_reasons_in_law, p.safeguard_reasons_obeyed
    if safeguard == CORRECTION_DEADLINE:
        return p.safeguard_correction_deadline_in_law, p.safeguard_correction_deadline_obeyed
    if safeguard == CORRECTIONS_PROPAGATE:
        return p.safeguard_corrections_propagate_in_law, p.safeguard_corrections_propagate_obeyed
    if safeguard == HUMAN_REVIEW:
        return p.safeguard_human_review_in_law, p.safeguard_human_review_obeyed
    if safeguard == SUSPENDED_WHILE_CONTESTED:
        return p.safeguard_suspended_while_contested_in_law, p.safeguard_suspended_while_contested_obeyed
    if safeguard == VERIFICATION:
        return p.safeguard_verification_before_listing_in_law, p.safeguard_verification_before_listing_obeyed
    if safeguard == RETENTION_LIMIT:
        return p.safeguard_retention_limit_in_law, p.safeguard_retention_limit_obeyed
    if safeguard == NO_PUBLICITY:
        return p.safeguard_no_publicity_in_law, p.safeguard_no_publicity_obeyed
    if safeguard == PROPORTIONALITY:
        return p.safeguard_proportionality_in_law, p.safeguard_proportionality_obeyed
    if safeguard == NO_RECORD_OF_COMPLAINING:
        return p.safeguard_no_record_of_complaining_in_law, p.safeguard_no_record_of_complaining_obeyed
    if safeguard == CHILDREN_PROTECTED:
        return p.safeguard_children_protected_in_law, p.safeguard_children_protected_obeyed
    if safeguard == AUDIT:
        return p.safeguard_independent_audit_in_law, p.safeguard_independent_audit_obeyed
    if safeguard == COMPENSATION:
        return p.safeguard_compensation_in_law, p.safeguard_compensation_obeyed
    return of_schemes(p, safeguard)


@shared
def of_schemes(p: Any, safeguard: int) -> tuple[int, int]:
    """The same of safeguards that act on schemes, and on what people may learn of them."""
    if safeguard == ACCESS_TO_FILE:
        return p.safeguard_access_to_file_in_law, p.safeguard_access_to_file_obeyed
    if safeguard == NO_SOCIAL_COMPONENT:
        return p.safeguard_no_social_component_in_law, p.safeguard_no_social_component_obeyed
    if safeguard == PURPOSE_LIMITATION:
        return p.safeguard_purpose_limitation_in_law, p.safeguard_purpose_limitation_obeyed
    if safeguard == CONSENT_AND_EXIT:
        return p.safeguard_consent_and_exit_in_law, p.safeguard_consent_and_exit_obeyed
    return p.safeguard_relatives_protected_in_law, p.safeguard_relatives_protected_obeyed


@shared
def keeps(w: Any, p: Any, safeguard: int, luck: int) -> bool:
    """Whether officials keep a safeguard in this case today."""
    in_law, obeyed = in_law_and_obeyed(p, safeguard)
    return safeguards.is_kept(in_law, obeyed, w.numbers[SEED], safeguard, luck)


@shared
def is_limited(w: Any, p: Any, scheme: Any, operator: int, luck: int) -> bool:
    """Whether purpose limitation keeps a scheme's grade from another operator in this case."""
    return safeguards.is_other_purpose(scheme, operator) and keeps(w, p, PURPOSE_LIMITATION, luck)


@shared
def takes_place(w: Any, safeguard: int, staffed: int) -> bool:
    """Whether the safeguard's staff have a place left today; takes it."""
    now = w.numbers
    staff = w.staff[safeguard]
    if staff.used >= safeguards.places_today(staffed, now[PEOPLE], now[DAY] - now[FIRST_DAY]):
        return False
    staff.used += 1
    return True


@shared
def open_life(w: Any, number: int) -> int:
    """The place of what happened to a person, from the first thing on."""
    person = w.people[number]
    if person.life == 0:
        person.life = next_place(w.numbers, LIVES, len(w.lives))
        w.lives[person.life].new_ties = NONE
        w.lives[person.life].exit_case = NONE
    return person.life


@shared
def hardship_of(w: Any, p: Any, person: Any) -> int:
    """A person's hardship today, in thousandths of a point."""
    life = w.lives[person.life]
    return hardship_left(p, life.hardship, life.hardship_day, w.numbers[DAY])


@shared
def hardship_row_of(w: Any, p: Any, person: Any) -> int:
    """The row that last raised the person's hardship, as long as any is felt; else 0."""
    return w.lives[person.life].hardship_row if hardship_of(w, p, person) > 0 else 0


@shared
def felt_hardship_of(w: Any, p: Any, person: Any) -> int:
    """Hardship as far as it feeds back."""
    return felt(p, hardship_of(w, p, person))


@shared
def raise_hardship(w: Any, p: Any, number: int, points: int, cause: int) -> None:
    """Let a blow fall."""
    if points != 0:
        w.marks[number] |= TROUBLED
        life = w.lives[open_life(w, number)]
        before = hardship_of(w, p, w.people[number])
        life.hardship = raised(before, weight_of_blow(p, before, points))
        life.hardship_day = w.numbers[DAY]
        life.hardship_row = cause


@shared
def fear_of(w: Any, p: Any, person: Any) -> int:
    """A person's fear today: it fades as hardship does."""
    life = w.lives[person.life]
    return hardship_now(life.fear, life.fear_day, w.numbers[DAY], p.conduct_fear_half_life)


@shared
def raise_fear(w: Any, p: Any, number: int, cause: int) -> None:
    """Let a punishment frighten."""
    if p.conduct_punishment_seen != 0:
        life = w.lives[open_life(w, number)]
        life.fear = raised(fear_of(w, p, w.people[number]), p.conduct_punishment_seen)
        life.fear_day = w.numbers[DAY]
        life.fear_row = cause
