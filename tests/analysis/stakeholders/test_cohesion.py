import networkx as nx
import pytest

from bestpractices.analysis.stakeholders.centralization import (
    betweenness_centralization,
    degree_centralization,
)
from bestpractices.analysis.stakeholders.cohesion import (
    Reciprocity,
    components,
    density,
    isolates,
    reciprocity,
)
from bestpractices.analysis.stakeholders.shortest_paths import betweenness


def test_density_counts_each_pair_once_and_no_loops():
    graph = nx.MultiDiGraph([(1, 2), (1, 2), (2, 2), (2, 3)])
    assert density(graph) == 2 / 6
    assert density(nx.empty_graph(2)) == 0
    assert density(nx.complete_graph(4)) == 1
    assert density(nx.Graph()) is density(nx.empty_graph(1)) is None


def test_reciprocity_is_undefined_where_there_is_nothing_to_answer():
    assert reciprocity(nx.path_graph(3)) == Reciprocity(None, None, None)
    assert reciprocity(nx.DiGraph()) == Reciprocity(None, None, None)
    assert reciprocity(nx.empty_graph(3, create_using=nx.DiGraph)) == Reciprocity(None, 1, None)
    assert reciprocity(nx.DiGraph([(1, 2), (2, 1)])) == Reciprocity(1, 1, 1)
    assert reciprocity(nx.DiGraph([(1, 2)])) == Reciprocity(0, 0, 0)


def test_components_are_weak_the_largest_first_and_then_by_first_id():
    graph = nx.DiGraph([("d", "c"), ("b", "a"), ("f", "e"), ("f", "g")])
    graph.add_nodes_from(["h", "İ"])
    graph.add_edge("h", "h")
    assert components(graph) == [("e", "f", "g"), ("a", "b"), ("c", "d"), ("h",), ("İ",)]
    assert isolates(graph) == ["h", "İ"]
    assert components(nx.Graph()) == isolates(nx.Graph()) == []


def test_a_star_is_wholly_centralized_in_the_direction_in_which_all_point():
    named = nx.DiGraph([(leaf, "centre") for leaf in "abcd"])
    assert degree_centralization(named) == 1
    assert degree_centralization(named.reverse(), direction="out") == 1
    # By hand: out-degrees 0, 1, 1, 1, 1 differ from the largest by 1; 4 x 4 is the most possible.
    assert degree_centralization(named, direction="out") == 1 / 16
    mutual = nx.star_graph(4).to_directed()
    assert degree_centralization(mutual, direction="all") == 1
    assert betweenness_centralization(mutual) == 1


def test_direction_says_nothing_of_an_undirected_network():
    graph = nx.path_graph(4)
    found = {degree_centralization(graph, direction=way) for way in ("in", "out", "all")}
    # By hand: degrees 1, 2, 2, 1 of at most 3 x 2.
    assert found == {2 / 6}


@pytest.mark.parametrize("nodes", [0, 1, 2])
def test_too_few_nodes_have_no_centralization(nodes):
    assert degree_centralization(nx.path_graph(nodes)) is None
    assert betweenness_centralization(nx.path_graph(nodes)) is None


def test_all_alike_and_no_ties_are_not_centralized():
    for graph in (nx.cycle_graph(5), nx.empty_graph(3)):
        assert degree_centralization(graph) == betweenness_centralization(graph) == 0


def test_known_betweenness_need_not_be_computed_again():
    graph = nx.krackhardt_kite_graph()
    known = betweenness(graph)
    assert betweenness_centralization(graph, scores=known) == betweenness_centralization(graph)
