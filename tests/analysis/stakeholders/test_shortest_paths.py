import networkx as nx
import numpy as np
import pytest

from bestpractices.analysis.stakeholders import brandes
from bestpractices.analysis.stakeholders.shortest_paths import (
    betweenness,
    closeness,
    harmonic,
    nearness,
    sampled_betweenness,
)
from bestpractices.analysis.stakeholders.ties import ties


def scale_free(nodes=400):
    return nx.barabasi_albert_graph(nodes, 3, seed=4)


def test_a_network_of_none_one_or_two_has_no_betweenness():
    assert betweenness(nx.Graph()).tolist() == []
    assert betweenness(nx.path_graph(1)).tolist() == [0]
    assert betweenness(nx.DiGraph([(1, 2)])).tolist() == [0, 0]


def test_who_is_joined_by_no_way_has_no_closeness_but_a_harmonic_one_of_0():
    graph = nx.DiGraph([("a", "b"), ("b", "c")])
    graph.add_node("d")
    # By hand: a is named by nobody; b by a at 1; c by b at 1 and a at 2.
    assert closeness(graph).tolist() == pytest.approx([np.nan, 1, 2 / 3, np.nan], nan_ok=True)
    assert harmonic(graph).tolist() == [0, 1, 1.5, 0]
    assert harmonic(graph, direction="out").tolist() == [1.5, 1, 0, 0]
    assert nearness(nx.Graph()).shape == (0, 4)
    assert nearness(nx.path_graph(1)).iloc[0, 1:].tolist() == [0, 0, 0]


def test_closeness_counts_within_the_component_alone():
    graph = nx.disjoint_union(nx.path_graph(2), nx.path_graph(3))
    assert closeness(graph).tolist() == pytest.approx([1, 1, 2 / 3, 1, 2 / 3])


def test_strength_is_not_distance():
    graph = nx.cycle_graph(5)
    nx.set_edge_attributes(graph, {(0, 1): 9}, "weight")
    plain = nx.cycle_graph(5)
    assert betweenness(graph).equals(betweenness(plain))
    assert nearness(graph).equals(nearness(plain))


@pytest.mark.parametrize("directed", [False, True])
def test_lengths_of_ties_are_distances_where_they_are_asked_for(directed):
    graph = nx.gnm_random_graph(30, 90, seed=3, directed=directed)
    draw = np.random.default_rng(1)
    nx.set_edge_attributes(graph, {tie: float(draw.random()) + 0.1 for tie in graph.edges}, "km")
    expected = nx.betweenness_centrality(graph, weight="km")
    assert betweenness(graph, distance="km").to_dict() == pytest.approx(expected)
    found = nearness(graph, distance="km")
    assert found["harmonic"].to_dict() == pytest.approx(
        nx.harmonic_centrality(graph, distance="km")
    )
    expected = nx.closeness_centrality(graph, distance="km", wf_improved=False)
    assert found["closeness"].fillna(0).to_dict() == pytest.approx(expected)
    assert (found[["closeness_error", "harmonic_error"]] == 0).all().all()


@pytest.mark.parametrize(
    "graph",
    [
        scale_free(),
        nx.gnm_random_graph(150, 500, seed=2, directed=True),
        nx.path_graph(130),
        nx.star_graph(200),
        nx.disjoint_union(nx.cycle_graph(7), nx.grid_2d_graph(5, 6)),
    ],
    ids=["scale-free", "directed", "chain", "star", "two parts"],
)
def test_paths_are_counted_as_networkx_counts_them(graph):
    expected = nx.betweenness_centrality(graph)
    assert betweenness(graph).to_dict() == pytest.approx(expected, abs=1e-12)
    assert harmonic(graph).to_dict() == pytest.approx(nx.harmonic_centrality(graph))
    expected = nx.closeness_centrality(graph, wf_improved=False)
    assert closeness(graph).fillna(0).to_dict() == pytest.approx(expected)


@pytest.mark.parametrize("walk", [0, 10**9], ids=["only walks", "only products"])
def test_walks_along_ties_and_products_of_the_matrix_give_the_same(monkeypatch, walk):
    expected = betweenness(scale_free())
    monkeypatch.setattr(brandes, "_WALK", walk)
    assert betweenness(scale_free()).tolist() == pytest.approx(expected.tolist(), abs=1e-12)


