"""The picture of a calibration: prior and posterior of every parameter."""

from scorelab.experiment.calibration import Calibration, Fit
from scorelab.experiment.pictures import LOOKS, notice
from scorelab.experiment.screen_calibration import NOT_IDENTIFIED
from scorelab.report.charts import Group, Range, spreads
from scorelab.report.markup import table
from scorelab.report.picture import Picture
from scorelab.report.words import plural

PRIOR, POSTERIOR, OWN = LOOKS[4], LOOKS[0], LOOKS[2]


def picture_of_calibration(found: Calibration) -> Picture:
    """Posterior intervals as shares of each parameter's prior range."""
    identified = [fit for fit in found.fits if fit.identified]
    rows = [Group(_name(fit), _ranges(fit)) for fit in found.fits]
    keys = [
        (*PRIOR, "prior: even over its range"),
        (*POSTERIOR, "posterior: median and 95% interval"),
        (*OWN, "the scenario's own value"),
    ]
    missed = "; ".join(
        f"{held.statistic.title} {held.missed:+.0%}" for held in found.targets if held.missed is not None
    )
    predicted = "; ".join(
        f"{held.statistic.title} {held.missed:+.0%}" for held in found.unfitted if held.missed is not None
    )
    return Picture(
        headline=(
            f"{found.scenario.title}: published figures tell {len(identified)} of "
            f"{plural(len(found.fits), 'parameter')}"
        ),
        caption=(
            f"What is known of each parameter after {len(found.posterior.distances)} draws, as a share of "
            f"its prior range. Fitted figures are missed by: {missed}. Figures left out of the fit are "
            f"missed by: {predicted}."
        ),
        draw=lambda width: spreads(width, rows, keys, lambda share: f"{share:.0%}", least=0.0, most=1.0),
        table=table(
            "Prior and posterior",
            ("Parameter", "Prior", "Posterior", "Mean", "Own", "Fitted"),
            [
                (
                    fit.factor.key,
                    f"{fit.factor.low:g} to {fit.factor.high:g}",
                    f"{fit.low:.3g} to {fit.high:.3g}",
                    f"{fit.mean:.3g}",
                    "by date" if fit.factor.value is None else f"{fit.factor.value:g}",
                    f"{fit.fitted:g}" if fit.identified else NOT_IDENTIFIED,
                )
                for fit in found.fits
            ],
        ),
        description="Marks with whiskers: "
        + "; ".join(f"{fit.factor.key} {fit.low:.3g} to {fit.high:.3g}" for fit in found.fits)
        + ".",
        notice=notice(found.scenario),
    )


def _name(fit: Fit) -> str:
    return fit.factor.key if fit.identified else f"{fit.factor.key} ({NOT_IDENTIFIED})"


def _ranges(fit: Fit) -> tuple[Range, ...]:
    def share(value: float) -> float:
        return (value - fit.factor.low) / (fit.factor.high - fit.factor.low)

    marks = [
        Range((0.5, 0.0, 1.0), "", *PRIOR),
        Range((share(fit.median), share(fit.low), share(fit.high)), "", *POSTERIOR),
    ]
    if fit.factor.value is not None and fit.factor.low <= fit.factor.value <= fit.factor.high:
        marks.append(Range((share(fit.factor.value),) * 3, "", *OWN))
    return tuple(marks)
