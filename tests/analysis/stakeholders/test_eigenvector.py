import networkx as nx
import numpy as np
import pytest

from bestpractices.analysis.stakeholders.eigenvector import eigenvector
from bestpractices.analysis.stakeholders.ties import ties


def test_a_star_and_a_triangle_of_equal_eigenvalue_share_the_length():
    # Both have 2. Unit vectors: centre 1/sqrt(2), leaves 1/sqrt(8), sum 3/sqrt(2); triangle
    # 1/sqrt(3) each, sum sqrt(3). Passing on from equal starts ends in (3/2, 3/4 .., 1, 1, 1).
    graph = nx.disjoint_union_all([nx.star_graph(4), nx.path_graph(4), nx.cycle_graph(3)])
    expected = np.array([1.5] + 4 * [0.75] + 4 * [0] + 3 * [1])
    expected /= np.linalg.norm(expected)
    assert eigenvector(graph).tolist() == pytest.approx(expected.tolist(), abs=1e-9)


def test_only_the_component_with_the_largest_eigenvalue_has_a_share():
    graph = nx.disjoint_union(nx.complete_graph(4), nx.star_graph(5))
    graph.add_node("alone")
    found = eigenvector(graph)
    assert found[[0, 1, 2, 3]].tolist() == pytest.approx([0.5] * 4)
    assert (found.drop([0, 1, 2, 3]) == 0).all()


def test_without_a_tie_or_a_directed_cycle_it_is_undefined():
    assert eigenvector(nx.empty_graph(3)).isna().all()
    assert eigenvector(nx.DiGraph([(1, 2), (2, 3), (1, 3)])).isna().all()
    assert eigenvector(nx.Graph()).tolist() == []


def test_who_is_named_from_a_cycle_has_a_share_and_who_only_names_has_none():
    # lambda 1: the pair passes 1 to each other, 2 passes it on to 3, 3 to 4.
    found = eigenvector(nx.DiGraph([(1, 2), (2, 1), (2, 3), (3, 4), (5, 1)]))
    assert found.tolist() == pytest.approx([0.5, 0.5, 0.5, 0.5, 0], abs=1e-12)


def test_of_two_equal_cycles_the_one_that_is_reached_counts():
    # lambda 1 for both; 3 and 4 get from 2 and pass on among themselves, without end.
    found = eigenvector(nx.DiGraph([(1, 2), (2, 1), (2, 3), (3, 4), (4, 3), (4, 5)]))
    assert found.tolist() == pytest.approx(np.array([0, 0, 1, 1, 1]) / np.sqrt(3), abs=1e-12)


@pytest.mark.parametrize("directed", [False, True])
def test_it_solves_its_equation_in_large_networks_and_is_the_same_every_time(directed):
    graph = nx.gnm_random_graph(900, 3600, seed=1, directed=directed)
    found = eigenvector(graph)
    brought = ties(graph).pattern.T @ found.to_numpy()
    assert np.linalg.norm(found) == pytest.approx(1)
    assert (found >= 0).all()
    assert brought.tolist() == pytest.approx((np.linalg.norm(brought) * found).tolist(), abs=1e-8)
    assert found.equals(eigenvector(graph))


def test_a_long_chain_has_the_sine_of_its_places():
    # The largest eigenvector of a path of n nodes is sin(pi k / (n + 1)).
    expected = np.sin(np.pi * np.arange(1, 601) / 601)
    expected /= np.linalg.norm(expected)
    assert eigenvector(nx.path_graph(600)).tolist() == pytest.approx(expected.tolist(), abs=1e-7)


def test_strengths_count_only_where_they_are_asked_for():
    graph = nx.Graph()
    graph.add_weighted_edges_from([("a", "b", 3), ("b", "c", 4)])
    assert eigenvector(graph, weighted=True).tolist() == pytest.approx(
        np.array([3, 5, 4]) / np.sqrt(50)
    )
    assert eigenvector(graph).tolist() == pytest.approx(np.array([1, np.sqrt(2), 1]) / 2)
