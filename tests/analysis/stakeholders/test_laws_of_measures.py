"""What holds of every network, whatever its ties."""

import networkx as nx
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from bestpractices.analysis.stakeholders.centralization import (
    betweenness_centralization,
    degree_centralization,
)
from bestpractices.analysis.stakeholders.cohesion import components, density, reciprocity
from bestpractices.analysis.stakeholders.degree import degrees
from bestpractices.analysis.stakeholders.eigenvector import eigenvector
from bestpractices.analysis.stakeholders.fragile_ties import articulation_points, bridges
from bestpractices.analysis.stakeholders.shortest_paths import betweenness, nearness
from bestpractices.analysis.stakeholders.structural_holes import structural_holes

NODES = st.integers(0, 8)


@st.composite
def graphs(draw):
    kind = draw(st.sampled_from([nx.Graph, nx.DiGraph, nx.MultiGraph, nx.MultiDiGraph]))
    graph = kind()
    graph.add_nodes_from(range(draw(NODES)))
    tie = st.tuples(NODES, NODES, st.sampled_from([0.5, 1, 2, 3]))
    graph.add_weighted_edges_from(draw(st.lists(tie, max_size=16)))
    return graph


def by_node(graph):
    parts = [betweenness(graph), *(nearness(graph)[column] for column in ("closeness", "harmonic"))]
    holes = structural_holes(graph)
    parts += [eigenvector(graph), *(holes[column] for column in holes), degrees(graph)["degree"]]
    return np.array([part.to_numpy(dtype=float) for part in parts])


@settings(max_examples=60, deadline=None)
@given(graphs(), st.permutations(range(9)))
def test_other_names_for_the_nodes_move_the_figures_and_change_none(graph, names):
    renamed = nx.relabel_nodes(graph, dict(enumerate(names)))
    order = np.argsort([names[node] for node in sorted(graph)])
    np.testing.assert_allclose(by_node(graph)[:, order], by_node(renamed), atol=1e-7)


@settings(max_examples=60, deadline=None)
@given(graphs())
def test_every_figure_is_in_its_range(graph):
    count = len(graph)
    between, near, harmonic, eigen, constraint, size, efficiency, degree = by_node(graph)
    for figures in (between, near, eigen, efficiency):
        known = figures[~np.isnan(figures)]
        assert ((known >= -1e-12) & (known <= 1 + 1e-9)).all()
    assert ((harmonic >= 0) & (harmonic <= max(0, count - 1) + 1e-9)).all()
    alone = degree == 0
    assert (np.isnan(constraint) == alone).all()
    assert (constraint[~alone] > 0).all()
    assert (size[~alone] >= 1 - 1e-9).all()
    for figure in (
        density(graph), degree_centralization(graph), betweenness_centralization(graph),
        *vars(reciprocity(graph)).values(),
    ):  # fmt: skip
        assert figure is None or 0 <= figure <= 1 + 1e-12
    assert sorted(node for part in components(graph) for node in part) == sorted(graph)


@settings(max_examples=40, deadline=None)
@given(graphs())
def test_without_a_bridge_or_an_articulation_point_there_are_more_parts(graph):
    plain = nx.Graph(graph)
    parts = len(components(plain))
    fragile = set(bridges(graph))
    for tie in plain.edges:
        without = nx.Graph(plain)
        without.remove_edge(*tie)
        assert (len(components(without)) > parts) == (tuple(sorted(tie)) in fragile)
    cut = set(articulation_points(graph))
    for node in plain:
        without = nx.Graph(plain)
        without.remove_node(node)
        assert (len(components(without)) > parts) == (node in cut)
