"""Gini against its definition, assortativity against networkx."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from scorelab.measures.standing import assortativity, gini


@given(st.lists(st.integers(0, 5000), min_size=1, max_size=40))
def test_gini_is_the_mean_difference_over_twice_the_mean(values):
    assume(sum(values) > 0)
    values = np.array(values)
    differences = np.abs(values[:, None] - values[None, :])
    assert gini(values) == pytest.approx(differences.mean() / (2 * values.mean()), abs=1e-12)


def test_gini_at_its_ends():
    assert gini(np.array([7, 7, 7])) == 0
    assert gini(np.array([0, 0, 0, 12])) == pytest.approx(3 / 4)
    assert gini(np.array([0, 0])) is None


@given(
    st.lists(st.integers(0, 900), min_size=8, max_size=8),
    st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda tie: tie[0] < tie[1]), min_size=3),
)
def test_assortativity_agrees_with_networkx(points, ties):
    points = np.array(points)
    ends = points[np.array(sorted(ties))]
    assume(ends.min() < ends.max())
    graph = nx.Graph(ties)
    nx.set_node_attributes(graph, dict(enumerate(points.tolist())), "points")
    expected = nx.numeric_assortativity_coefficient(graph, "points")
    assert assortativity(ends) == pytest.approx(expected, abs=1e-9)


def test_like_with_like_alone_is_undefined():
    assert assortativity(np.array([[5, 5], [5, 5]])) is None
    assert assortativity(np.zeros((0, 2), int)) is None
