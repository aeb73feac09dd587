"""Municipal points: doubled repeats, caps, fixed grades, repair.

Source of the rules' form: Measures for Members-of-Society Credit Points and Credit
Assessment, Wendeng District, Weihai (in force 1 January 2020), Arts 8-20. All points
are tenths.
"""

from typing import Any

from scorelab.compiled import shared
from scorelab.luck import Purpose, between, draw, happens

NO_GRADE = -1
YEAR = 365
PLEDGE_LIFTS = 2


@shared
def nominal_points(p: Any, line: Any, points: int, repeats: int, this_year: int) -> int:
    """Points of an entry: doubled if the same line counts already (Art. 18), up to a line's yearly cap.

    Parameters
    ----------
    points : int
        The line's own points.
    repeats : int
        Entries of the same line that count now.
    this_year : int
        Points that entries of the same line brought within the last 365 days.
    """
    if points < 0 and repeats > 0 and line.repeat and p.mechanism_repeats_doubled:
        points *= 2
    if line.cap > 0:
        left = max(line.cap - abs(this_year), 0)
        points = min(points, left) if points > 0 else max(points, -left)
    return points


@shared
def is_held_back(points: int, fixed: int) -> bool:
    """Whether an entry is noted only: additions change nothing while a grade is fixed (Art. 17)."""
    return points > 0 and fixed != NO_GRADE


@shared
def points_score(scheme: Any, grades: Any, points: int, held: int, fixed: int) -> int:
    """The score: points in force, within the scheme's range, and no more than a fixed grade leaves.

    Parameters
    ----------
    points : int
        Start and all entries that count, additions held back included.
    held : int
        Additions held back while a grade is fixed.
    fixed : int
        Rank of the worst fixed grade, -1 if none.
    """
    score = min(max(points - held, scheme.lowest), scheme.highest)
    if fixed != NO_GRADE:
        score = min(score, grades[scheme.first_grade + fixed].falls_to)
    return score


@shared
def rank_of_score(scheme: Any, grades: Any, score: int) -> int:
    """The rank of a score's grade, from 0, the lowest."""
    rank = 0
    for place in range(1, scheme.grade_count):
        if score >= grades[scheme.first_grade + place].from_:
            rank = place
    return rank


@shared
def repaired_grade(grade: int, by_pledge: int) -> int:
    """The rank that stays fixed after a repair, -1 if points take its place (Art. 19).

    A petitioner's pledge lifts the lowest grade, D, to B; all else is replaced by points.
    """
    return grade + PLEDGE_LIFTS if by_pledge and grade == 0 else NO_GRADE


@shared
def signs_pledge(scheme: Any, seed: int, person: int, luck: int) -> bool:
    """Whether somebody with a fixed grade signs the pledge that repairs it (Art. 19)."""
    return happens(draw(seed, Purpose.PLEDGE, person, scheme.number, luck), scheme.pledge)


@shared
def pledge_delay(scheme: Any, seed: int, person: int, luck: int) -> int:
    """Days from the entry to the pledge, at least one."""
    bits = draw(seed, Purpose.PLEDGE_DELAY, person, scheme.number, luck)
    return max(between(bits, scheme.pledge_days_low, scheme.pledge_days_high), 1)
