"""The band of structure: a scenario under other forms of its mechanisms, with its own numbers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from scorelab.errors import InputError
from scorelab.experiment.changes import Change, changed
from scorelab.scenario.forms import FORMS
from scorelab.scenario.schema import Scenario

EACH, ALL, NO_OTHERS = "each", "all", "none"
HOW = {
    EACH: "every other form, one at a time",
    ALL: "every combination of forms",
    NO_OTHERS: "not varied",
}
"""How forms are varied, by the word that asks for it."""

OF_RATES = ("deterrence", "hazards")
"""The mechanisms whose forms can raise a rate over its declared bound; others fit any numbers."""


def in_words(how: str) -> str:
    """How forms are varied, in words."""
    return HOW.get(how, f"every other form of {how}")


@dataclass(frozen=True)
class Variation:
    """Forms that are otherwise than in the scenario.

    Attributes
    ----------
    forms : tuple of (str, str)
        Mechanisms and their forms.
    """

    forms: tuple[tuple[str, str], ...]

    @property
    def name(self) -> str:
        """What it is called: `tie_dropping=threshold`."""
        return " + ".join(f"{mechanism}={form}" for mechanism, form in self.forms)

    @property
    def settings(self) -> Mapping[str, object]:
        """What is set for it."""
        return {f"forms.{mechanism}": form for mechanism, form in self.forms}


def variations(scenario: Scenario, how: str) -> tuple[list[Variation], dict[str, str]]:
    """The other forms to be tried, and those that do not fit the scenario's numbers, each with the reason.

    Parameters
    ----------
    scenario : Scenario
        Whose forms.
    how : str
        `each`, `all`, `none`, or a mechanism: its other forms alone.

    Raises
    ------
    InputError
        If it is another word.
    """
    if how not in (*HOW, *FORMS):
        raise InputError("--forms", how, f"one of {', '.join((*HOW, *FORMS))}")
    found, refused = [], {}
    checked: dict[tuple[str | None, ...], str] = {}
    for variation in _wanted(scenario, how):
        of_rates = tuple(dict(variation.forms).get(mechanism) for mechanism in OF_RATES)
        if of_rates not in checked:
            checked[of_rates] = _misfit(scenario, variation)
        if checked[of_rates]:
            refused[variation.name] = checked[of_rates]
        else:
            found.append(variation)
    return found, refused


def _misfit(scenario: Scenario, variation: Variation) -> str:
    """Why forms do not fit a scenario's numbers; empty if they do."""
    try:
        changed(scenario, [Change(variation.name, variation.settings, None)])
    except InputError as error:
        return f"{error.found}; expected {error.expected}"
    return ""


def _wanted(scenario: Scenario, how: str) -> Iterator[Variation]:
    own = scenario.forms.model_dump()
    if how == EACH or how in FORMS:
        for mechanism, forms in FORMS.items():
            if how not in (EACH, mechanism):
                continue
            yield from (Variation(((mechanism, form),)) for form in forms if form != own[mechanism])
    if how == ALL:
        for chosen in product(*FORMS.values()):
            others = tuple(
                (mechanism, form)
                for mechanism, form in zip(FORMS, chosen, strict=True)
                if form != own[mechanism]
            )
            if others:
                yield Variation(others)
