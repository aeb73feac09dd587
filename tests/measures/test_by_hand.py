"""Measures of a small society whose every value is worked out here by hand."""

from datetime import date

import pytest

from scorelab.journal import Answer, Ending, Kind, PaymentKind, Truth
from scorelab.measures import MEASURES, Events, Facts, Figure, breakdown, by_day, by_month, measure_all
from scorelab.scenario.schema import Scenario
from tests.journals import Journal

DAYS = 100


@pytest.fixture(scope="module")
def facts(tmp_path_factory):
    """Eight people, a hundred days from 1 January 2023.

    0: listed rightly on day -20, still listed at the end.
    1: listed on day 10 for a debt paid elsewhere; a copy is taken on day 12; removed on day
       40; the copy is dropped on day 55: 45 wrongful days. Two refusals, complains, is upheld.
    2: listed rightly on day 5, pays on day 20 (it becomes wrong then: settled), removed on
       day 30, no copy: 10 wrongful days, and 25 on the register.
    3: listed wrongly (never owed) on day -50, removed on day 7: 7 days within the run.
    4: listed wrongly on day 90, not removed: 10 days, not restored.
    5: a contact of 1, who learns and drops the tie.
    6: listed on day 60, unable; removed on day 70 with a copy that nobody drops.
    7: nothing at all.
    """
    journal = Journal(8, DAYS)
    journal.listing(-20, 0, Truth.DUE)
    refused_at_border = journal.add(80, 0, Kind.REFUSAL, what=2, truth=Truth.DUE)

    wrong = journal.listing(10, 1, Truth.PAID_ELSEWHERE)
    copy = journal.add(12, 1, Kind.COPY_TAKEN, what=0, trigger=wrong)
    first = journal.add(15, 1, Kind.REFUSAL, what=0, truth=Truth.PAID_ELSEWHERE, amount=30_000, trigger=copy)
    journal.add(52, 1, Kind.REFUSAL, what=0, truth=Truth.PAID_ELSEWHERE, amount=20_000, trigger=copy)
    noticed = journal.add(15, 1, Kind.NOTICED, trigger=first)
    message = journal.add(16, 1, Kind.COMPLAINT, what=0, amount=0, trigger=noticed)
    application = journal.add(20, 1, Kind.COMPLAINT, what=1, amount=5_000, trigger=message)
    upheld = journal.add(35, 1, Kind.ANSWER, what=Answer.UPHELD, trigger=application)
    correction = journal.add(38, 1, Kind.CORRECTION, trigger=upheld)
    journal.add(40, 1, Kind.REMOVAL, what=Ending.CORRECTED, trigger=correction)
    journal.add(55, 1, Kind.COPY_DROPPED, what=0, trigger=copy)
    learned = journal.add(25, 5, Kind.LEARNED, other=1, what=4, trigger=wrong)
    journal.add(26, 5, Kind.TIE_LOST, other=1, what=4, trigger=learned)
    journal.add(16, 1, Kind.JOB_LOST, trigger=first)
    journal.add(30, 7, Kind.JOB_LOST)

    right = journal.listing(5, 2, Truth.DUE)
    refusal = journal.add(15, 2, Kind.REFUSAL, what=1, truth=Truth.DUE, amount=7_000, trigger=right)
    paid = journal.add(
        20,
        2,
        Kind.PAYMENT,
        what=PaymentKind.WHILE_LISTED,
        amount=500_000,
        trigger=right,
        contributors=(refusal, right),
    )
    journal.add(20, 2, Kind.BECAME_WRONG, truth=Truth.SETTLED, trigger=paid)
    journal.add(30, 2, Kind.REMOVAL, what=Ending.PERFORMED, trigger=paid)
    journal.add(44, 2, Kind.PAYMENT, what=PaymentKind.AGAIN, amount=1_000, trigger=paid)
    journal.add(45, 7, Kind.PAYMENT, what=PaymentKind.IN_TIME, amount=2_000)

    journal.listing(-50, 3, Truth.NEVER_OWED)
    journal.add(7, 3, Kind.REMOVAL, what=Ending.CORRECTED)
    journal.listing(90, 4, Truth.NEVER_OWED)
    unable = journal.listing(60, 6, Truth.UNABLE)
    kept = journal.add(61, 6, Kind.COPY_TAKEN, what=1, trigger=unable)
    journal.add(70, 6, Kind.REMOVAL, what=Ending.TERM_OVER, trigger=unable)
    journal.add(75, 6, Kind.REFUSAL, what=1, truth=Truth.UNABLE, amount=0, trigger=kept)
    assert refused_at_border
    return Facts(journal.run(tmp_path_factory.mktemp("runs") / "by-hand"))


