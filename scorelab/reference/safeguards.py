"""Whether a safeguard is kept, and whether its staff have time."""

from typing import Any

from scorelab.reference.world import World
from scorelab.rules import safeguards
from scorelab.rules.safeguards import Safeguard


def keeps(world: World, safeguard: Safeguard, luck: int) -> bool:
    """Whether officials keep a safeguard in this case today."""
    p = world.p
    name = {
        Safeguard.NOTICE_BEFORE_EFFECT: "notice_before_effect",
        Safeguard.REASONS: "reasons",
        Safeguard.CORRECTION_DEADLINE: "correction_deadline",
        Safeguard.CORRECTIONS_PROPAGATE: "corrections_propagate",
        Safeguard.HUMAN_REVIEW: "human_review",
        Safeguard.SUSPENDED_WHILE_CONTESTED: "suspended_while_contested",
        Safeguard.VERIFICATION: "verification_before_listing",
        Safeguard.RETENTION_LIMIT: "retention_limit",
        Safeguard.NO_PUBLICITY: "no_publicity",
        Safeguard.PROPORTIONALITY: "proportionality",
        Safeguard.NO_RECORD_OF_COMPLAINING: "no_record_of_complaining",
        Safeguard.CHILDREN_PROTECTED: "children_protected",
        Safeguard.AUDIT: "independent_audit",
        Safeguard.COMPENSATION: "compensation",
        Safeguard.ACCESS_TO_FILE: "access_to_file",
        Safeguard.NO_SOCIAL_COMPONENT: "no_social_component",
        Safeguard.PURPOSE_LIMITATION: "purpose_limitation",
        Safeguard.CONSENT_AND_EXIT: "consent_and_exit",
        Safeguard.RELATIVES_PROTECTED: "relatives_protected",
    }[safeguard]
    in_law = getattr(p, f"safeguard_{name}_in_law")
    obeyed = getattr(p, f"safeguard_{name}_obeyed")
    return safeguards.is_kept(in_law, obeyed, world.seed, safeguard, luck)


def is_limited(world: World, scheme: Any, operator: int, luck: int) -> bool:
    """Whether purpose limitation keeps a scheme's grade from another operator in this case."""
    return safeguards.is_other_purpose(scheme, operator) and keeps(world, Safeguard.PURPOSE_LIMITATION, luck)


def takes_place(world: World, safeguard: Safeguard) -> bool:
    """Whether the safeguard's staff have a place left today; takes it."""
    p = world.p
    staffed = {
        Safeguard.VERIFICATION: p.safeguard_verification_before_listing_staffed,
        Safeguard.HUMAN_REVIEW: p.safeguard_human_review_staffed,
        Safeguard.AUDIT: p.safeguard_independent_audit_staffed,
        Safeguard.ACCESS_TO_FILE: p.safeguard_access_to_file_staffed,
    }[safeguard]
    used = world.staff_used.get(safeguard, 0)
    if used >= safeguards.places_today(staffed, len(world.people), world.day - world.first_day):
        return False
    world.staff_used[safeguard] = used + 1
    return True


def review_rates(world: World, safeguard: Safeguard) -> tuple[int, int]:
    """Chances that a reviewer finds a wrong record, and lifts a right one."""
    p = world.p
    if safeguard == Safeguard.VERIFICATION:
        return (
            p.safeguard_verification_before_listing_finds_wrong,
            p.safeguard_verification_before_listing_lifts_right,
        )
    if safeguard == Safeguard.HUMAN_REVIEW:
        return p.safeguard_human_review_finds_wrong, p.safeguard_human_review_lifts_right
    return p.safeguard_independent_audit_finds_wrong, p.safeguard_independent_audit_lifts_right
