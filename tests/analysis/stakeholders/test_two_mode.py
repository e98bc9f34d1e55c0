import json
from pathlib import Path

import networkx as nx
import pytest

from bestpractices.analysis.stakeholders.two_mode import projection

CASES = Path(__file__).parents[2] / "data" / "networks"


def test_two_women_are_tied_by_the_events_that_both_attended():
    case = json.loads((CASES / "davis_southern_women.json").read_text("utf-8"))
    graph = nx.Graph(case["edges"])
    women = [node["id"] for node in case["nodes"] if node["mode"] == "woman"]
    found = projection(graph, onto=women)
    expected = nx.bipartite.weighted_projected_graph(graph, women)
    assert nx.utils.graphs_equal(nx.Graph(found.edges), nx.Graph(expected.edges))
    assert all(expected.edges[tie]["weight"] == found.edges[tie]["weight"] for tie in found.edges)
    by_newman = projection(graph, onto=women, newman=True)
    expected = nx.bipartite.collaboration_weighted_projected_graph(graph, women)
    for start, end, weight in expected.edges(data="weight"):
        assert by_newman.edges[start, end]["weight"] == pytest.approx(weight)


def test_who_shares_nothing_stays_alone_and_keeps_what_is_known_of_it():
    graph = nx.MultiDiGraph([("a", "p"), ("a", "p"), ("q", "b")])
    graph.add_node("c", country="TR")
    found = projection(graph, onto=["c", "b", "a"])
    assert list(found) == ["a", "b", "c"]
    assert found.number_of_edges() == 0
    assert found.nodes["c"] == {"country": "TR"}
    assert list(projection(nx.Graph(), onto=[])) == []


def test_a_project_with_one_member_ties_nobody_by_newman_either():
    found = projection(nx.Graph([("a", "p"), ("a", "q"), ("b", "q")]), onto="ab", newman=True)
    assert list(found.edges(data="weight")) == [("a", "b", 1.0)]


def test_ties_within_one_kind_and_strangers_are_refused_by_name():
    with pytest.raises(ValueError, match=r"the tie 'a' - 'b' joins two of one kind"):
        projection(nx.Graph([("a", "b"), ("a", "p")]), onto="ab")
    with pytest.raises(ValueError, match=r"not in the network: 'x'"):
        projection(nx.Graph([("a", "p")]), onto="ax")
