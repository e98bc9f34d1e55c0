"""A Net-Map as its events make it: folded, counted, and with what a map cannot have refused."""

from __future__ import annotations

import json
from pathlib import Path

import networkx as nx
import pytest

from bestpractices.workshop import (
    LinkType,
    NetMapActor,
    NetMapLink,
    NetMapSet,
    RefusedEventError,
    event,
    state,
)
from bestpractices.workshop.net_map import NetMap, alike, events_of, graph, net_map
from bestpractices.workshop.net_map_figures import figures

VECTORS = json.loads((Path(__file__).parents[1] / "data/net_map.json").read_text("utf-8"))
MONEY = LinkType(id="m", name="Money")
ADVICE = LinkType(id="a", name="Advice")


def star(arms: int, **hub: object) -> NetMap:
    """A hub that gives money to its arms, of which each has a tower of its number."""
    cards = [NetMapActor.model_validate({"actor": "hub", "name": "Hub", **hub}, strict=False)]
    cards += [NetMapActor(actor=f"{n}", name=f"Arm {n}", tower=n) for n in range(arms)]
    links = [NetMapLink(type="m", start="hub", end=f"{n}") for n in range(arms)]
    return NetMap(NetMapSet(types=(MONEY, ADVICE)), tuple(cards), tuple(links))


@pytest.mark.parametrize("at", range(len(VECTORS["after"])))
def test_the_log_is_folded_as_the_page_folds_it(at):
    start = NetMapSet.model_validate(VECTORS["start"], strict=False)
    found = net_map(events_of(VECTORS["steps"][:at]), start=start)
    told = {
        "actors": [one.label for one in found.actors],
        "links": [
            f"{one.type} {one.start} {one.end}{' mutual' if one.mutual else ''}"
            for one in found.links
        ],
        "question": found.frame.question,
    }
    assert told == VECTORS["after"][at]


@pytest.mark.parametrize(
    ("kind", "payload", "said"),
    [
        ("net_map_set", {"types": [{"id": f"{n}", "name": f"{n}"} for n in range(6)]}, "5 types"),
        ("net_map_set", {"types": [{"id": "1", "name": "İş"}, {"id": "2", "name": "is"}]}, "two"),
        ("net_map_link", {"type": "m", "start": "a", "end": "a"}, "a second actor"),
        ("net_map_actor", {"actor": "a"}, "has a name"),
        ("net_map_actor", {"actor": "a", "person": "kestrel", "name": "Ayşe"}, "has not agreed"),
        ("net_map_actor", {"actor": "a", "name": "A", "tower": 21}, "tower"),
    ],
)
def test_what_a_map_cannot_have_is_refused_with_the_mend(kind, payload, said):
    with pytest.raises(RefusedEventError, match=said):
        event(kind, payload)


@pytest.mark.parametrize("step", [{}, {"events": [3]}, {"events": [{"kind": "note"}]}])
def test_a_step_that_is_none_of_a_map_is_refused(step):
    with pytest.raises(RefusedEventError, match="open the page again"):
        events_of([step])


def test_a_person_leaves_the_map_under_the_pseudonym_even_with_consent():
    person = star(1, name="Ayşe Yılmaz", person="kestrel", consent="oral")
    assert "Ayşe" not in "".join(nx.generate_graphml(graph(person)))
    assert graph(person).nodes["hub"]["label"] == "kestrel"


def test_names_that_differ_by_case_and_dots_are_named_in_pairs():
    cards = [
        NetMapActor(actor=f"{n}", name=name) for n, name in enumerate(("IŞIK", "ışık", "İzmir"))
    ]
    assert alike(NetMap(NetMapSet(), (*cards,))) == [("IŞIK", "ışık")]


def test_figures_of_a_star_are_those_counted_by_hand_and_towers_stay_apart():
    # The hub names all four arms, and nobody stands between two others.
    told = figures(star(4))
    assert told.actors.loc["hub", ["in_degree", "out_degree", "tower"]].tolist() == [0, 4, 0]
    assert told.by_type["Money", "out"].tolist() == [4, 0, 0, 0, 0]
    assert told.by_type["Advice", "in"].sum() == 0
    assert (told.density, told.reciprocity, told.parts) == (4 / 20, 0.0, 1)
    # Towers 0, 0, 1, 2, 3 and ties 4, 1, 1, 1, 1: three of ten pairs against and none for; one
    # pair has equal towers and six equal ties, so that tau-b = -3 / sqrt((10 - 1) * (10 - 6)).
    assert told.agreement == pytest.approx(-0.5)


def test_a_mutual_link_counts_both_ways_and_makes_its_hub_a_go_between():
    both = star(2)
    both = NetMap(
        both.frame,
        both.actors,
        tuple(one.model_copy(update={"mutual": True}) for one in both.links),
    )
    told = figures(both)
    assert told.reciprocity == 1.0
    assert told.actors.loc["hub", "betweenness"] == 1.0
    assert told.agreement is None  # three are too few to compare


@pytest.mark.parametrize("cards", [0, 1])
def test_a_map_without_links_has_rows_and_no_figures_that_are_not_there(cards):
    empty = NetMap(NetMapSet(), star(0).actors[:cards])
    told = figures(empty)
    assert len(told.actors) == cards
    assert told.density is None
    assert told.agreement is None


def test_the_state_of_no_session_gives_the_frame_alone():
    from bestpractices.workshop.net_map import net_map_of

    assert net_map_of(state([]), start=NetMapSet(question="Who?")) == NetMap(
        NetMapSet(question="Who?")
    )
