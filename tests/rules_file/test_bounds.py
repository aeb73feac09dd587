"""What stands in a rule's place: the user's function, held within what the model relies on."""

import pytest

from scorelab.compiled import shared
from scorelab.compiler import njit
from scorelab.luck import Purpose
from scorelab.rules.hardship import HARDSHIP_MOST
from scorelab.rules.replaceable import REPLACEABLE
from scorelab.user_rules.force import held_within_bounds


def answer(law):
    """Functions that stand in the place of rules, with a law of the right number of arguments."""
    return lambda name: held_within_bounds(REPLACEABLE[name], law(len(REPLACEABLE[name].parameters)))


def law_of(result):
    """A law that gives the same whatever its arguments are."""

    def of(count):
        names = ", ".join(f"a{number}" for number in range(count))
        known = {}
        exec(f"def law({names}):\n    return {result}\n", known)
        return shared(known["law"])

    return of


@pytest.mark.parametrize(
    ("name", "result", "arguments", "expected"),
    [
        ("hardship.raised", -7, (3, 4), 0),
        ("hardship.raised", 10**9, (3, 4), HARDSHIP_MOST),
        ("hardship.raised", 50, (3, 4), 50),
        ("points.is_held_back", 9, (1, 1), 1),
        ("points.is_held_back", -9, (1, 1), 1),
        ("points.is_held_back", 0, (1, 1), 0),
    ],
)
def test_results_are_held_within_bounds_by_both_models(name, result, arguments, expected):
    rule = answer(law_of(result))(name)
    compiled = njit(lambda one, other: rule(one, other))
    assert rule(*arguments) == compiled(*arguments) == expected


class Row:
    """A row of the rule book."""

    out_of_work = hardship = prior = 2000
    hazards = provoked = 0


def test_bounds_may_hang_on_arguments():
    rule = answer(law_of(10**9))("incidents.current_rate")
    assert rule(Row, 700, 0, 0) == 700
    assert 700 < rule(Row, 700, 1, 0) < 10**9
    assert answer(law_of(800))("incidents.current_rate")(Row, 700, 0, 5) == 800
    assert answer(law_of(800))("conduct.written_rate")(Row, Row, 700, 5) == 700


def test_a_law_sees_plain_numbers():
    seen = []

    def law(one, other):
        seen.extend([one, other])
        return one == other

    held_within_bounds(REPLACEABLE["points.is_held_back"], law)(True, Purpose.DROPPING)
    assert [type(number) for number in seen] == [int, int]

    @shared
    def adds(one, other):
        return one + 2 * other == 3

    rule = held_within_bounds(REPLACEABLE["points.is_held_back"], adds)
    assert njit(lambda: rule(True, True))()
    assert njit(lambda: rule(-223, Purpose.DROPPING))()