EXPECTED = {
    "listed": 2,  # 0 and 4
    "new_listings": 4,  # 1, 2, 4, 6
    "wrongly_listed": 2,  # 1 and 4
    "against_own_rules": 3,  # and 6
    "wrongful_days": 45 + 10 + 7 + 10,
    "days_per_wrong_record": 72 / 4,
    # Began within the run: 45 days, 10 days, 10 days and counting. Of three, one ends at
    # day 10, the second is lost from sight there, the last ends at day 45.
    "error_half_life": 45,
    "never_restored": 1 / 3,
    "listings_prevented": 0,
    "exit_orders": 0,
    "refusals": 5,
    "refused_persons": 4,
    "wrongful_refusals": 2,
    "refusals_against_own_rules": 3,
    "refusal_cost": 57_000,
    # A flight on day 15 (480) and one on day 52 (600), two trains (120 each), the border (0).
    "refusal_minutes": 480 + 600 + 120 + 120 + 0,
    "jobs_lost": 1,
    "learned": 1,
    "ties_lost": 1,
    "complaints": 2,
    "answered": 1,
    "upheld": 1,
    # Of two complaints one is answered after 15 days: half of them.
    "median_days_to_answer": 15,
    "corrected": 1,
    "complaints_recorded": 0,
    "complaint_cost": 5_000,
    "complaint_minutes": 30 + 240,
    "compensation": 0,
    "debts_paid": 2,
    "debts_paid_amount": 502_000,
    "paid_while_listed": 1,
    "paid_under_pressure": 1,
    "debts_settled": 0,
    "paid_again_amount": 1_000,
    "guarantors_called": 0,
    "refusals_by_grade": 0,
    "refusals_by_scarcity": 0,
    "reviews": 0,
    "ties_lost_for_standing": 0,
    "ties_formed": 0,
    "salon_ties": 0,
    "grade_falls": 0,
    "contagion_reach": 0,
    "posts_not_written": 0,
    "offences_prevented": 0,
    # Nobody keeps scores here.
    "score_changes": None,
    "spiral_depth": None,
    "spiral_depth.social": None,
    "spiral_depth.refusal": None,
    "spiral_depth.hardship": None,
    "spiral_depth.stale_copy": None,
    "complaint_depth": None,
    "second_turn_gain": None,
    "defaults_with_score": None,
    "defaults_without_score": None,
    "defaults_ratio": None,
}


@pytest.mark.parametrize("name", EXPECTED)
def test_value_worked_out_by_hand(facts, name):
    assert measure_all(facts)[name] == pytest.approx(EXPECTED[name], abs=1e-12)


def test_every_measure_has_a_value_worked_out_by_hand():
    assert set(EXPECTED) == set(MEASURES)


SQL = {
    "new_listings": "select count(*) from journal where kind_word = 'listing' and day >= 0",
    "wrongful_refusals": """select count(*) from journal where kind_word = 'refusal' and day >= 0
        and truth_word in ('paid elsewhere', 'settled', 'never owed')""",
    "refusal_cost": "select sum(amount) from journal where kind_word = 'refusal' and day >= 0",
    "refused_persons": "select count(distinct person) from journal where kind_word = 'refusal' and day >= 0",
    "jobs_lost": """select count(*) from journal lost join journal refusal on lost.trigger = refusal.row
        where lost.kind_word = 'job lost' and refusal.kind_word = 'refusal'""",
    "debts_paid_amount": """select sum(amount) from journal
        where kind_word = 'payment' and what_word <> 'again' and day >= 0""",
    "listed": """select count(*) from (select person from journal where kind_word in ('listing', 'removal')
        group by person having arg_max(kind_word, row) = 'listing')""",
}


@pytest.mark.parametrize("name", SQL)
def test_agrees_with_a_query(facts, name):
    assert measure_all(facts)[name] == facts.run.sql(SQL[name]).item()


@pytest.mark.parametrize("measure", [m for m in MEASURES.values() if isinstance(m, Events)])
def test_days_and_months_sum_to_the_total(facts, measure):
    assert by_day(facts, measure).sum() == measure.total(facts)
    assert sum(value for _, value in by_month(facts, measure)) == measure.total(facts)


def test_states_over_the_days(facts):
    listed = by_day(facts, MEASURES["listed"])
    # Day 4: 0 and 3. Day 20: 0, 1, 2. Day 65: 0 and 6. Last day: 0 and 4.
    assert [listed[day] for day in (4, 20, 65, 99)] == [2, 3, 2, 2]
    wrong = by_day(facts, MEASURES["wrongful_days"])
    # Day 6: 3. Day 25: 1 and 2. Day 50: the copy of 1. Day 55: nobody. Day 99: 4.
    assert [wrong[day] for day in (6, 25, 50, 55, 99)] == [1, 2, 1, 0, 1]
    assert wrong.sum() == MEASURES["wrongful_days"].total(facts)


