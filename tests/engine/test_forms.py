"""Other forms of mechanisms: both models live each alike, and each does what it claims."""

from functools import cache

import pytest

from scorelab.journal import Kind
from scorelab.scenario.forms import FORMS
from scorelab.scenario.schema import Scenario
from tests.engine.worlds import OFTEN, SCORED, SCORES, Lived, both, by_engine, scenario

OTHERS = [(name, form) for name, forms in FORMS.items() for form in list(forms)[1:]]


def world(forms: dict[str, str], people: int = 200) -> Scenario:
    changes = OFTEN | SCORED | {f"forms.{name}": form for name, form in forms.items()}
    return scenario(SCORES, changes, people=people, days=250, seed=4, opening_years=1, start="2018-01-01")


@cache
def lived(**forms: str) -> Lived:
    return by_engine(world(forms))


def formed_on_learning(found: Lived) -> int:
    """Ties that began with a contact who learned, and did not leave."""
    learned = {row[0] for row in found.rows if row[1] in (Kind.LEARNED, Kind.STANDING_LEARNED)}
    return sum(row[1] == Kind.TIE_FORMED and row[6] in learned for row in found.rows)


@pytest.mark.parametrize("place", range(1, 4))
def test_both_models_live_every_form_alike(place):
    both(world({name: list(forms)[place % len(forms)] for name, forms in FORMS.items()}, people=120))


@pytest.mark.parametrize(("name", "form"), OTHERS)
def test_every_form_makes_another_world(name, form):
    assert lived(**{name: form}).rows != lived().rows


def test_a_threshold_keeps_ties():
    assert 0 < lived(tie_dropping="threshold").kinds[Kind.TIE_LOST] < lived().kinds[Kind.TIE_LOST]


def test_solidarity_forms_ties_where_they_were_dropped():
    solidary = lived(tie_dropping="solidarity")
    assert solidary.kinds[Kind.TIE_LOST] == formed_on_learning(lived()) == 0
    assert formed_on_learning(solidary) > 0


def test_forms_of_deterrence_prevent_much_some_or_nothing():
    kept = {form: lived(deterrence=form).kinds[Kind.OFFENCE_PREVENTED] for form in FORMS["deterrence"]}
    assert kept["share"] > kept["largest"] > kept["none"] == kept["backlash"] == 0


def test_a_backlash_adds_incidents():
    none, backlash = lived(deterrence="none"), lived(deterrence="backlash")
    assert backlash.kinds[Kind.INCIDENT] > none.kinds[Kind.INCIDENT] > lived().kinds[Kind.INCIDENT]
