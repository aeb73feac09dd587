import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorelab.errors import InputError
from scorelab.population import Employment, Layer, build
from scorelab.population.build import settle
from scorelab.population.kin import find_kin
from scorelab.population.layout import Role
from scorelab.population.settings import read_settings
from tests.population.conftest import SEED, START_YEAR, chance, rule_book, society


def ends(town, layers=tuple(Layer)):
    person = np.repeat(np.arange(len(town)), np.diff(town.tie_start))
    chosen = np.isin(town.tie_layer, layers)
    return person[chosen], town.tie_contact[chosen]


def graph(town, layers=tuple(Layer)):
    bare = nx.Graph()
    bare.add_nodes_from(range(len(town)))
    bare.add_edges_from(zip(*(side.tolist() for side in ends(town, layers)), strict=True))
    return bare


def ages(town):
    return -town.birthday * 4 // 1461


@pytest.fixture(scope="module")
def network(town):
    bare = graph(town)
    nx.set_node_attributes(bare, dict(enumerate(ages(town).tolist())), "age")
    return bare


@pytest.mark.parametrize("people", [1, 2, 3, 10, 50, 400, 20_000])
def test_ties_are_symmetric_sorted_and_single(people):
    town = society(people)
    person, contact = ends(town)
    assert town.tie_start[0] == 0
    assert town.tie_start[-1] == len(town.tie_contact) == len(town.tie_layer)
    assert (person != contact).all()
    rows = list(zip(person.tolist(), town.tie_layer.tolist(), contact.tolist(), strict=True))
    assert rows == sorted(rows)
    assert len({(a, b) for a, _, b in rows}) == len(rows)
    assert {(b, layer, a) for a, layer, b in rows} == set(rows)


groups = st.tuples(st.integers(1, 60), st.integers(1, 60)).map(sorted)


@given(st.integers(1, 400), st.integers(0, 2**63 - 1), groups, groups, groups, st.floats(0, 1))
def test_any_society_has_symmetric_single_ties(people, seed, neighbours, team, friends, long):
    ranges = {"neighbour_group": neighbours, "team_group": team, "friend_group": friends}
    changes = {
        f"{name}_{end}": pair[end == "high"] for name, pair in ranges.items() for end in ("low", "high")
    }
    town = build(rule_book(**changes, long_friend_share=chance(long)), people, seed, START_YEAR)
    person, contact = ends(town)
    pairs = set(zip(person.tolist(), contact.tolist(), strict=True))
    assert len(pairs) == len(person)
    assert all((b, a) in pairs and a != b for a, b in pairs)
    assert (np.bincount(town.household, weights=ages(town) >= 18) > 0).all()


def test_circles_that_are_crowds_are_refused():
    with pytest.raises(InputError, match=r"population\.team_group: found 201 people"):
        society(100, team_group_high=201)


def test_the_household_layer_is_the_household(town):
    person, contact = ends(town, (Layer.HOUSEHOLD,))
    assert (town.household[person] == town.household[contact]).all()
    sizes = np.bincount(town.household)
    assert len(person) == (sizes * (sizes - 1)).sum()


def test_no_closer_layer_is_hidden_by_a_wider_one(town):
    person, contact = ends(town, (Layer.RELATIVES, Layer.NEIGHBOURS, Layer.TEAM, Layer.FRIENDS))
    assert (town.household[person] != town.household[contact]).all()


def test_neighbours_share_a_block(town):
    person, contact = ends(town, (Layer.NEIGHBOURS,))
    assert (town.block[person] == town.block[contact]).all()


def test_teams_are_at_work_or_at_school(town):
    person, contact = ends(town, (Layer.TEAM,))
    at_work = np.isin(town.employment, (Employment.EMPLOYED, Employment.MANAGER))
    pupils = (town.employment == Employment.CHILD) & (ages(town) >= 6)
    students = (town.employment == Employment.STUDENT) | pupils
    assert (at_work | students)[person].all()
    mixed = at_work[person] != at_work[contact]
    assert mixed.mean() < 0.01


