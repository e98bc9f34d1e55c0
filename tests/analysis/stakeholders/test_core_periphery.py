"""Core and periphery: perfect cases, the definition itself, and the search beyond twenty nodes."""

import networkx as nx
import numpy as np
import pytest

from bestpractices.analysis.stakeholders import core_search
from bestpractices.analysis.stakeholders.core_periphery import (
    core_periphery,
    core_periphery_chance,
)
from bestpractices.analysis.stakeholders.degree_preserving import rewired
from bestpractices.analysis.stakeholders.ties import ties


@pytest.mark.parametrize("nodes", [5, 25, 400])
def test_a_star_fits_perfectly(nodes):
    found = core_periphery(nx.star_graph(nodes))
    assert found.core == (0,)
    assert found.fit == pytest.approx(1)


def test_no_ties_all_ties_and_few_nodes_have_no_core():
    for graph in (nx.Graph(), nx.empty_graph(1), nx.path_graph(2), nx.empty_graph(30)):
        assert core_periphery(graph).fit is None
    for nodes in (4, 30):
        found = core_periphery(nx.complete_graph(nodes))
        assert (found.core, found.fit) == ((), None)


@pytest.mark.parametrize("mixed", [1.0, 0.0, 0.3, None])
@pytest.mark.parametrize("directed", [True, False])
def test_the_search_finds_what_looking_at_every_core_finds(mixed, directed, monkeypatch):
    graph = nx.gnp_random_graph(14, 0.3, seed=5, directed=directed)
    every = core_periphery(graph, mixed=mixed)
    monkeypatch.setattr(core_search, "_ALL", 0)
    found = core_periphery(graph, mixed=mixed)
    assert not found.exact
    assert found.fit == pytest.approx(every.fit)
    assert set(found.cores) <= set(every.cores)


def test_a_planted_core_is_found_in_a_large_network():
    random = np.random.default_rng(1)
    core = range(40)
    graph = nx.complete_graph(core)
    graph.add_edges_from((node, int(random.integers(40))) for node in range(40, 800))
    found = core_periphery(graph, mixed=None)
    assert found.core == tuple(core)
    assert found.fit == pytest.approx(1)


def test_a_mixed_block_is_a_density():
    with pytest.raises(ValueError, match="density from 0 to 1"):
        core_periphery(nx.path_graph(4), mixed=2)


@pytest.mark.parametrize("directed", [True, False])
def test_random_networks_keep_all_degrees_and_are_not_all_the_same(directed):
    graph = nx.gnp_random_graph(15, 0.3, seed=2, directed=directed)
    cells = ties(graph).pattern.toarray()
    drawn = [one.toarray() for one in rewired(ties(graph), networks=5, seed=1)]
    for one in drawn:
        assert (one.sum(axis=0) == cells.sum(axis=0)).all()
        assert (one.sum(axis=1) == cells.sum(axis=1)).all()
        assert set(np.unique(one)) <= {0, 1}
        assert not one.diagonal().any()
    assert len({one.tobytes() for one in drawn}) > 1


def test_a_star_is_no_more_core_than_its_degrees_make_it():
    found = core_periphery_chance(nx.star_graph(6), networks=9)
    assert (found.fit, found.fit_expected, found.p) == pytest.approx((1, 1, 1))
    assert core_periphery_chance(nx.empty_graph(4)).p is None


def test_p_of_the_fit_is_the_same_every_time():
    graph = nx.karate_club_graph()
    found = core_periphery_chance(graph, networks=9, starts=2)
    assert 0 < found.p <= 1
    assert found == core_periphery_chance(graph, networks=9, starts=2)


@pytest.mark.parametrize("graph", [nx.gnm_random_graph(400, 1600, seed=1),
                                   nx.barabasi_albert_graph(400, 3, seed=1)])  # fmt: skip
def test_in_large_networks_many_change_at_once_and_no_single_change_is_left_that_helps(
    graph, monkeypatch
):
    monkeypatch.setattr(core_search, "_LARGE", 400)
    found = core_periphery(graph)
    fit = core_search.Fit(400, float(2 * graph.number_of_edges()), 1.0)

    def of(core):
        within = 2 * graph.subgraph(core).number_of_edges()
        outside = 2 * graph.subgraph(set(graph) - set(core)).number_of_edges()
        return float(fit.of(np.array([len(core)]), within, outside)[0])

    core = set(found.core)
    assert of(core) == pytest.approx(found.fit)
    assert max(of(core ^ {node}) for node in graph) <= found.fit + 1e-9
