"""Luck: every random draw of a scorelab world, as a pure function.

A draw is a hash of (world seed, purpose, who, when, which). There is no generator
object and no stream, so nothing depends on the order in which draws are made: any
person-day can be recomputed alone, and two worlds that differ in one rule share all
their luck.

The functions below are plain Python on integers; the engine compiles these very
functions, so there is one definition of luck.

The mixing function is the 64-bit finaliser of SplitMix64 (Steele, Lea and Flood 2014,
"Fast splittable pseudorandom number generators", variant 13 of Stafford's mixers).
"""

from enum import IntEnum

from scorelab.compiled import shared, signed, unsigned

MASK = 0xFFFFFFFFFFFFFFFF
GOLDEN = 0x9E3779B97F4A7C15
MULTIPLIER_1 = 0xBF58476D1CE4E5B9
MULTIPLIER_2 = 0x94D049BB133111EB

CERTAIN = 1 << 32
"""A probability of one: probabilities are whole numbers of 2**-32."""


class Purpose(IntEnum):
    """The frozen registry of purposes.

    A number is never reused or changed: a world's luck depends on it. New purposes
    take new numbers. Numbers from 1000 on are candidates of an incident kind
    (1000 + kind) and from 2000 on wishes at a door (2000 + door number).
    """

    # population
    AGE = 1
    SEX = 2
    EDUCATION = 3
    INCOME = 4
    EMPLOYMENT = 5
    SETTLED = 6
    MINORITY = 7
    AWARENESS = 8
    ASSERTIVENESS = 9
    NAME = 10
    BIRTHDAY = 11
    CONDUCT = 12
    HOUSEHOLD = 13
    PARTNER = 14
    CHILD = 15
    ELDER = 16
    PLACE = 17
    RELATIVE = 18
    NEIGHBOUR = 19
    TEAM = 20
    FRIEND = 21
    LONG_FRIEND = 22
    GUARANTOR = 23
    REWIRE = 24
    VOICE = 25
    SALON = 26
    IN_APP = 27
    SEAT = 28
    # incidents and their way to court
    CANDIDATE_MARK = 40
    CLAIM = 41
    CLAIM_DELAY = 42
    SUM = 43
    CREDITOR = 44
    REPORTER = 45
    # the court
    SERVED = 60
    ABLE = 61
    CONDUCT_AT_DEADLINE = 62
    LATE_PAYMENT = 63
    BOOKING = 64
    LISTED = 65
    LISTING_DELAY = 66
    TERM = 67
    TERM_EXTENSION = 68
    GROUND = 69
    EXIT_ORDER = 70
    EXIT_ORDER_DELAY = 71
    REMOVAL_LAG = 72
    SETTLEMENT = 73
    PAYMENT_THRESHOLD = 74
    ABILITY_RECOGNISED = 75
    GUARANTEE = 76
    BACKLOG = 77
    # errors in records
    MISATTRIBUTED = 90
    MISATTRIBUTED_TO = 91
    CLERICAL = 92
    CLERICAL_DELAY = 93
    DUPLICATE = 94
    FABRICATED = 95
    STALE = 96
    # copies and contacts
    IMPORT_LAG = 110
    COPY_REMOVAL_LAG = 111
    LEARNING = 112
    DROPPING = 113
    # livelihood
    JOB_SEARCH = 130
    # redress
    NOTICE = 150
    COMPLAIN = 151
    COMPLAINT_DELAY = 152
    CHANNEL = 153
    SILENCE = 154
    VERDICT = 155
    WORK = 156
    ANSWER_DELAY = 157
    ESCALATE = 158
    RECORDED_AGAINST = 159
    CORRECTION_LAG = 160
    # safeguards
    OBEYED = 180
    CAUGHT = 181
    LIFTED_WRONGLY = 182
    AUDIT = 183
    ASKS_FOR_FILE = 184
    AGREES = 185
    LEAVES = 186
    # scripts
    CASTING = 200
    # schemes and what people answer to them
    ENROLMENT = 210
    WHICH_LINE = 211
    ENTRY_DELAY = 212
    LINE_POINTS = 213
    PLEDGE = 214
    PLEDGE_DELAY = 215
    IMPORT_GRADE_LAG = 216
    IMPORT_GRADE_STALE = 217
    LEARNING_STANDING = 218
    DROPPING_FOR_STANDING = 219
    LEARNING_PUNISHMENT = 220
    SEEKING = 221
    NEW_TIE = 222
    SALON_JOIN = 223
    PLACE_WISH = 224
    PLACE_LOT = 225
    REVIEW = 226
    NOTICED_ACT = 227
    TIE_CUTOFF = 228
    # a person's day
    HABIT = 230
    PLANNED_SUM = 231
    SPLIT = 232
    DAY_PLAN = 233
    SITE = 234
    REPERTOIRE = 235
    VISIT = 236
    SERVED_BY = 237
    PHONE = 238
    SAMPLED_POINT = 239
    # who sees a day
    DATA_FLOW = 240
    CONSENT = 241
    PAYMENT_WAY = 242
    SHOP_TAKES = 243
    ACCOUNT = 244
    PURPOSE_KEPT = 245
    CONSENT_ASKED = 246
    # experiments: draws outside all worlds
    ORDER_OF_MECHANISMS = 250
    SAMPLED_LINK = 251
    PRIOR = 252
    # worlds of other kinds than a society
    GROUP = 260
    PLACE_IN_CURVE = 261
    REPAYMENT = 262
    LOAN_LOT = 263
    CONTACT = 264
    PASSED_ON = 265
    SEATED = 266
    MOVING = 267
    # affairs, and operators who adopt a score
    WORK_AND_PAY = 280
    DECLARED = 281
    ANSWERED = 282
    SLIP = 283
    PICKED = 284
    CLAIMED_WHEN = 285
    BINDING_DECISION = 286
    MADE_GOOD = 287
    RECOVERED = 288
    OPERATOR = 290
    ASKS_FOR_SCORE = 291
    CLAUSE_KEPT = 292
    BREACH_FOUND = 293
    # lives
    DEATH = 300
    BIRTH = 301
    NEWBORN = 302
    GROWING_UP = 303
    HOUSE_MOVE = 304
    CHANGE_OF_WORK = 305
    # kept apart for tests: draws that decide nothing
    NOTHING = 255
    CANDIDATE = 1000
    WISH = 2000


