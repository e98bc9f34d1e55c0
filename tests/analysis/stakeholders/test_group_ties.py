"""Ties between two groups beside chance, and who stands between them."""

from itertools import permutations as orders

import networkx as nx
import pytest

from bestpractices.analysis.stakeholders.brokerage import brokerage_roles
from bestpractices.analysis.stakeholders.group_ties import brokers_between, ties_between

BETWEEN = ("BE", "TR")


def test_chance_is_the_mean_over_all_ways_to_deal_out_the_groups():
    graph = nx.Graph([("a", "b"), ("b", "c"), ("c", "d"), ("d", "e"), ("a", "c")])
    labels = ["BE", "BE", "TR", "TR", "DE"]
    dealt = [dict(zip("abcde", order, strict=True)) for order in orders(labels)]
    counts = [sum({group[a], group[b]} == {"BE", "TR"} for a, b in graph.edges) for group in dealt]

    found = ties_between(graph, BETWEEN, group=dealt[0], permutations=4000)

    assert found.observed == counts[0]
    assert found.possible == 4
    assert found.expected == pytest.approx(sum(counts) / len(counts))
    far = [abs(one - found.expected) >= abs(counts[0] - found.expected) for one in counts]
    assert found.p == pytest.approx(sum(far) / len(far), abs=0.03)


def test_directions_and_parallel_ties_count_a_pair_once():
    graph = nx.MultiDiGraph([("a", "b"), ("b", "a"), ("a", "b"), ("a", "a")])
    assert ties_between(graph, BETWEEN, group={"a": "BE", "b": "TR"}).observed == 1


def test_without_ties_or_members_nothing_is_expected_and_nothing_tested():
    nobody = ties_between(nx.Graph(), BETWEEN, group={})
    assert (nobody.observed, nobody.possible, nobody.expected, nobody.p) == (0, 0, None, None)
    one_side = ties_between(nx.path_graph(["a", "b"]), BETWEEN, group={"a": "BE", "b": "BE"})
    assert (one_side.observed, one_side.possible, one_side.expected) == (0, 0, 0.0)


@pytest.mark.parametrize("seed", range(5))
def test_with_two_groups_go_betweens_are_gatekeepers_and_representatives(seed):
    graph = nx.gnm_random_graph(12, 22, seed=seed)
    country = {node: BETWEEN[node % 2] for node in graph}
    roles = brokerage_roles(graph, group=country)
    both = (roles["gatekeeper"] + roles["representative"]) / 2

    found = brokers_between(graph, BETWEEN, group=country)

    assert found["pairs"].to_dict() == both[both > 0].to_dict()
    assert found["pairs"].is_monotonic_decreasing


def test_who_belongs_to_neither_country_may_stand_between_them():
    graph = nx.path_graph(["a", "x", "c"])
    found = brokers_between(graph, BETWEEN, group={"a": "BE", "x": "DE", "c": "TR"})

    assert found.to_dict("index") == {"x": {"pairs": 1, "ties": 0}}
    assert brokers_between(nx.Graph(), BETWEEN, group={}).empty
