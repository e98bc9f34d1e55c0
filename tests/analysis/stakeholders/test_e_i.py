"""E-I index and mixing: by hand, and what holds for every network."""

from itertools import permutations as orders

import networkx as nx
import numpy as np
import pytest

from bestpractices.analysis.stakeholders.e_i import e_i, expected_e_i
from bestpractices.analysis.stakeholders.mixing import (
    assortativity,
    degree_assortativity,
    mixing_matrix,
    numeric_assortativity,
)

COUNTRY = {"a": "BE", "b": "BE", "c": "TR", "d": "TR"}
PATH = nx.path_graph(["a", "b", "c", "d"])


def test_groups_of_four_three_and_three_give_the_expected_index_of_the_field_guide():
    assert expected_e_i(np.array([4, 3, 3])) == pytest.approx(0.467, abs=5e-4)


def test_a_network_without_ties_has_no_index_and_its_groups_have_none():
    graph = nx.empty_graph(["a", "b", "c", "d"])
    found = e_i(graph, group=COUNTRY)
    assert (found.observed, found.p, found.rescaled) == (None, None, None)
    assert found.expected == pytest.approx(1 / 3)
    assert found.by_node.isna().all()
    assert found.by_group["e_i"].isna().all()
    assert found.by_group["members"].tolist() == [2, 2]


def test_no_node_and_one_node_have_nothing_to_expect():
    assert e_i(nx.Graph(), group={}).expected is None
    assert e_i(nx.Graph(), group={}).by_node.empty
    assert e_i(nx.empty_graph(1), group={0: "A"}).expected is None


def test_one_group_is_inward_whatever_the_labels():
    found = e_i(PATH, group=dict.fromkeys(PATH, "BE"), permutations=19)
    assert (found.observed, found.expected, found.p, found.rescaled) == (-1, -1, 1, None)


def test_p_comes_near_the_share_of_all_orders_of_the_labels():
    ties, labels = list(PATH.edges), list(COUNTRY.values())

    def index(order):
        of = dict(zip(PATH, order, strict=True))
        return sum(of[a] != of[b] for a, b in ties) * 2 / len(ties) - 1

    every = [index(order) for order in orders(labels)]
    far = np.mean([abs(one - 1 / 3) >= abs(-1 / 3 - 1 / 3) - 1e-9 for one in every])
    found = e_i(PATH, group=COUNTRY, permutations=4000)
    assert found.p == pytest.approx(far, abs=0.03)
    assert found.permuted_mean == pytest.approx(found.expected, abs=0.03)
    assert found.p == e_i(PATH, group=COUNTRY, permutations=4000).p


def test_strengths_count_only_where_they_are_asked_for():
    graph = nx.DiGraph()
    graph.add_weighted_edges_from([("a", "b", 3), ("b", "c", 1), ("b", "b", 9)])
    assert e_i(graph, group=COUNTRY | {"a": "BE"}, permutations=0).observed == 0
    assert e_i(graph, group=COUNTRY, permutations=0, weighted=True).observed == -0.5


def test_nodes_without_a_group_are_named():
    with pytest.raises(ValueError, match="no group for 'c', 'd'"):
        e_i(PATH, group={"a": "BE", "b": "BE", "c": None})
    many = nx.empty_graph(13)
    with pytest.raises(ValueError, match="9 and 3 more"):
        e_i(many, group={})


def test_assortativity_is_undefined_where_all_are_alike_or_nobody_is_tied():
    alike = dict.fromkeys(PATH, "BE")
    assert assortativity(PATH, group=alike) is None
    assert assortativity(nx.empty_graph(3), group=dict.fromkeys(range(3), "A")) is None
    assert numeric_assortativity(PATH, value=dict.fromkeys(PATH, 1)) is None
    assert degree_assortativity(nx.cycle_graph(4)) is None
    assert mixing_matrix(nx.Graph(), group={}).empty