def test_igraph_gives_the_same_where_it_is_installed():
    igraph = pytest.importorskip("igraph")
    graph = scale_free()
    other = igraph.Graph(len(graph), list(graph.edges))
    pairs = (len(graph) - 1) * (len(graph) - 2) / 2
    assert betweenness(graph).tolist() == pytest.approx(
        [each / pairs for each in other.betweenness()], abs=1e-12
    )
    assert closeness(graph).tolist() == pytest.approx(other.closeness())


def test_a_sample_of_all_is_exact_and_has_no_error():
    graph = scale_free(60)
    found = sampled_betweenness(graph, sample=60)
    assert found["betweenness"].tolist() == pytest.approx(betweenness(graph).tolist(), abs=1e-12)
    assert (found["standard_error"] == 0).all()
    assert nearness(graph, sample=100).equals(nearness(graph))


def off_by(drawn, exact, *, errors):
    """Root of the mean square by which samples were off, against that of the errors they state."""
    off = np.array([sample[exact.name] - exact for sample in drawn])
    stated = np.array([sample[errors] for sample in drawn])
    assert abs(off.mean()) < 0.1 * np.sqrt((off**2).mean())  # without bias
    return np.sqrt((off**2).mean() / (stated**2).mean())


def test_the_errors_stated_for_samples_are_those_seen_over_many_samples():
    graph, runs = scale_free(200), range(60)
    drawn = [sampled_betweenness(graph, sample=60, seed=seed) for seed in runs]
    exact = betweenness(graph).rename("betweenness")
    assert off_by(drawn, exact, errors="standard_error") == pytest.approx(1, abs=0.15)
    drawn = [nearness(graph, sample=60, seed=seed) for seed in runs]
    for exact in (closeness(graph), harmonic(graph)):
        found = off_by(drawn, exact, errors=f"{exact.name}_error")
        assert found == pytest.approx(1, abs=0.15)


def test_a_sample_is_the_same_for_a_seed_and_another_for_another():
    graph = scale_free(80)
    first = betweenness(graph, sample=10, seed=3)
    assert first.equals(betweenness(graph, sample=10, seed=3))
    assert not first.equals(betweenness(graph, sample=10, seed=4))


def test_the_centre_of_a_star_has_1_from_any_sample():
    for seed in range(5):
        found = sampled_betweenness(nx.star_graph(9), sample=4, seed=seed)
        assert found.loc[0].tolist() == pytest.approx([1, 0])
    assert sampled_betweenness(nx.path_graph(2), sample=5).to_numpy().tolist() == [[0, 0], [0, 0]]
    assert sampled_betweenness(nx.Graph(), sample=5).shape == (0, 2)


def test_a_sample_without_error_to_state_is_refused():
    with pytest.raises(ValueError, match=r"a sample of 1 .* at least 2"):
        betweenness(nx.path_graph(5), sample=1)


@pytest.mark.parametrize("cells", [1, 10**6], ids=["many shares", "one table"])
def test_a_chain_has_the_figures_worked_by_hand_however_it_is_shared_out(monkeypatch, cells):
    # Between the k before and the n - 1 - k behind, both ways.
    monkeypatch.setattr(brandes, "_CELLS", cells)
    chain = ties(nx.path_graph(160))
    sums, squares = brandes.dependencies(chain.pattern, np.arange(160))
    assert sums.tolist() == [2 * at * (159 - at) for at in range(160)]
    assert squares.tolist() == [at * (159 - at) * 159 for at in range(160)]


def test_more_shortest_paths_than_a_float_can_count_are_shared_out_all_the_same():
    # 1100 forks one after the other: 2**1100 paths. By hand: each arm has half of all pairs across.
    forks = 1100
    graph = nx.Graph()
    for fork in range(0, 3 * forks, 3):
        graph.add_edges_from([(fork, fork + arm) for arm in (1, 2)])
        graph.add_edges_from([(fork + arm, fork + 3) for arm in (1, 2)])
    before, starts = 3 * 700 + 1, np.array([0])
    sums, _ = brandes.dependencies(ties(graph).pattern, starts)
    behind = len(graph) - before - 2
    assert sums[before] == pytest.approx(behind / 2)
    assert sums[before + 1] == pytest.approx(behind / 2)
