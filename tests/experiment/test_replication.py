"""Studies and laws that are replicated: when a finding comes out."""

import pytest

from scorelab.elsewhere.live import run_elsewhere
from scorelab.elsewhere.measure import Known
from scorelab.elsewhere.outcome import Finding
from scorelab.elsewhere.schema import Published
from scorelab.experiment.replication import comes_out, law, obeys, replicated
from scorelab.experiment.studies import STUDIES, Claim
from scorelab.experiment.validation import Validation
from scorelab.published.figures import PREDICTED


@pytest.mark.parametrize(
    ("way", "ours", "base", "relative", "expected"),
    [
        ("falls", (-2, -3, -1), 10, False, True),
        ("falls", (2, 1, 3), 10, False, False),
        ("rises", (2, 1, 3), 10, False, True),
        ("stays", (2, 1, 3), 10, False, False),
        ("stays", (0.1, -0.5, 0.7), 10, False, True),
        ("falls", (0.1, -0.5, 0.7), 10, False, False),
        ("stays", (0.1, -5, 5.2), 10, False, None),
        ("rises", (0.1, -5, 5.2), 10, False, None),
        ("rises", (0.0, -0.05, 0.05), 0.001, True, False),
        ("rises", (0.0, -0.2, 0.2), 0.001, True, None),
    ],
)
def test_when_a_finding_comes_out(way, ours, base, relative, expected):
    assert comes_out(Claim("m", "w", way, relative=relative), ours, base) is expected


def test_a_range_is_reached_by_relative_change():
    study = STUDIES["bu-liao-2022"]
    base = [{"missed": 1.0, "delinquents": 0.5}, {"missed": 2.0, "delinquents": 0.4}]
    treated = [{"missed": 0.8, "delinquents": 0.495}, {"missed": 1.6, "delinquents": 0.396}]
    fewer, by, people, *others = replicated(study, base, treated).claims
    assert fewer.holds is None
    assert by.ours == pytest.approx((-0.2, -0.2, -0.2))
    assert (by.holds, by.told) == (True, "comes out: it was put in")
    assert people.ours == pytest.approx((-0.01, -0.01, -0.01))
    assert people.holds is False
    assert all(one.ours is None and one.holds is None for one in others)


def finding(exact, mean, error, between):
    known = {"unit": "share", "source": "s", "tier": "B"}
    row = {"name": "m", "value": known | {"value": between[0]}}
    if between[0] != between[1]:
        row = {"name": "m", "between": known | {"value": between}}
    return Finding(Known("m", "t", "share", exact), mean, error, None, Published.model_validate(row))


def test_a_law_comes_out_by_formula_and_by_simulation():
    assert obeys(finding(0.5, 0.51, 0.01, (0.5, 0.5)))
    assert not obeys(finding(0.52, 0.51, 0.01, (0.5, 0.5)))
    assert not obeys(finding(0.5, 0.6, 0.01, (0.5, 0.5)))
    assert obeys(finding(None, 0.7, None, (0.65, 0.8)))
    assert not obeys(finding(None, 0.6, 0.001, (0.65, 0.8)))


def test_the_published_lender_has_a_verdict_on_every_figure():
    told = law("lender-2018")
    assert len(told.claims) == 15
    assert all(claim.holds for claim in told.claims)
    assert {claim.tier for claim in told.claims} == {"B"}


def test_an_affair_has_the_classes_and_verdicts_of_its_scenario():
    told = law("benefit-fraud-score")
    findings = run_elsewhere("benefit-fraud-score").findings
    assert len({claim.standing for claim in told.claims}) > 1
    for claim in told.claims:
        row = findings[claim.name].row
        assert row is not None
        assert (claim.standing, claim.holds) == (row.standing, findings[claim.name].holds)
    counted = Validation(None, 8, (), {}, (told,), None)
    predicted = [claim for claim in told.claims if claim.standing == PREDICTED]
    hold = sum(claim.holds is True for claim in predicted)
    assert counted.headline.startswith(f"{hold} of {len(predicted)} predicted findings come out")
