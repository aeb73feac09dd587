"""Forms of mechanisms: every one says what it claims and why, and the rules make of each what it says."""

from functools import cache
from types import SimpleNamespace
from typing import get_args

import pytest

from scorelab.errors import InputError
from scorelab.luck import Purpose
from scorelab.rules import conduct, contacts, hardship, incidents
from scorelab.scenario.compile import rule_books
from scorelab.scenario.describe import mechanisms, provenance
from scorelab.scenario.forms import CODES_OF_FORMS, FORMS, code_of
from scorelab.scenario.load import load, names
from scorelab.scenario.mechanisms import Forms

LUCKS = range(10_000)
SAMPLING = 0.02
"""Four standard deviations of a share among so many."""
LEFT, HALF = 100_000, 50_000


@cache
def book(**forms):
    changes = {f"forms.{name}": form for name, form in forms.items()}
    return rule_books(load("as-reported-2018", changes, people=10, days=1))[0].reader()


def test_each_mechanism_of_the_schema_has_forms_and_each_form_a_code_and_a_ground():
    assert list(Forms.model_fields) == list(FORMS) == list(CODES_OF_FORMS)
    for name, forms in FORMS.items():
        assert get_args(Forms.model_fields[name].annotation) == tuple(forms)
        assert [code_of(name, form) for form in forms] == list(range(len(forms)))
        assert len(forms) >= 2
        assert all(form.claims and form.ground for form in forms.values())


@pytest.mark.parametrize("name", names())
def test_the_library_has_the_usual_forms(name):
    scenario = load(name)
    assert scenario.forms.model_dump() == {mechanism: next(iter(forms)) for mechanism, forms in FORMS.items()}


def test_the_description_lists_every_form_and_marks_those_in_force():
    scenario = load("as-reported-2018", {"forms.hazards": "additive"})
    text = mechanisms(scenario)
    for name, forms in FORMS.items():
        assert f"forms.{name}" in text
        assert all(form.claims in text and form.ground in text for form in forms.values())
    assert [line.split()[1] for line in text.splitlines() if line.startswith("    * ")] == [
        "chance", "halving", "share", "additive",
    ]  # fmt: skip
    rows = {row.key: row for row in provenance(scenario)}
    assert rows["forms.hazards"].value == "additive"
    assert rows["forms.hazards"].tier == "D"


@pytest.mark.parametrize("form", ["quadratic", "3"])
def test_another_word_is_refused(form):
    with pytest.raises(InputError, match=r"forms\.hazards.*'multiplicative', 'additive' or 'threshold'"):
        load("blank", {"forms.hazards": form})


ROW = {"per_year": 500, "out_of_work": 1500, "hardship": 4000, "prior": 1000, "provoked": 0}
RATES = {
    # in work and unharmed, out of work, at hardship 50, out of work at hardship 50, at hardship 49
    "multiplicative": (1000, 1500, 3000, 4500, 2960),
    "additive": (1000, 1500, 2000, 2500, 1980),
    "threshold": (1000, 1500, 5000, 7500, 1000),
}


@pytest.mark.parametrize("form", RATES)
def test_hazards(form):
    row = SimpleNamespace(**ROW, hazards=code_of("hazards", form))
    states = ((0, 0), (1, 0), (0, HALF), (1, HALF), (0, 49_000))
    found = tuple(incidents.current_rate(row, 1000, *state) for state in states)
    assert found == RATES[form]
    most = incidents.current_rate(row, 1000, 1, LEFT)
    assert incidents.current_rate(row, 0, 1, LEFT) == 0
    assert most <= incidents.highest_rate(row, 1000)


@pytest.mark.parametrize(
    ("form", "left", "weight"),
    [("halving", HALF, 30_000), ("saturating", HALF, 12_000), ("adapting", 0, 30_000)],
)
def test_hardship(form, left, weight):
    p = book(hardship=form).p
    half_life = p.livelihood_half_life
    assert hardship.hardship_left(p, LEFT, 5, 5) == LEFT
    assert hardship.hardship_left(p, LEFT, 5, 5 + half_life) == left
    assert hardship.weight_of_blow(p, 60_000, 30_000) == weight
    assert hardship.weight_of_blow(p, 0, 30_000) == 30_000
    if form == "adapting":
        assert hardship.hardship_left(p, LEFT, 0, half_life // 4) == LEFT * 3 // 4


@pytest.mark.parametrize(
    ("form", "committed", "provoked"),
    [("share", 0.5, 1), ("none", 1, 1), ("largest", 0.814, 1), ("backlash", 1, 1.186)],
)
def test_deterrence(form, committed, provoked):
    rules = book(deterrence=form)
    p = SimpleNamespace(**vars(rules.p) | {"conduct_deterrence": 1 << 31})
    row = next(row for row in rules.incidents if row.deterred)
    rate = 1_000_000
    assert conduct.committed_rate(p, row, rate, 1, 1) / rate == pytest.approx(committed, abs=1e-4)
    assert conduct.committed_rate(p, row, rate, 1, 0) == conduct.committed_rate(p, row, rate, 0, 1) == rate
    assert incidents.provoked_rate(row, rate, 1) / rate == provoked
    assert incidents.provoked_rate(row, rate, 0) == rate
    calm = next(row for row in rules.incidents if not row.deterred)
    assert incidents.provoked_rate(calm, rate, 1) == rate


def answers(form, gone):
    """Shares of contacts of 10,000 who leave, and who help, among friends at rest."""
    rules = book(tie_dropping=form)
    layer = rules.layers[contacts.FRIENDS]
    found = [contacts.answer(rules.p, layer, 1, Purpose.DROPPING, contact, 7, 0, gone) for contact in LUCKS]
    chance = layer.drops / (1 << 32)
    return [found.count(answer) / len(found) / chance for answer in (contacts.LEAVES, contacts.HELPS)]


@pytest.mark.parametrize(
    ("form", "gone", "leave", "help_"),
    [
        ("chance", 0, 1, 0),
        ("threshold", 0, 1 / 4, 0),
        ("threshold", 2, 3 / 4, 0),
        ("threshold", 9, 1, 0),
        ("solidarity", 9, 0, 1),
    ],
)
def test_tie_dropping(form, gone, leave, help_):
    assert answers(form, gone) == pytest.approx([leave, help_], abs=SAMPLING / 0.2)


def test_nobody_is_shunned_out_of_solidarity():
    usual, solidary = book().p, book(tie_dropping="solidarity").p
    for low, listed in ((0, 0), (0, 1), (1, 0), (1, 1)):
        assert contacts.is_shunned(usual, low, listed) == (low or listed)
        assert contacts.is_shunned(solidary, low, listed) == 0