def test_months_are_calendar_months(facts):
    months = dict(by_month(facts, MEASURES["refusals"]))
    assert list(months) == [date(2023, 1, 1), date(2023, 2, 1), date(2023, 3, 1), date(2023, 4, 1)]
    # Day 15 is 16 January (twice); 52 is 22 February; 75 is 17 March; 80 is 22 March.
    assert list(months.values()) == [2, 1, 2, 0]
    assert dict(by_month(facts, MEASURES["listed"]))[date(2023, 4, 1)] == 2


def test_a_figure_has_no_course(facts):
    with pytest.raises(TypeError, match="single figure"):
        by_day(facts, MEASURES["error_half_life"])


def test_parts_in_words(facts):
    assert breakdown(facts, MEASURES["refusals"]) == {
        "flight": 2,
        "fast train": 2,
        "leaving the country": 1,
    }
    assert breakdown(facts, MEASURES["refusals"], "truth") == {"due": 2, "paid elsewhere": 2, "unable": 1}
    assert breakdown(facts, MEASURES["ties_lost"]) == {"friends": 1}
    assert breakdown(facts, MEASURES["complaints"]) == {"message_to_judge": 1, "written_application": 1}
    assert breakdown(facts, MEASURES["exit_orders"]) == {}


def test_nothing_happened(tmp_path):
    journal = Journal(3, 10)
    journal.add(0, 0, Kind.INCIDENT, what=1)
    totals = measure_all(journal.run(tmp_path / "quiet"))
    for name, measure in MEASURES.items():
        assert totals[name] == (None if isinstance(measure, Figure) else 0)


def test_listed_again_while_an_old_copy_lives(tmp_path):
    """A person's days count once, and the new listing takes over the old copy.

    Wrongly on the list from day 10 to 20, the copy wrong until the rightful listing on day
    30; that one is removed on day 50 and wrong (settled) in the copy until day 60.
    """
    journal = Journal(1, 100)
    old = journal.listing(10, 0, Truth.NEVER_OWED)
    journal.add(11, 0, Kind.COPY_TAKEN, what=0, trigger=old)
    journal.add(20, 0, Kind.REMOVAL, what=Ending.CORRECTED, trigger=old)
    new = journal.listing(30, 0, Truth.DUE)
    journal.add(31, 0, Kind.COPY_TAKEN, what=0, trigger=new)
    removal = journal.add(50, 0, Kind.REMOVAL, what=Ending.PERFORMED, trigger=new)
    journal.add(50, 0, Kind.BECAME_WRONG, truth=Truth.SETTLED, trigger=removal)
    journal.add(60, 0, Kind.COPY_DROPPED, what=0, trigger=removal)
    facts = Facts(journal.run(tmp_path / "again"))
    assert facts.wrongful_spells.select("start", "end", "restored").rows() == [(10, 30, True), (50, 60, True)]
    assert facts.listings["end"].to_list() == [30, 60]


def test_wrong_twice_within_one_listing(tmp_path):
    """Right again between two wrongs: two spells, one record."""
    journal = Journal(1, 100)
    listing = journal.listing(10, 0, Truth.PAID_ELSEWHERE)
    journal.add(20, 0, Kind.BECAME_RIGHT, truth=Truth.DUE, trigger=listing)
    journal.add(30, 0, Kind.BECAME_WRONG, truth=Truth.SETTLED, trigger=listing)
    journal.add(35, 0, Kind.BECAME_WRONG, truth=Truth.PAID_ELSEWHERE, trigger=listing)
    journal.add(50, 0, Kind.REMOVAL, what=Ending.CORRECTED, trigger=listing)
    facts = Facts(journal.run(tmp_path / "twice"))
    assert facts.wrongful_spells["start"].to_list() == [10, 30]
    assert facts.wrongful_spells["end"].to_list() == [20, 50]
    assert measure_all(facts)["days_per_wrong_record"] == 30


@pytest.mark.parametrize("measure", MEASURES.values(), ids=MEASURES)
def test_says_what_it_rests_on(measure):
    assert measure.unit
    assert len(measure.formula.split()) > 3
    for path in measure.rests_on:
        fields = Scenario.model_fields
        for name in path.split("."):
            assert name in fields, path
            kind = fields[name].annotation
            fields = getattr(kind, "model_fields", {})
