"""Places of nodes in a picture: the same every time, in the frame, and none upon another."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial import cKDTree

from bestpractices.analysis.stakeholders.layout import layout
from bestpractices.analysis.stakeholders.packing import packed


@st.composite
def networks(draw):
    nodes = draw(st.integers(0, 40))
    ties = draw(st.lists(st.tuples(st.integers(0, 39), st.integers(0, 39)), max_size=80))
    graph = nx.empty_graph(nodes)
    graph.add_edges_from((a, b) for a, b in ties if a < nodes and b < nodes)
    return graph


@settings(max_examples=25, deadline=None)
@given(networks())
def test_every_node_has_a_place_of_its_own_in_the_frame(graph):
    places = layout(graph)

    assert list(places.index) == sorted(graph)
    assert places.to_numpy().min(initial=0) >= -1e-12
    assert places.to_numpy().max(initial=1) <= 1 + 1e-12
    if len(graph) > 1:
        assert np.ptp(places.to_numpy(), axis=0).max() == pytest.approx(1)
        nearest, _ = cKDTree(places).query(places, k=2)
        # in a square of as many nodes the side of each would be about 1 / sqrt(n)
        assert nearest[:, 1].min() > 0.1 / len(graph)


def test_the_same_network_has_the_same_places_whatever_its_order():
    graph = nx.karate_club_graph()
    other = nx.Graph()
    other.add_nodes_from(reversed(list(graph)))
    other.add_edges_from((b, a) for a, b in reversed(list(graph.edges)))

    assert layout(graph).equals(layout(other))
    assert not layout(graph).equals(layout(graph, seed=2))


def test_who_is_tied_stands_nearer_than_who_is_not():
    graph = nx.connected_caveman_graph(4, 6)
    places = layout(graph).to_numpy()
    apart = np.hypot(*(places[:, None] - places[None]).transpose(2, 0, 1))
    tied = nx.to_numpy_array(graph) > 0
    others = ~tied & ~np.eye(len(graph), dtype=bool)

    assert apart[tied].mean() < apart[others].mean() / 2


def test_parts_stand_beside_each_other_the_largest_on_the_left():
    graph = nx.disjoint_union_all([nx.cycle_graph(3), nx.cycle_graph(12), nx.empty_graph(2)])
    places = layout(graph)
    largest, small, alone = places.loc[3:14], places.loc[0:2], places.loc[15:16]

    assert largest["x"].max() < small["x"].min()
    assert largest["x"].max() < alone["x"].min()
    assert (small["y"].min() > alone["y"].max()) or (small["x"].max() < alone["x"].min())


def test_nothing_one_and_two_need_no_search():
    assert layout(nx.Graph()).empty
    assert layout(nx.empty_graph(1)).to_numpy().tolist() == [[0.5, 0.5]]
    assert packed([]) == []


def test_boxes_of_packed_parts_do_not_overlap():
    parts = [np.array([[0.0, 0.0], [float(n), float(n)]]) for n in (9, 5, 5, 4, 3, 1, 1)]
    boxes = [(part.min(axis=0), part.max(axis=0)) for part in packed(parts)]

    for at, (low, high) in enumerate(boxes):
        for other_low, other_high in boxes[at + 1 :]:
            assert (high < other_low).any() or (other_high < low).any()
