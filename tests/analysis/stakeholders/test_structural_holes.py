import networkx as nx
import numpy as np
import pytest

from bestpractices.analysis.stakeholders import triangles as triangles_module
from bestpractices.analysis.stakeholders.structural_holes import structural_holes
from bestpractices.analysis.stakeholders.ties import ties
from bestpractices.analysis.stakeholders.triangles import triangles


def weighted(graph, seed=1):
    draw = np.random.default_rng(seed)
    nx.set_edge_attributes(graph, {tie: int(draw.integers(1, 6)) for tie in graph.edges}, "weight")
    return graph


@pytest.mark.parametrize("directed", [False, True])
def test_weighted_networks_have_the_figures_of_networkx_over_all_nodes(directed):
    graph = weighted(nx.gnm_random_graph(40, 160, seed=2, directed=directed))
    found = structural_holes(graph)
    everyone = list(graph)
    constraint = nx.constraint(graph, nodes=everyone, weight="weight")
    assert found["constraint"].to_dict() == pytest.approx(constraint)
    size = nx.effective_size(graph, nodes=everyone, weight="weight")
    assert found["effective_size"].to_dict() == pytest.approx(size)
    contacts = {node: len(set(nx.all_neighbors(graph, node))) for node in graph}
    assert (found["effective_size"] / found["efficiency"]).to_dict() == pytest.approx(contacts)


def test_effective_size_with_equal_strengths_is_k_minus_2t_over_k():
    graph = nx.krackhardt_kite_graph()
    for node, size in structural_holes(graph)["effective_size"].items():
        among = graph.subgraph(graph[node]).number_of_edges()
        assert size == pytest.approx(graph.degree(node) - 2 * among / graph.degree(node))


def test_one_contact_binds_fully_and_no_contact_is_undefined():
    graph = nx.Graph([("a", "b")])
    graph.add_edge("c", "c")
    found = structural_holes(graph)
    assert found.loc["a"].tolist() == [1, 1, 1]
    assert found.loc["c"].isna().all()
    assert structural_holes(nx.empty_graph(1)).isna().all().all()
    assert structural_holes(nx.DiGraph()).shape == (0, 3)


def test_who_only_is_named_has_contacts_as_well():
    # By hand: a and b both name c, and are not tied: two contacts of half each.
    found = structural_holes(nx.DiGraph([("a", "c"), ("b", "c")]))
    assert found.loc["c"].tolist() == [0.5, 2, 1]


def test_unweighted_leaves_strengths_aside():
    graph = weighted(nx.krackhardt_kite_graph())
    plain = structural_holes(nx.krackhardt_kite_graph())
    assert structural_holes(graph, weighted=False).equals(plain)
    assert not structural_holes(graph).equals(plain)


@pytest.mark.parametrize("at_once", [3, 5_000_000])
def test_every_triangle_is_found_once_in_portions_of_any_size(monkeypatch, at_once):
    monkeypatch.setattr(triangles_module, "_AT_ONCE", at_once)
    graph = nx.barabasi_albert_graph(60, 5, seed=1)
    found = triangles(ties(graph).strengths)
    corners = {
        frozenset((found.low[short], found.high[short], found.high[far]))
        for short, far in zip(found.short, found.far, strict=True)
    }
    assert {len(three) for three in corners} == {3}
    assert len(corners) == len(found.short) == sum(nx.triangles(graph).values()) // 3
