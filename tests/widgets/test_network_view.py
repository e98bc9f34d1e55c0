"""The network view in Python: what it takes, refuses, and says that it shows."""

import re

import networkx as nx
import pytest

from bestpractices.pages.assets import assets
from bestpractices.records.languages import LANGUAGES
from bestpractices.shipped import PACKAGE
from bestpractices.texts import Texts
from bestpractices.widgets.network_view import NetworkView
from bestpractices.widgets.parts.network_texts import network_texts

NODES = [
    {"id": "a", "label": "Ağrı", "x": 0, "y": 0.123456, "group": "TR"},
    {"id": "b", "label": "Brugge", "x": 1, "y": 1, "group": "BE"},
]
GROUPS = [{"id": "BE", "label": "Belgium"}, {"id": "TR", "label": "Türkiye"}]


def test_ids_become_places_and_figures_stand_in_the_order_of_the_nodes():
    ties = [{"from": "b", "to": "a", "since": 2021, "marked": True}]
    degree = {"id": "degree", "label": "Ties", "values": {"b": 3.0}}
    view = NetworkView(NODES, ties, groups=GROUPS, measures=[degree])

    assert view.network["nodes"]["group"] == [1, 0]
    assert view.network["nodes"]["y"] == [0.1235, 1.0]
    assert (view.network["ties"]["from"], view.network["ties"]["to"]) == ([1], [0])
    assert view.network["ties"]["since"] == [2021]
    assert "until" not in view.network["ties"]
    assert view.measures[0]["values"] == [None, 3.0]


@pytest.mark.parametrize(
    ("nodes", "ties", "said"),
    [
        (NODES, [{"from": "a", "to": "c"}], "there is no node 'c': list it"),
        ([{**NODES[0], "group": "FR"}], [], "there is no group 'FR'"),
        ([NODES[0], NODES[0]], [], "each node stands once, and a stands twice"),
        (NODES, [{"from": "a", "to": "b", "kinds": ["x"]}], "there is no kind of tie 'x'"),
    ],
)
def test_what_names_something_that_is_not_there_is_refused(nodes, ties, said):
    with pytest.raises(ValueError, match=said):
        NetworkView(nodes, ties, groups=GROUPS)


def test_it_says_in_words_what_it_shows():
    view = NetworkView(
        NODES, [], groups=GROUPS, measures=[{"id": "d", "label": "Ties", "values": {}}]
    )
    assert view.summary() == "2 nodes and 0 ties in 2 groups, size shows Ties, nobody in focus"
    view.focus = "a"
    assert view.summary().endswith("Ağrı in focus")
    assert NetworkView().summary() == "0 nodes and 0 ties, size shows nothing, nobody in focus"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_text_that_the_script_asks_for_is_there(lang):
    own = "".join(
        path.read_text("utf-8")
        for path in sorted((PACKAGE / "widgets" / "network_view").glob("*.mjs"))
    )
    own += (PACKAGE / "widgets" / "network_view.js").read_text("utf-8")
    texts = network_texts(Texts(lang))

    assert set(re.findall(r"\btexts\.(\w+)", own)) | {
        "high",
        "low",
        "limit",
        "new",
        "kept",
        "lost",
    } == set(texts)
    assert all(texts.values())


def test_the_libraries_of_others_stand_in_the_module_unmodified_and_none_reaches_the_network():
    text = str(NetworkView._esm)
    for path in ("sigma/sigma.min.js", "graphology/graphology.umd.min.js"):
        assert text.count((PACKAGE / "vendor" / path).read_text("utf-8")) == 1
    assert not re.search(r"\bnew Function\b|\beval\(|new Worker\b|XMLHttpRequest", text)
    assert not re.search(r"\.(?:inner|outer)HTML\s*=", text)
    assert assets()["network_view.js"].content().decode() == text


def test_a_graph_becomes_a_view_with_its_kinds_years_and_groups():
    graph = nx.MultiGraph()
    graph.add_node("b", label="Brugge", country="BE")
    graph.add_node("a", label="Ağrı", country="TR")
    graph.add_node("alone", country="TR")
    graph.add_edge("b", "a", kind="advice", since=2020)
    graph.add_edge("a", "b", kind="money", since=2022)
    graph.add_edge("a", "a", kind="loop")
    view = NetworkView.of(graph, group="country", lang="tr")

    assert view.network["nodes"]["id"] == ["a", "alone", "b"]
    assert [one["id"] for one in view.groups] == ["BE", "TR"]
    assert [one["id"] for one in view.tie_kinds] == ["advice", "money"]
    ties = view.network["ties"]
    assert (ties["from"], ties["to"], ties["kinds"], ties["since"]) == ([0], [2], [[0, 1]], [2020])
    assert view.measures[0]["values"] == [1.0, 0.0, 1.0]


def test_two_dates_are_one_picture_in_which_new_kept_and_lost_ties_are_told_apart():
    before, after = nx.path_graph(["a", "b", "c"]), nx.Graph([("b", "a"), ("c", "d")])
    network = NetworkView.of(after, before=before).network
    ids, ties = network["nodes"]["id"], network["ties"]

    told = {
        (ids[a], ids[b]): change
        for a, b, change in zip(ties["from"], ties["to"], ties["change"], strict=True)
    }
    assert told == {("a", "b"): "kept", ("b", "c"): "lost", ("c", "d"): "new"}
    with pytest.raises(ValueError, match="one network is directed"):
        NetworkView.of(after, before=nx.DiGraph(before))


def test_an_empty_graph_gives_an_empty_view():
    assert NetworkView.of(nx.Graph()).summary().startswith("0 nodes and 0 ties")
