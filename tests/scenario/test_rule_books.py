"""Rule books: which numbers hold when, in both forms."""

from datetime import date

import numpy as np
import pytest

from scorelab.luck import CERTAIN
from scorelab.scenario.calendar import day_of
from scorelab.scenario.compile import rule_books
from scorelab.scenario.load import load, names

REFORM = date(2017, 5, 1)


def on(books, day):
    return [book for book in books if book.from_day <= day][-1].reader()


@pytest.mark.parametrize("name", ["court-list-2013", "court-list-2023"])
def test_the_rules_of_2013_and_2017_are_one_scenario(name):
    scenario = load(name)
    reform = day_of(date.fromisoformat(scenario.time.start), REFORM)
    books = rule_books(scenario)
    before, after = on(books, reform - 1).p, on(books, reform).p
    assert (before.court_term_days, before.court_removal_working_days) == (0, 0)
    assert (after.court_term_days, after.court_removal_working_days) == (730, 3)
    assert (before.safeguard_correction_deadline_in_law, after.safeguard_correction_deadline_in_law) == (0, 1)
    differing = {key for key, value in vars(after).items() if vars(before)[key] != value}
    assert differing == {
        "court_term_days", "court_removal_working_days", "safeguard_correction_deadline_in_law",
    }  # fmt: skip


def test_the_first_book_holds_from_the_start_of_the_opening():
    scenario = load("court-list-2023")
    start = date.fromisoformat(scenario.time.start)
    opening = start.replace(year=start.year - scenario.time.opening_years)
    assert rule_books(scenario)[0].from_day == (opening - start).days


def test_changes_outside_the_simulated_time_make_no_book():
    scenario = load("court-list-2023", {"time.opening_years": "2"})
    assert [book.from_day for book in rule_books(scenario)] == [-730]
    assert on(rule_books(scenario), 0).p.court_term_days == 730


@pytest.mark.parametrize("name", names())
def test_both_forms_hold_the_same_numbers_under_the_same_names(name):
    for book in rule_books(load(name)):
        arrays, objects = book.engine(), book.reader()
        assert arrays._fields == objects._fields
        pairs = [(arrays.p, (objects.p,)), *zip(arrays[1:], objects[1:], strict=True)]
        for table, rows in pairs:
            assert table.shape == (len(rows),)
            for record, row in zip(table, rows, strict=True):
                assert set(table.dtype.names) == set(vars(row))
                for key, value in vars(row).items():
                    assert record[key].dtype == np.int64
                    assert np.array_equal(record[key], value)


def test_numbers_are_whole_in_their_units():
    scenario = load(
        "blank", {"court.listed": "0.25", "doors.flight.per_year": "36.525", "doors.flight.cost": "1.5"}
    )
    rules = rule_books(scenario)[0].reader()
    assert rules.p.court_listed * 4 == CERTAIN
    assert rules.doors[0].per_year == 10**8
    assert rules.doors[0].cost == 150
    assert rules.p.court_list_from == (date(2013, 10, 1) - date(2023, 1, 1)).days


def test_codes_follow_the_documented_order():
    scenario = load("blank", {"doors.flight.says": "nothing", "doors.flight.shut_by": "never"})
    doors = {
        row.name: code
        for row, code in zip(scenario.doors, rule_books(scenario)[0].reader().doors, strict=True)
    }
    assert (doors["flight"].says, doors["flight"].shut_by) == (0, 0)
    assert doors["leaving_the_country"].shut_by == 2
    assert doors["management_post"].asked_by == 1
    assert doors["private_school"].asked_by == 2
    assert doors["management_post"].job_lost == 1
    operators = [operator.name for operator in scenario.operators]
    for row in scenario.doors:
        assert operators[doors[row.name].operator] == row.operator


def reformed(tmp_path, text):
    path = tmp_path / "reform.yaml"
    path.write_text(f"extends: court-list-2023\ninterventions:\n{text}", encoding="utf-8")
    return load(path)


def test_an_intervention_holds_from_its_date_on(tmp_path):
    scenario = reformed(
        tmp_path,
        "  - name: reasons\n"
        "    from: 2023-03-01\n"
        "    set: {safeguards.reasons.in_law: true, doors.flight.says: that}\n",
    )
    books = rule_books(scenario)
    day = day_of(date(2023, 1, 1), date(2023, 3, 1))
    assert day in [book.from_day for book in books]
    assert (on(books, day - 1).p.safeguard_reasons_in_law, on(books, day).p.safeguard_reasons_in_law) == (
        0,
        1,
    )
    assert (on(books, day - 1).doors[0].says, on(books, day).doors[0].says) == (2, 1)


def test_of_two_interventions_the_later_wins(tmp_path):
    scenario = reformed(
        tmp_path,
        "  - {name: second, from: 2023-06-01, set: {court.listed: 0.2}}\n"
        "  - {name: first, from: 2023-02-01, set: {court.listed: 0.1}}\n",
    )
    books = rule_books(scenario)
    assert on(books, 31).p.court_listed == round(CERTAIN * 0.1)
    assert on(books, 364).p.court_listed == round(CERTAIN * 0.2)


def test_an_intervention_outlasts_later_dated_values(tmp_path):
    scenario = reformed(tmp_path, "  - {name: early, from: 2015-01-01, set: {court.term_days: 365}}\n")
    books = rule_books(scenario)
    assert on(books, 0).p.court_term_days == 365
    assert on(books, 0).p.court_removal_working_days == 3


def test_an_intervention_that_changes_nothing_makes_no_book(tmp_path):
    same = load("court-list-2023").court.listed.value
    scenario = reformed(tmp_path, f"  - {{name: same, from: 2023-03-01, set: {{court.listed: {same}}}}}\n")
    assert rule_books(scenario) == rule_books(load("court-list-2023"))