def test_circles_keep_their_size():
    groups = ("neighbour_group", "team_group", "friend_group")
    changes = {f"{name}_{end}": 2 for name in groups for end in ("low", "high")}
    town = society(4000, **changes, long_friend_share=0)
    for layer in (Layer.NEIGHBOURS, Layer.TEAM, Layer.FRIENDS):
        person, _ = ends(town, (layer,))
        assert np.bincount(person).max() == 1
        assert len(person) > 1000


def test_distant_friends_are_the_given_share_of_adults():
    sizes = {"neighbour_group": 1, "team_group": 1, "friend_group": 1}
    changes = {f"{name}_{end}": size for name, size in sizes.items() for end in ("low", "high")}
    town = society(20_000, **changes)
    person, contact = ends(town, (Layer.FRIENDS,))
    adults = (ages(town) >= 18).sum()
    assert len(person) / adults == pytest.approx(0.25, abs=0.02)
    assert (town.education[person] == town.education[contact]).all()
    assert np.median(np.abs(person - contact)) > 3000


def test_clustering_is_that_of_contact_networks(network):
    assert 0.2 < nx.average_clustering(network) < 0.6


def test_degrees_are_spread(town):
    degree = np.diff(town.tie_start)
    assert 14 <= degree.mean() <= 18
    assert degree.std() > 4
    assert np.percentile(degree, 95) > 2 * np.percentile(degree, 5)


def test_paths_are_short(network):
    largest = max(nx.connected_components(network), key=len)
    assert len(largest) > 0.99 * len(network)
    lengths = [
        length
        for source in sorted(largest)[:: len(largest) // 20]
        for length in nx.single_source_shortest_path_length(network, source).values()
    ]
    assert np.mean(lengths) < 6


def test_ties_are_alike_in_age(network):
    assert 0.25 < nx.numeric_assortativity_coefficient(network, "age") < 0.6


def test_friends_are_alike_as_in_published_friendship_networks(town):
    friends = graph(town, (Layer.FRIENDS,))
    for name, groups, published in (
        ("year", ages(town) // 5, 0.435),
        ("residence", town.block, 0.221),
        ("gender", town.sex, 0.062),
    ):
        nx.set_node_attributes(friends, dict(enumerate(groups.tolist())), name)
        assert nx.attribute_assortativity_coefficient(friends, name) == pytest.approx(published, abs=0.08)
    for groups in (town.education, town.income_fifth):
        nx.set_node_attributes(friends, dict(enumerate(groups.tolist())), "group")
        assert nx.attribute_assortativity_coefficient(friends, "group") > 0.1


def test_kin_are_parents_children_brothers_and_sisters():
    people = 20_000
    homes, _ = settle(read_settings(rule_book()), people, SEED, START_YEAR, None, None)
    kin = find_kin(homes, SEED)
    expected = set()
    children: dict[int, list[int]] = {}
    for person, head in enumerate(kin.parents.tolist()):
        if head >= 0:
            children.setdefault(head, []).append(person)
    for head, family in children.items():
        assert all(int(homes.age[head]) - int(homes.age[child]) >= 16 for child in family)
        parents = [head, head + 1] if homes.role[head] == Role.WIFE else [head]
        for child in family:
            expected |= {(child, other) for other in [*family, *parents] if other != child}
            expected |= {(other, child) for other in parents}
    apart = {(a, b) for a, b in expected if homes.household[a] != homes.household[b]}
    person, contact = ends(society(people), (Layer.RELATIVES,))
    assert set(zip(person.tolist(), contact.tolist(), strict=True)) == apart
    siblings = [len(family) for family in children.values()]
    assert 1.2 < np.mean(siblings) < 4
    distance = np.array([abs(homes.block[a] - homes.block[b]) for a, b in apart])
    assert 0.2 < np.mean(distance == 0) < 0.8


def test_nobody_is_married_to_a_brother_or_sister(town_homes):
    kin = find_kin(town_homes, SEED)
    husband = np.flatnonzero(town_homes.role == Role.HUSBAND)
    known = kin.parents[husband] >= 0
    assert (kin.parents[husband][known] != kin.parents[husband - 1][known]).all()
