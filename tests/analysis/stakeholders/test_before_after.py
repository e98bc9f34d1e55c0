"""What changed between two networks: told tie by tie, and tested."""

import networkx as nx
import numpy as np
import pytest

from bestpractices.analysis.stakeholders.before_after import before_after

COUNTRY = {"a": "BE", "b": "BE", "c": "TR", "d": "TR", "e": "TR"}


def test_ties_actors_and_measures_that_changed_are_told():
    first = nx.DiGraph([("a", "b"), ("c", "d"), ("d", "c")])
    second = nx.DiGraph([("a", "b"), ("b", "a"), ("b", "c"), ("c", "e"), ("a", "a")])
    found = before_after(first, second, group=COUNTRY, permutations=19)
    assert (found.actors_new, found.actors_lost) == (["e"], ["d"])
    assert found.ties_new == [("b", "a"), ("b", "c"), ("c", "e")]
    assert found.ties_lost == [("c", "d"), ("d", "c")]
    assert found.ties_kept == [("a", "b")]
    # a, b, c are there twice: one tie kept of three
    assert found.jaccard == pytest.approx(1 / 3)
    assert found.change.loc["ties"].tolist() == [3, 4, 1]
    assert found.change.loc["density"].tolist() == pytest.approx([3 / 12, 4 / 12, 1 / 12])
    assert found.change.loc["reciprocity"].tolist() == pytest.approx([2 / 3, 2 / 4, -1 / 6])
    assert found.change.loc["cross_ties"].tolist() == [0, 1, 1]
    assert found.change.loc["e_i"].tolist() == [-1, -0.5, 0.5]
    assert found.same_actors.loc["ties"].tolist() == [1, 3, 2]
    assert found.same_actors.loc["cross_share"].tolist() == pytest.approx([0, 1 / 3, 1 / 3])
    assert 0 < found.cross_p <= 1
    assert 0 < found.qap.p <= 1


def test_an_undirected_tie_is_the_same_from_either_end():
    found = before_after(nx.Graph([("b", "a")]), nx.Graph([("a", "b"), ("c", "b")]))
    assert found.ties_kept == [("a", "b")]
    assert found.ties_new == [("b", "c")]
    assert found.cross_p is None
    assert "e_i" not in found.change.index
    assert np.isnan(found.change.loc["reciprocity", "before"])


def test_many_new_ties_across_are_more_than_chance_and_no_change_is_none():
    nodes = range(16)
    group = {node: node < 8 for node in nodes}
    inside = [(a, b) for a in nodes for b in nodes if a < b and group[a] == group[b]]
    across = [(a, b) for a in nodes for b in nodes if a < b and group[a] != group[b]]
    first, second = nx.Graph(inside[::2]), nx.Graph(across[::2])
    assert before_after(first, second, group=group).cross_p < 0.01
    assert before_after(first, first, group=group).cross_p == 1


def test_networks_without_common_actors_and_without_any():
    found = before_after(nx.path_graph(2), nx.Graph([(7, 8)]), group=dict.fromkeys(range(9), "A"))
    assert (found.jaccard, found.cross_p, found.qap.correlation) == (None, None, None)
    found = before_after(nx.Graph(), nx.Graph())
    assert found.change.loc["ties"].tolist() == [0, 0, 0]
    assert found.ties_new == []


def test_one_directed_and_one_undirected_network_are_refused():
    with pytest.raises(ValueError, match="make both alike"):
        before_after(nx.Graph(), nx.DiGraph())
