"""The digest of a world: equal worlds have equal digests, whatever the order of writing.

Each row of the journal, each contributor and each (person, field, value) of the final
state that is not 0 is hashed; the digest is the pair of sums of two such hashes, each modulo 2**64.
"""

from scorelab.compiled import shared, unsigned
from scorelab.luck import GOLDEN, MASK, MULTIPLIER_1, MULTIPLIER_2, mix

STATE_FIELDS = (
    "listed",
    "copies",
    "hardship",
    "hardship_day",
    "out_of_work",
    "held_against",
    "ties_lost",
    "exit_order",
    "fear",
    "score_0",
    "score_1",
    "score_2",
    "score_3",
)
"""The final state of a person that enters the digest, in order; scores are those of the schemes in order,
0 where somebody is not enrolled."""

SALTS = (0x5CA1AB1E0DDBA11D, 0x0DDC0FFEEBADF00D)


@shared
def absorb(bits: int, value: int) -> int:
    """Mix one more number into a hash."""
    return mix(bits ^ (unsigned(value) * GOLDEN & MASK))


@shared
def hash_row(
    salt: int, row: int, kind: int, what: int, truth: int, other: int, amount: int, trigger: int
) -> int:
    """Hash of one row of the journal."""
    bits = absorb(unsigned(salt), row)
    bits = absorb(bits, kind << 40 | (what & 0xFFFF) << 8 | truth)
    bits = absorb(bits, other)
    bits = absorb(bits, amount)
    return absorb(bits, trigger)


@shared
def hash_cause(salt: int, row: int, cause: int, share: int) -> int:
    """Hash of one contributor."""
    bits = absorb(unsigned(salt) ^ MULTIPLIER_1, row)
    return absorb(absorb(bits, cause), share)


@shared
def hash_state(salt: int, person: int, field: int, value: int) -> int:
    """Hash of one field of a person's final state."""
    bits = absorb(unsigned(salt) ^ MULTIPLIER_2, person)
    return absorb(absorb(bits, field), value)


def digest_text(first: int, second: int) -> str:
    """The digest as 32 hexadecimal digits."""
    return f"{first & MASK:016x}{second & MASK:016x}"
