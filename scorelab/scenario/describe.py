"""Scenarios in words: what `scorelab scenarios` prints, and where each number comes from."""

from dataclasses import dataclass
from datetime import date

from scorelab.scenario.forms import FORMS
from scorelab.scenario.load import load, names, resolve_yaml
from scorelab.scenario.mechanisms import Forms, Mechanisms
from scorelab.scenario.origins import shown
from scorelab.scenario.parameter import Number, Parameter, tier_of
from scorelab.scenario.quantities import SWITCH
from scorelab.scenario.schema import Safeguards, Scenario
from scorelab.scenario.schemes import Scheme
from scorelab.scenario.told import Script
from scorelab.scenario.walk import quantified


@dataclass(frozen=True)
class Provenance:
    """Where one value of a scenario comes from.

    Attributes
    ----------
    key : str
        The parameter's dotted key; a row of a table goes by its name.
    value : str
        As a scenario file writes it.
    unit : str
        Its unit.
    since : str or None
        The date from which it holds, if the parameter is dated.
    tier : str
        A law or statistics, B press or study, C weak, D assumed.
    text : str
        The citation, or the reason for assuming it.
    span : tuple of two numbers or None
        The plausible range of an assumed value.
    """

    key: str
    value: str
    unit: str
    since: str | None
    tier: str
    text: str
    span: tuple[Number, Number] | None


def provenance(scenario: Scenario) -> tuple[Provenance, ...]:
    """Where each form and each value of a scenario comes from, in the order of the schema."""
    rows = [
        Provenance(
            key=f"forms.{name}",
            value=(chosen := getattr(scenario.forms, name)),
            unit="form",
            since=None,
            tier=forms[chosen].tier or "D",
            text=f"{forms[chosen].claims}: {forms[chosen].ground}",
            span=None,
        )
        for name, forms in FORMS.items()
    ]
    for path, _, parameter in quantified(scenario):
        for version in parameter.versions():
            assumed = version.assumed
            rows.append(
                Provenance(
                    key=".".join(path),
                    value=shown(version.value),
                    unit=parameter.unit,
                    since=None if isinstance(version, Parameter) else version.from_,
                    tier=tier_of(version),
                    text=(assumed.reason if assumed else version.source) or "",
                    span=assumed.range if assumed else None,
                )
            )
    return tuple(rows)


def overview() -> str:
    """The library: a scenario a line, its name and what it is."""
    scenarios = [load(name) for name in names()]
    width = max(len(scenario.name) for scenario in scenarios)
    return "\n".join(
        f"{scenario.name:<{width}}  {scenario.title}: {scenario.people:,} people, "
        f"{scenario.time.days} days from {scenario.time.start} ({scenario.claim})"
        for scenario in scenarios
    )


def show(scenario: Scenario) -> str:
    """The whole scenario as YAML that can be loaded again."""
    return resolve_yaml(scenario)


def mechanisms(scenario: Scenario) -> str:
    """What acts in a scenario: mechanisms and forms, safeguards, changes by date, and what is assumed."""
    lines = [f"{scenario.name}: {scenario.title}", "", scenario.summary, "", "Mechanisms"]
    switches = Mechanisms.model_fields
    width = max(map(len, switches))
    for name, field in switches.items():
        state = "on " if getattr(scenario.mechanisms, name) else "off"
        lines.append(f"  {state}  {name:<{width}}  {field.description}")
    lines += ["", "Forms (of mechanisms that can work otherwise; * is in force)"]
    for name in FORMS:
        lines += [f"  forms.{name}: {Forms.model_fields[name].description}", *_forms(scenario, name)]
    lines += ["", "Safeguards"]
    lines += [
        f"  {name:<28}  {_law(getattr(scenario.safeguards, name).in_law)}" for name in Safeguards.model_fields
    ]
    if scenario.schemes.all:
        lines += ["", "Schemes", *map(_scheme, scenario.schemes.all)]
    lines += ["", "Changes by date", *_changes(scenario)]
    if scenario.script is not None:
        lines += ["", f"Script, for the roles {', '.join(scenario.cast)}", *_events(scenario.script)]
    rows = provenance(scenario)
    tiers = {tier: sum(row.tier == tier for row in rows) for tier in "ABCD"}
    lines += [
        "",
        f"{len(rows)} values: {tiers['A']} from law or statistics, {tiers['B']} from press or studies, "
        f"{tiers['C']} weak, {tiers['D']} assumed",
    ]
    return "\n".join(lines)


def _forms(scenario: Scenario, mechanism: str) -> list[str]:
    chosen = getattr(scenario.forms, mechanism)
    return [
        f"    {'*' if name == chosen else ' '} {name:<14}  {form.claims} ({form.standing}: {form.ground})"
        for name, form in FORMS[mechanism].items()
    ]


def _scheme(scheme: Scheme) -> str:
    can_happen = sum(line.kind is not None for line in scheme.lines)
    grades = ", ".join(f"{grade.name} from {shown(grade.from_.on(date.min))}" for grade in scheme.grades)
    return (
        f"  {scheme.name}: {scheme.title} ({scheme.claim}); {grades}; "
        f"{len(scheme.lines)} lines, of which {can_happen} can happen"
    )


def _law(in_law: Parameter) -> str:
    if in_law.dated is None:
        return "in law" if in_law.value else "not in law"
    return ", ".join(
        f"{'in law' if version.value else 'not in law'} from {version.from_}" for version in in_law.dated
    )


def _changes(scenario: Scenario) -> list[str]:
    changes = [(scenario.court.list_from, "the list opens")] if scenario.mechanisms.court_list else []
    for path, quantity, parameter in quantified(scenario):
        for version in (parameter.dated or ())[1:]:
            unit = "" if quantity is SWITCH else f" {parameter.unit}"
            changes.append((version.from_, f"{'.'.join(path)} becomes {shown(version.value)}{unit}"))
    for change in scenario.interventions:
        settings = ", ".join(f"{key} = {shown(value)}" for key, value in change.set.items())
        whom = f" (for {change.for_} only)" if change.for_ is not None else ""
        changes.append((change.from_, f"{change.name}{whom}: {settings}"))
    return [f"  {day}  {text}" for day, text in sorted(changes)]


def _events(script: Script) -> list[str]:
    return [
        f"  {event.date}  {event.role}: {key} {getattr(event, key)}"
        for event in script.events
        for key in ("incident", "door", "complaint", "payment")
        if getattr(event, key) is not None
    ]
