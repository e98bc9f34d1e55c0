"""Communities: what is certain, how it is told, and the comparison of cuts."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from bestpractices.analysis.stakeholders.communities import communities, modularity
from bestpractices.analysis.stakeholders.partitions import adjusted_rand, mates_kept, numbered

CUTS = some.lists(some.integers(0, 3), min_size=1, max_size=8)


def test_the_largest_community_comes_first_and_of_two_alike_that_with_the_first_id():
    graph = nx.disjoint_union_all([nx.complete_graph(size) for size in (3, 4, 3)])
    found = communities(graph)
    assert found.of.tolist() == [2, 2, 2, 1, 1, 1, 1, 3, 3, 3]
    assert (found.agreement, found.near_equal) == (1, 1)
    assert found.by_community["members"].tolist() == [4, 3, 3]
    assert (found.stability == 1).all()


def test_the_same_seed_gives_the_same_result_in_whatever_order_ties_are_told():
    graph = nx.gnm_random_graph(60, 120, seed=1)
    turned = nx.Graph()
    turned.add_edges_from((b, a) for a, b in reversed(list(graph.edges)))
    turned.add_nodes_from(reversed(list(graph)))
    one, two = communities(graph, seed=3), communities(turned, seed=3)
    assert one.of.equals(two.of)
    assert one.stability.equals(two.stability)
    # no structure: many cuts are as good, and each run finds another
    assert one.near_equal > 1
    assert one.agreement < 0.7
    assert one.stability.between(0, 1).all()


def test_the_cut_of_the_karate_club_is_the_best_that_is_known():
    # 0.4198, Brandes et al. (2008), On modularity clustering, IEEE TKDE 20(2), 172-188.
    found = communities(nx.karate_club_graph(), runs=20)
    assert found.modularity == pytest.approx(0.4198, abs=5e-5)


def test_strengths_count_only_where_they_are_asked_for():
    graph = nx.cycle_graph(4)
    nx.set_edge_attributes(graph, {(0, 1): 9, (2, 3): 9, (1, 2): 1, (0, 3): 1}, "weight")
    assert communities(graph, weighted=True).of.tolist() == [1, 1, 2, 2]
    cut = dict(enumerate("abba"))
    assert modularity(graph, group=cut) == 0
    assert modularity(graph, group=cut, weighted=True) == pytest.approx(-0.4)


def test_no_node_no_ties_and_one_run():
    assert communities(nx.Graph()).of.empty
    found = communities(nx.empty_graph(3))
    assert (found.of.tolist(), found.modularity) == ([1, 2, 3], None)
    assert (found.stability == 1).all()
    once = communities(nx.path_graph(4), runs=1)
    assert once.agreement is None
    assert once.stability.isna().all()
    with pytest.raises(ValueError, match="1 or more"):
        communities(nx.path_graph(4), runs=0)
    with pytest.raises(ValueError, match="louvain, leiden"):
        communities(nx.path_graph(4), method="guess")


def test_leiden_finds_the_same_plain_communities_or_says_what_to_install():
    graph = nx.disjoint_union_all([nx.complete_graph(size) for size in (5, 4, 3)])
    try:
        import igraph  # noqa: F401
    except ModuleNotFoundError:
        with pytest.raises(ModuleNotFoundError, match=r"bestpractices\[igraph\]"):
            communities(graph, method="leiden")
    else:
        assert communities(graph, method="leiden").of.equals(communities(graph).of)


@settings(max_examples=40, deadline=None)
@given(CUTS, some.data())
def test_cuts_agree_by_the_pairs_that_they_keep_together(one, data):
    two = data.draw(some.lists(some.integers(0, 3), min_size=len(one), max_size=len(one)))
    first, second = np.array(one), np.array(two)
    assert adjusted_rand(first, second) == pytest.approx(adjusted_rand(second, first))
    assert adjusted_rand(first, numbered(first)) == 1
    kept = mates_kept(first, second)
    for at, share in enumerate(kept):
        mates = {b for b in range(len(one)) if one[b] == one[at]} - {at}
        others = {b for b in range(len(one)) if two[b] == two[at]} - {at}
        assert share == (len(mates & others) / len(mates) if mates else not others)


def test_agreement_has_the_figure_of_hubert_and_arabie():
    # Table of Hubert and Arabie's index as in the documentation of scikit-learn: 0.2424...
    one, two = np.array([0, 0, 0, 1, 1, 1]), np.array([0, 0, 1, 1, 2, 2])
    assert adjusted_rand(one, two) == pytest.approx(0.24242424)
