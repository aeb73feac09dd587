"""Verdicts on studies and laws: what they found beside what comes out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from scorelab.elsewhere.live import run_elsewhere
from scorelab.elsewhere.outcome import Finding
from scorelab.experiment.estimates import Estimate, estimate
from scorelab.experiment.student import quantile
from scorelab.experiment.studies import FALLS, RISES, STAYS, WITHIN, Claim, Study
from scorelab.experiment.study_measures import OF_STUDIES
from scorelab.experiment.worlds import Measures
from scorelab.published.figures import ECHOED, FITTED, PREDICTED
from scorelab.scenario.load import names_elsewhere

BLUR = 0.1
"""Nothing is told where an interval holds nought and reaches further to a side than this share of a base."""

WORDS = {ECHOED: "put in", FITTED: "fitted"}
"""What is said of a finding that comes out for another reason than by itself."""

COMES_OUT, DOES_NOT, SILENT = "comes out", "does not come out", "cannot be told"
REPLICATION_RULE = (
    "A study's finding comes out where the 95% interval of the paired difference between its two worlds lies "
    "wholly on the published side of nought, reaches the published range, or holds nought where nothing was "
    "found. Where it holds nought and reaches further to a side than a tenth of the measure, it cannot be "
    "told. A law's comes out where its formula gives the published digits and four standard errors of the "
    "simulation reach them; an affair's where the mean lies in the published range, or within the factor "
    "that its scenario allows."
)
"""When a finding comes out; the only rule there is."""


@dataclass(frozen=True)
class Verdict:
    """One finding beside ours.

    Attributes
    ----------
    name, measure : str
        The measure, by name, and in words what its number here is.
    words : str
        What was published.
    published : tuple of two floats or None
        Between which values it lies, where a size was published.
    source, tier : str
        Who published it.
    ours : tuple of three floats or None
        Mean and 95% interval.
    holds : bool or None
        Whether it comes out; None where that cannot be told.
    standing : str
        Whether that was `echoed` (put in), `fitted` or `predicted`.
    """

    name: str
    measure: str
    words: str
    published: tuple[float, float] | None
    source: str
    tier: str
    ours: tuple[float, float, float] | None
    holds: bool | None
    standing: str = PREDICTED

    @property
    def told(self) -> str:
        """In words."""
        told = {True: COMES_OUT, False: DOES_NOT, None: SILENT}[self.holds]
        return f"{told}: it was {WORDS[self.standing]}" if self.standing in WORDS and self.holds else told

    def to_json(self) -> dict[str, Any]:
        """The verdict as plain values."""
        ours = self.ours or (None, None, None)
        return {
            "name": self.name,
            "finding": self.words,
            "measure": self.measure,
            "published": None if self.published is None else list(self.published),
            "source": self.source,
            "tier": self.tier,
            "ours": dict(zip(("mean", "low", "high"), ours, strict=True)),
            "class": self.standing,
            "holds": self.holds,
        }


@dataclass(frozen=True)
class Replicated:
    """A study or law with its verdicts."""

    name: str
    title: str
    what: str
    claims: tuple[Verdict, ...]
    silent: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The replication as plain values."""
        return {
            "name": self.name,
            "title": self.title,
            "what": self.what,
            "claims": [claim.to_json() for claim in self.claims],
            "silent": list(self.silent),
        }


def replicated(study: Study, base: Sequence[Measures], treated: Sequence[Measures]) -> Replicated:
    """The verdicts on a study, from the measures of its worlds in pairs."""
    claims = []
    for claim in study.claims:
        change = of_change(claim, base, treated)
        ours = None
        if change.difference is not None and change.low is not None and change.high is not None:
            ours = (change.difference, change.low, change.high)
        claims.append(
            Verdict(
                claim.name,
                f"change of {OF_STUDIES[claim.name]}{', as a share' if claim.way == WITHIN else ''}",
                claim.words,
                claim.between,
                study.source,
                study.tier,
                ours,
                None if ours is None else comes_out(claim, ours, change.base or 0.0),
                ECHOED if claim.put_in else PREDICTED,
            )
        )
    return Replicated(study.name, study.title, study.what, tuple(claims), study.silent)


def of_change(claim: Claim, base: Sequence[Measures], treated: Sequence[Measures]) -> Estimate:
    """The paired difference that a finding is about; as a share of the base world's where a range is one."""
    pairs = [(one.get(claim.name), other.get(claim.name)) for one, other in zip(base, treated, strict=True)]
    if claim.way == WITHIN:
        pairs = [
            (0.0, other / one - 1) if one and other is not None else (None, None) for one, other in pairs
        ]
    return estimate(pairs)


def comes_out(claim: Claim, ours: tuple[float, float, float], base: float) -> bool | None:
    """Whether a finding comes out by `REPLICATION_RULE`; None where that cannot be told.

    Parameters
    ----------
    claim : Claim
        The finding.
    ours : tuple of three floats
        The mean difference with its interval.
    base : float
        The measure without the treatment.
    """
    mean, low, high = ours
    if claim.between is not None:
        return low <= claim.between[1] and high >= claim.between[0]
    if low <= 0 <= high:
        is_blurred = high - mean > BLUR * (1.0 if claim.relative else abs(base))
        return None if is_blurred else claim.way == STAYS
    return (claim.way == FALLS and high < 0) or (claim.way == RISES and low > 0)


ROUNDED = 5e-4
"""By how much of itself a published value of a law may be rounded: four digits were printed, or more."""

ERRORS = 4
"""Standard errors of a simulation around its mean that must reach what a law says."""


def law(name: str) -> Replicated:
    """A world of another kind, lived, with a verdict on every figure that was published of it."""
    outcome = run_elsewhere(name)
    claims = []
    for finding in outcome.findings.values():
        if finding.row is None:
            continue
        allowed = "" if finding.row.within is None else f", within a factor of {finding.row.within:g}"
        claims.append(
            Verdict(
                finding.known.name,
                finding.known.unit,
                ": ".join(part for part in (finding.known.head, finding.known.title) if part) + allowed,
                finding.published,
                finding.source,
                finding.to_json()["tier"] or "",
                _of_law(finding, outcome.scenario.worlds),
                obeys(finding),
                finding.row.standing,
            )
        )
    kind = f"a world of its own kind: {outcome.scenario.world}"
    return Replicated(name, outcome.scenario.title, kind, tuple(claims))


def obeys(finding: Finding) -> bool:
    """Whether a measure of a law comes out: by its scenario's own range or factor, or else by formula."""
    if finding.holds is not None:
        return finding.holds
    assert finding.published is not None
    low, high = finding.published
    slack = ROUNDED * max(abs(low), abs(high))
    half = ERRORS * (finding.error or 0.0)
    by_formula = finding.known.exact is None or low - slack <= finding.known.exact <= high + slack
    simulated = finding.mean is None or (
        finding.mean - half <= high + slack and finding.mean + half >= low - slack
    )
    return by_formula and simulated


def _of_law(finding: Finding, worlds: int) -> tuple[float, float, float]:
    """Simulated, with its 95% interval; by formula where nothing is simulated."""
    mean = finding.mean if finding.mean is not None else finding.known.exact
    assert mean is not None
    half = quantile(worlds - 1) * finding.error if finding.mean is not None and finding.error else 0.0
    return mean, mean - half, mean + half


LAWS = tuple(names_elsewhere())
"""The worlds of other kinds; each tells what must come out."""
