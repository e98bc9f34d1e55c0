"""The report: what is estimated is said, and the figures are those of the measures."""

import networkx as nx
import pytest

from bestpractices.analysis.stakeholders import report as made
from bestpractices.analysis.stakeholders.explanations import KEY_PLAYERS, NETWORK, NODES
from bestpractices.analysis.stakeholders.organisation_network import organisation_network
from bestpractices.analysis.stakeholders.report import COLUMNS, report
from bestpractices.analysis.stakeholders.report_forms import as_fields
from bestpractices.analysis.stakeholders.report_text import as_text


def sentences(graph, **asked):
    return [note.sentence() for note in report(graph, permutations=0, **asked).notes]


def test_an_empty_network_has_no_rows_and_nothing_is_defined():
    found = report(nx.Graph(), group="country")
    assert list(found.nodes.columns) == list(COLUMNS)
    assert len(found.nodes) == 0
    document = as_fields(found)
    counted = {"nodes": 0, "ties": 0, "directed": False, "components": 0}
    assert {name: v for name, v in document["network"].items() if v is not None} == counted
    assert document["key_players"]["reach"] == {"sets": [], "value": None}


def test_what_is_too_large_is_estimated_and_its_error_is_said(monkeypatch):
    graph = nx.gnm_random_graph(60, 150, seed=1)
    exact = report(graph, permutations=0, key_players=1)
    monkeypatch.setattr(made, "EXACT_WORK", 1)
    monkeypatch.setattr(made, "_LEAST_SAMPLE", 40)
    monkeypatch.setattr(made, "_WALKED", 900)  # 300 ends of ties a run
    rough = report(graph, permutations=0, key_players=1)
    assert any("Estimated from 40 of 60 nodes" in note.sentence() for note in rough.notes)
    assert any(
        "fewer times than usual (3 in place of 10)" in note.sentence() for note in rough.notes
    )
    apart = (rough.nodes["betweenness"] - exact.nodes["betweenness"]).abs().max()
    assert 0 < apart < 0.05
    assert not any("Estimated" in note.sentence() for note in exact.notes)


def test_loops_silent_nodes_and_groups_are_spoken_of():
    graph = nx.MultiDiGraph([("a", "b"), ("a", "b"), ("b", "b"), ("c", "a")])
    nx.set_node_attributes(graph, {"a": "X", "b": "Y", "c": "Z"}, "group")
    told = "\n".join(sentences(graph, group="group", key_players=1))
    assert "itself were left out: 1." in told
    assert "joined, and their strengths added: 1." in told
    assert "naming nobody: 1." in told
    assert "Each group has one member" in told
    nx.set_node_attributes(graph, "X", "group")
    assert "All are in one group" in "\n".join(sentences(graph, group="group"))


def test_every_figure_of_the_report_is_explained():
    assert set(NODES) == set(COLUMNS)
    found = report(nx.path_graph(4), permutations=0, key_players=1)
    assert set(NETWORK) == set(found.network) - {"nodes", "ties", "directed"}
    assert set(KEY_PLAYERS) == set(found.key_players)
    texts = [part for one in (*NETWORK.values(), *NODES.values()) for part in vars(one).values()]
    assert all(texts)
    # nobody is called what no one should be called on a wall
    assert not any(word in " ".join(texts).lower() for word in ("expendable", "isolated", "weak"))


@pytest.mark.parametrize("lang", ["en", "tr"])
def test_a_long_page_is_cut_and_says_so(lang):
    graph = nx.path_graph(40, create_using=nx.DiGraph)
    page = as_text(report(graph, permutations=0, key_players=1), lang=lang, explain=True)
    assert "--format csv" in page
    assert max(map(len, page.splitlines())) <= 100
    assert ("0,025" if lang == "tr" else "0.025") in page  # 39 ties of 40 * 39


def test_organisations_are_tied_by_what_they_say_and_by_what_they_share(kb):
    graph = organisation_network(kb)
    assert set(graph) == {f"organisations/{name}" for name in kb.organisations}
    kinds = {kind for _, _, kind in graph.edges(data="kind")}
    assert {"works_with", "shares_practice", "shares_project"} <= kinds
    assert not any(start == end for start, end in graph.edges())
    practice = next(p for p in kb.practices.values() if p.partners)
    ends = (f"organisations/{practice.organisation}", f"organisations/{practice.partners[0]}")
    assert graph.has_edge(*ends, key="shares_practice")
