"""The page of the network: its answers, its picture, and who is not named."""

from __future__ import annotations

import re
from html import unescape

import networkx as nx
import pytest

from bestpractices.analysis.stakeholders.organisation_network import organisation_network
from bestpractices.pages import network
from bestpractices.pages.edition import Edition
from bestpractices.records.languages import LANGUAGES
from bestpractices.widgets.network_view import NetworkView


def whole(e):
    """All that stands on the page without its widget, and the widget's plain picture."""
    shown = network.view(e)
    parts = [network.introduction(e), network.ties_to_make(e), network.go_betweens(e)]
    plain = shown._fallback if isinstance(shown, NetworkView) else shown
    return "".join([*parts, network.measures(e), plain])


@pytest.fixture(scope="module")
def page(editions):
    return whole(editions["en"])


@pytest.fixture(scope="module")
def graph(kb):
    return nx.Graph(organisation_network(kb.public()))


def crossing(graph):
    country = graph.nodes(data="country")
    return [(a, b) for a, b in graph.edges if {country[a], country[b]} == {"BE", "TR"}]


def test_the_number_of_crossing_ties_is_that_of_the_base(page, graph):
    country = dict(graph.nodes(data="country"))
    sizes = [list(country.values()).count(name) for name in ("BE", "TR")]
    pairs = len(graph) * (len(graph) - 1) / 2
    expected = graph.number_of_edges() * sizes[0] * sizes[1] / pairs

    assert f"<strong>{len(crossing(graph))}</strong> ties between" in page
    assert f"<strong>{round(expected)}</strong> would be there by chance" in page


def test_those_without_a_tie_are_counted_and_nowhere_named(editions, page, graph):
    e, alone = editions["en"], list(nx.isolates(graph))
    view = network.view(e)

    assert alone
    assert f"<strong>{len(alone)}</strong> organisations have no tie" in page
    for address in alone:
        assert address not in view.network["nodes"]["id"]
        assert f'href="{e.url(address)}"' not in page
        assert e.passage(e.kb.organisations[address.split("/")[1]].name).text not in unescape(page)


def test_three_absent_ties_are_proposed_each_with_a_theme_in_common(editions, graph):
    e = editions["en"]
    html = network.ties_to_make(e)
    heads = re.findall(r"<h3>(.*?)</h3>", html)
    ends = [re.findall(r'href="/[^"]*?(organisations/[^"]+)"', head) for head in heads]

    assert len(ends) == 3
    for start, end in ends:
        assert not graph.has_edge(start, end)
        assert [graph.nodes[one]["country"] for one in (start, end)] == ["BE", "TR"]
        one, other = (e.kb.organisations[address.split("/")[1]] for address in (start, end))
        assert set(one.themes) & set(other.themes)
        assert "international" not in (one.type, other.type)
    assert html.count("Both work on:") == 3


def test_the_year_of_a_tie_is_that_of_its_records_and_a_tie_without_one_has_none(
    editions, graph, kb
):
    multi = organisation_network(kb.public())
    shown = network.view(editions["en"]).network
    ids, ties = shown["nodes"]["id"], shown["ties"]
    dated = 0
    for start, end, since in zip(ties["from"], ties["to"], ties["since"], strict=True):
        kinds = multi.get_edge_data(ids[start], ids[end])
        if any(not kind.startswith("shares_") for kind in kinds):
            assert since is None  # who works together may have done so always
        if since is not None:
            records = [address.split("/") for told in kinds.values() for address in told["through"]]
            years = [
                kb.practices[name].started if folder == "practices" else kb.projects[name].start
                for folder, name in records
            ]
            assert since == min(int(str(year)[:4]) for year in years)
            dated += 1
    assert dated > len(ties["from"]) / 4  # or the slider of years has nothing to move


def test_ties_across_are_marked_in_the_view(editions, graph):
    shown = network.view(editions["en"]).network
    ids, ties = shown["nodes"]["id"], shown["ties"]
    marked = {
        frozenset((ids[a], ids[b]))
        for a, b, mark in zip(ties["from"], ties["to"], ties["marked"], strict=True)
        if mark
    }
    assert marked == {frozenset(tie) for tie in crossing(graph)}
    assert len(ties["from"]) == graph.number_of_edges()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nodes_stand_in_the_alphabet_of_the_language_and_at_the_same_places(editions, lang):
    e = editions[lang]
    nodes, english = (network.view(editions[one]).network["nodes"] for one in (lang, "en"))
    places = [
        dict(zip(one["id"], zip(one["x"], one["y"], strict=True), strict=True))
        for one in (nodes, english)
    ]
    assert nodes["label"] == sorted(nodes["label"], key=e.t.order)
    assert places[0] == places[1]


def test_a_base_without_ties_says_so_and_shows_nothing_else(small):
    for base in (small.empty, small.base(small.practice())):
        html = whole(Edition(base, "en"))
        assert "No ties between organisations have been written up yet" in html
        assert "<h2" not in html
        assert "<strong>" not in html


def test_every_link_of_the_page_leads_to_a_record_that_readers_may_see(editions, page):
    e = editions["en"]
    links = set(re.findall(r'href="([^"#]+)"', page))
    assert links
    assert links <= {e.url(f"organisations/{name}") for name in e.kb.organisations}
    anchors = set(re.findall(r'href="#([^"]+)"', page))
    assert anchors <= set(re.findall(r'id="([^"]+)"', page))
