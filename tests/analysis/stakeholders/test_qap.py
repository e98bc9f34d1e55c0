"""Correlation of networks: against all permutations written out, and what is refused."""

from itertools import permutations as orders

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from bestpractices.analysis.stakeholders.qap import qap_correlation


def cells(graph):
    matrix = nx.to_numpy_array(graph, nodelist=sorted(graph), weight=None)
    return matrix[~np.eye(len(graph), dtype=bool)]


def directed(seed, nodes=5):
    return nx.gnp_random_graph(nodes, 0.4, seed=seed, directed=True)


def test_p_comes_near_the_share_of_all_permutations():
    first, second = directed(1), directed(2)
    observed = np.corrcoef(cells(first), cells(second))[0, 1]
    every = np.array(
        [
            np.corrcoef(
                cells(first),
                cells(nx.relabel_nodes(second, dict(enumerate(order)), copy=True)),
            )[0, 1]
            for order in orders(range(5))
        ]
    )
    found = qap_correlation(first, second, permutations=4000)
    assert found.correlation == pytest.approx(observed)
    assert found.p == pytest.approx(np.mean(abs(every) >= abs(observed) - 1e-9), abs=0.03)
    assert found.p_greater == pytest.approx(np.mean(every >= observed - 1e-9), abs=0.03)
    assert found.p_less == pytest.approx(np.mean(every <= observed + 1e-9), abs=0.03)
    assert found.permuted_mean == pytest.approx(every.mean(), abs=0.03)
    assert found.permuted_sd == pytest.approx(every.std(), abs=0.03)


@settings(max_examples=40, deadline=None)
@given(some.integers(0, 99), some.integers(0, 99))
def test_the_correlation_is_the_same_both_ways_and_p_is_above_zero(one, two):
    first, second = directed(one), directed(two)
    found, turned = (
        qap_correlation(a, b, permutations=9) for a, b in ((first, second), (second, first))
    )
    assert (found.correlation is None) == (turned.correlation is None)
    if found.correlation is not None:
        assert found.correlation == pytest.approx(turned.correlation)
        assert -1 <= found.correlation <= 1
        assert 0 < found.p <= 1


def test_a_network_and_its_opposite_have_minus_one():
    path = nx.path_graph(5)
    assert qap_correlation(path, nx.complement(path), permutations=0).correlation == pytest.approx(
        -1
    )


def test_a_tie_without_direction_is_read_both_ways_beside_one_with():
    path = nx.path_graph(4)
    assert qap_correlation(path, path.to_directed(), permutations=0).correlation == pytest.approx(1)


def test_strengths_count_only_where_they_are_asked_for():
    first, second = nx.path_graph(4), nx.path_graph(4)
    second.edges[0, 1]["weight"] = 5
    assert qap_correlation(first, second, permutations=0).correlation == pytest.approx(1)
    found = qap_correlation(first, second, permutations=0, weighted=True).correlation
    # by hand: 6 ties of 12 pairs, strengths 5 5 1 1 1 1
    assert found == pytest.approx(7 / np.sqrt(3 * (54 - 196 / 12)))


def test_networks_that_say_the_same_of_every_pair_have_no_correlation():
    for other in (nx.empty_graph(4), nx.complete_graph(4)):
        found = qap_correlation(nx.path_graph(4), other)
        assert (found.correlation, found.p) == (None, None)
    assert qap_correlation(nx.Graph(), nx.Graph()).correlation is None
    assert qap_correlation(nx.path_graph(4), nx.path_graph(4), permutations=0).p is None


def test_who_is_missing_is_named():
    with pytest.raises(ValueError, match="not in the second: 'b'; not in the first: 'c'"):
        qap_correlation(nx.Graph([("a", "b")]), nx.Graph([("a", "c")]))
