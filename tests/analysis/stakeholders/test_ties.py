from fractions import Fraction

import networkx as nx
import pytest

from bestpractices.analysis.stakeholders.degree import degrees, strengths
from bestpractices.analysis.stakeholders.ties import (
    adjacency,
    in_order,
    lengths,
    simple,
    simplified,
    ties,
)


def test_loops_are_left_out_and_parallel_ties_are_joined_and_both_are_counted():
    graph = nx.MultiDiGraph()
    graph.add_edges_from(
        [
            ("b", "a", {"weight": 2, "kind": "money"}),
            ("b", "a", {"weight": 0.5}),
            ("a", "b"),
            ("c", "c"),
        ]
    )
    found = simplified(graph)
    assert (found.loops, found.joined) == (1, 1)
    assert list(found.graph) == ["a", "b", "c"]
    assert found.graph.edges["b", "a"] == {"weight": 2.5, "kind": "money"}
    assert found.graph.edges["a", "b"] == {"weight": 1}
    assert graph.number_of_edges() == 4
    assert "weight" not in graph.edges["a", "b", 0]


@pytest.mark.parametrize("kind", [nx.Graph, nx.DiGraph, nx.MultiGraph, nx.MultiDiGraph])
def test_a_graph_and_its_simple_form_have_the_same_matrix(kind):
    graph = kind([("b", "a"), ("a", "b"), ("c", "c"), ("c", "b"), ("c", "b")])
    graph.add_node("d")
    for weighted in (False, True):
        cells, nodes = adjacency(graph, weighted=weighted)
        again, same = adjacency(simple(graph), weighted=weighted)
        assert nodes == same == ["a", "b", "c", "d"]
        assert cells.toarray().tolist() == again.toarray().tolist()
        assert (cells.toarray() == cells.toarray().T).all() != graph.is_directed()


def test_a_network_without_nodes_has_a_matrix_without_rows():
    cells, nodes = adjacency(nx.DiGraph())
    assert cells.shape == (0, 0)
    assert nodes == []


def test_ids_that_cannot_be_compared_are_ordered_by_type_and_text():
    assert in_order(["İzmir", 2, "Izmir", 10]) == [10, 2, "Izmir", "İzmir"]
    assert in_order([10, 9]) == [9, 10]


def test_nodes_that_are_pairs_stay_one_id_each():
    graph = nx.Graph([((1, 2), (3, 4))])
    assert degrees(graph).index.tolist() == [(1, 2), (3, 4)]


@pytest.mark.parametrize("strength", [0, -1, "3", float("nan"), float("inf"), [2]])
def test_a_strength_that_is_no_number_above_0_is_refused_with_its_tie(strength):
    graph = nx.Graph()
    graph.add_edge("a", "b", weight=strength)
    for made in (simple, ties):
        with pytest.raises(ValueError, match=r"the tie 'a' - 'b' has the strength .*above 0"):
            made(graph)


def test_an_unknown_strength_counts_1_and_a_fraction_is_a_number():
    graph = nx.Graph()
    graph.add_edge("a", "b", weight=None)
    graph.add_edge("b", "c", weight=Fraction(1, 2))
    assert strengths(graph)["strength"].tolist() == [1, 1.5, 0.5]


def test_of_parallel_ties_the_shortest_is_the_length():
    graph = nx.MultiGraph()
    graph.add_edges_from([(1, 2, {"km": 3}), (2, 1, {"km": 2})])
    assert lengths(graph, "km").strengths.toarray().tolist() == [[0, 2], [2, 0]]


def test_a_tie_without_length_is_refused_and_so_are_ties_that_know_strengths_alone():
    graph = nx.Graph([("a", "b")])
    with pytest.raises(ValueError, match=r"'a' - 'b' has the km None"):
        lengths(graph, "km")
    with pytest.raises(TypeError, match="give the graph itself"):
        lengths(ties(graph), "km")


def test_degrees_and_strengths_by_direction_worked_by_hand():
    graph = nx.DiGraph()
    graph.add_weighted_edges_from([("a", "b", 2), ("b", "a", 1), ("c", "b", 4)])
    graph.add_node("d")
    assert degrees(graph).to_numpy().tolist() == [[2, 1, 1], [3, 2, 1], [1, 0, 1], [0, 0, 0]]
    assert strengths(graph).to_numpy().tolist() == [[3, 1, 2], [7, 6, 1], [4, 0, 4], [0, 0, 0]]
    assert degrees(nx.Graph()).columns.tolist() == ["degree", "in_degree", "out_degree"]
