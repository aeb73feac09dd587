"""What a scenario may not say about companies: each fault named in one line."""

import pytest

from scorelab.errors import InputError
from scorelab.scenario.load import load
from scorelab.scenario.watching import SECTOR_NAMES


def certain(value):
    return f"{{value: {value}, unit: probability, assumed: {{range: [-9, 9], reason: for a test of mine}}}}"


def edge(name, **keys):
    words = ", ".join(f"{key}: {value}" for key, value in keys.items())
    return f"{{name: {name}, {words}}}"


NEW = {"carries": "everything", "coverage": certain(1)}
MAP = "map_service_to_first_platform"


def added(source, target, kind):
    return f"edges: [{edge('added', **{'from': source, 'to': target, 'kind': kind}, **NEW)}]"


FAULTS = {
    "a circle of ownership": (
        added("first_platform", "map_service", "owner"),
        "first_platform -> map_service -> first_platform",
    ),
    "a circle by a stake": (added("first_platform", "news_feed", "strategic_stake"), "without a circle"),
    "an unknown company": (added("payment_ap", "court", "state_access"), "did you mean 'payment_app'"),
    "an unknown owner": (f"edges: [{{name: {MAP}, to: nobody}}]", "unknown company 'nobody'"),
    "an edge to itself": (f"edges: [{{name: {MAP}, to: map_service}}]", "another company"),
    "a coverage above 1": (
        f"edges: [{edge(MAP, coverage=certain(1.5))}]",
        "found 1.5; expected a probability",
    ),
    "a negative coverage": (
        f"edges: [{edge(MAP, coverage=certain(-0.1))}]",
        "found -0.1",
    ),
    "an unknown kind of edge": (f"edges: [{{name: {MAP}, kind: gossip}}]", "'owner'"),
    "a market not shared out": (
        f"sectors: [{{name: delivery, shares: [{{name: delivery_service, share: {certain(0.1)}}}]}}]",
        "shares that sum to 1",
    ),
    "an unknown market": ("sectors: [{name: circus, shares: []}]", "unknown row 'circus'"),
    "a stranger in a market": (
        f"sectors: [{{name: taxi, shares: [{{name: nobody, share: {certain(0)}}}]}}]",
        "unknown company 'nobody'",
    ),
    "more payments than there are": (
        f"edges: [{edge('taxi_company_paid_first', coverage=certain(0.9))}]",
        "at most 1 together",
    ),
    "a third who processes": (
        "edges: ["
        + edge("third", **{"from": "taxi_company", "to": "first_bank", "kind": "payment_processing"},
               carries="payment", coverage=certain(0))
        + "]",
        "at most 2",
    ),
    "a processor who sees more than payments": (
        "edges: [{name: taxi_company_paid_first, carries: everything}]",
        "expected payment",
    ),
    "one app alone for more than everybody": (f"pays_first_only: {certain(0.9)}", "at most 1 together"),
    "a substitute for nobody": (
        "leaving: [{name: nobody, substitute: none, "
        "minutes: {value: 1, unit: minutes, assumed: {range: [0, 9], reason: for a test of mine}}, "
        "cost: {value: 1, unit: yuan, assumed: {range: [0, 9], reason: for a test of mine}}}]",
        "unknown company 'nobody'",
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_named(fault, tmp_path):
    text, words = FAULTS[fault]
    file = tmp_path / "faulty.yaml"
    file.write_text(f"extends: as-reported-2018\nname: faulty\nwatching:\n  {text}\n")
    with pytest.raises(InputError) as caught:
        load(file)
    assert words in str(caught.value)
    assert str(caught.value).startswith(str(file))


def test_values_are_set_by_the_names_of_their_rows():
    scenario = load("blank", {"watching.edges.bike_share_to_first_platform.coverage": "0.25"})
    edge = next(row for row in scenario.watching.edges if row.name == "bike_share_to_first_platform")
    assert edge.coverage.value == 0.25


def test_every_market_is_served():
    assert [sector.name for sector in load("blank").watching.sectors] == list(SECTOR_NAMES)


def test_companies_change_no_journal():
    """What watches is no part of the rules: rule books do not know it."""
    from scorelab.scenario.compile import rule_books

    one = load("as-reported-2018")
    other = load("as-reported-2018", {"watching.edges.bike_share_to_first_platform.coverage": 0})
    assert one.watching != other.watching
    assert rule_books(one) == rule_books(other)