@shared
def mix(bits: int) -> int:
    """Scramble 64 bits so that each output bit depends on every input bit."""
    bits = ((bits ^ (bits >> 30)) * MULTIPLIER_1) & MASK
    bits = ((bits ^ (bits >> 27)) * MULTIPLIER_2) & MASK
    return bits ^ (bits >> 31)


@shared
def draw(seed: int, purpose: int, who: int, when: int = 0, which: int = 0) -> int:
    """Return the 64 random bits of one draw.

    Parameters
    ----------
    seed : int
        The world's seed, 0 <= seed < 2**63.
    purpose : int
        A number of :class:`Purpose`.
    who, when, which : int
        The person, the time (a day, or a luck window) and whatever tells two draws of
        one person and time apart (a case, a counterparty); signed 64-bit integers.

    Returns
    -------
    int
        An unsigned 64-bit integer, uniform over all of them.
    """
    return draw_with(time_key(purpose_key(seed, purpose), who, when), which)


@shared
def purpose_key(seed: int, purpose: int) -> int:
    """The part of a draw that a world and a purpose share."""
    return mix(mix(unsigned(seed) ^ GOLDEN) ^ (unsigned(purpose) * GOLDEN & MASK))


@shared
def time_key(key: int, who: int, when: int) -> int:
    """The part of a draw that one person and time share, from a :func:`purpose_key`."""
    bits = mix(key ^ (unsigned(who) * MULTIPLIER_1 & MASK))
    return mix(bits ^ (unsigned(when) * MULTIPLIER_2 & MASK))


@shared
def draw_with(key: int, which: int) -> int:
    """The draw itself, from a :func:`time_key`."""
    return mix(key ^ (unsigned(which) * GOLDEN & MASK))


@shared
def happens(bits: int, probability: int) -> bool:
    """Whether a draw falls below a probability in units of 2**-32."""
    return signed(bits >> 32) < probability


@shared
def fraction(bits: int) -> int:
    """A draw as a whole number of 2**-32, uniform on [0, 2**32)."""
    return signed(bits >> 32)


@shared
def between(bits: int, low: int, high: int) -> int:
    """A whole number drawn evenly from low to high, both included.

    The span ``high - low`` must be below 2**31.
    """
    return low + ((signed(bits >> 33) * (high - low + 1)) >> 31)
