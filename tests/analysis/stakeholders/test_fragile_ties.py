import networkx as nx
import pytest

from bestpractices.analysis.stakeholders.fragile_ties import articulation_points, bridges


@pytest.mark.parametrize("seed", range(12))
def test_bridges_and_articulation_points_are_those_of_networkx(seed):
    graph = nx.gnm_random_graph(60, 55 + 3 * seed, seed=seed)
    assert bridges(graph) == sorted(tuple(sorted(tie)) for tie in nx.bridges(graph))
    assert articulation_points(graph) == sorted(nx.articulation_points(graph))


def test_mutual_and_parallel_ties_are_one_bridge():
    assert bridges(nx.DiGraph([("b", "a"), ("a", "b")])) == [("a", "b")]
    assert bridges(nx.MultiGraph([("a", "b"), ("a", "b")])) == [("a", "b")]


def test_nothing_is_fragile_without_ties_or_in_a_ring():
    for graph in (nx.Graph(), nx.empty_graph(2), nx.cycle_graph(4), nx.Graph([("a", "a")])):
        assert bridges(graph) == articulation_points(graph) == []


def test_a_chain_of_many_is_walked_without_recursion():
    graph = nx.path_graph(5000)
    assert len(bridges(graph)) == 4999
    assert len(articulation_points(graph)) == 4998
