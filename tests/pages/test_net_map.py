"""The Net-Map page: figures that follow, advice, files, and a session that keeps every step."""

from __future__ import annotations

import base64

import pytest

from bestpractices.pages import net_map as page
from bestpractices.workshop import NetMapActor, NetMapSet, Store
from bestpractices.workshop.net_map import net_map_of

LINK = {"map": "main", "type": "money", "start": "a", "end": "b", "mutual": False, "remark": ""}


def card(actor, name, map_="main", **other):
    payload = {"map": map_, "actor": actor, "name": name, "group": "g", **other}
    return {"kind": "net_map_actor", "payload": payload}


def link(**other):
    return {"kind": "net_map_link", "payload": {**LINK, **other}}


STEPS = [
    {"uid": "one", "events": [card("a", "Valilik"), card("b", "İSMEK"), link()]},
    {"uid": "two", "events": [card("c", "ismek")]},
    {"uid": "three", "events": [link(start="b", end="c"), card("a", "Valilik", tower=3)]},
]


@pytest.fixture
def store(tmp_path, monkeypatch):
    place = str(tmp_path / "rooms.sqlite")
    monkeypatch.setenv("BESTPRACTICES_STORE", place)
    with Store.open(place) as opened:
        opened.new("izmir")
        yield opened


def opened(e, session="izmir"):
    return page.board(e, {"QUERY_STRING": f"session={session}"})


def kept(store):
    found = net_map_of(store.state("izmir"), start=NetMapSet())
    return [one.label for one in found.actors], [(one.start, one.end) for one in found.links]


def test_figures_and_advice_follow_every_step_and_undo(editions):
    e = editions["tr"]
    board = page.board(e, {})
    fragment = page.counts(e, board)
    assert "<table" not in fragment.html

    board.log = {"steps": STEPS, "at": 3}

    assert fragment.html.count("<tr>") == 1 + 3
    assert any("İSMEK" in one and "ismek" in one for one in board.advice)
    assert board.summary() == "a map with 3 actors and 2 links"

    board.log = {"steps": STEPS, "at": 0}

    assert "<table" not in fragment.html
    assert board.advice == []


def test_what_no_map_can_have_is_said_and_the_page_goes_on(editions):
    e = editions["en"]
    board = page.board(e, {})
    fragment = page.counts(e, board)
    board.log = {"steps": [{"uid": "x", "events": [card("a", "")]}], "at": 1}
    assert "has a name" in fragment.html
    assert "has a name" in board.advice[0]


def test_names_that_people_type_are_escaped_in_the_figures(editions):
    board = page.board(editions["en"], {})
    steps = [{"uid": "1", "events": [card("a", "<b>x"), card("b", "y", group="<i>"), link()]}]
    board.log = {"steps": steps, "at": 1}
    html = page.figures_of(editions["en"], board.net_map())
    assert "<b>x" not in html
    assert "&lt;b&gt;x" in html
    assert "<i>" not in html


@pytest.mark.parametrize("form", ["xlsx", "graphml", "kumu"])
def test_a_file_that_is_asked_for_is_answered_and_an_unknown_one_is_not(editions, form):
    board = page.board(editions["en"], {})
    board.log = {"steps": STEPS, "at": 3}
    board.asked = {"what": "file", "form": form, "turn": 7}
    assert board.answer["turn"] == 7
    assert base64.b64decode(board.answer["file"]["data"])
    board.asked = {"what": "file", "form": "exe", "turn": 8}
    assert "file" not in board.answer


def test_a_spreadsheet_becomes_one_step_and_its_flaws_are_told(editions):
    board = page.board(editions["en"], {})
    data = base64.b64encode(b"from,to\nA,B\nA,A\n").decode()
    board.asked = {"what": "sheet", "name": "l.csv", "data": data, "turn": 1}
    assert [one["kind"] for one in board.answer["events"]].count("net_map_link") == 1
    assert board.answer["flaws"][0].startswith("l.csv!B3: ")
    board.asked = {"what": "sheet", "name": "l.csv", "data": "%", "turn": 2}
    assert "events" not in board.answer


def test_steps_become_events_of_the_session_and_undo_is_the_stores(editions, store):
    board = opened(editions["en"])
    board.log = {"steps": STEPS, "at": 3}
    assert kept(store) == (["Valilik", "İSMEK", "ismek"], [("a", "b"), ("b", "c")])
    assert not board.kept["problem"]

    board.log = {"steps": STEPS, "at": 1}
    assert kept(store) == (["Valilik", "İSMEK"], [("a", "b")])
    board.log = {"steps": STEPS, "at": 0}
    assert kept(store) == ([], [])
    written = store.seq("izmir")
    board.log = {"steps": STEPS, "at": 3}
    assert kept(store) == (["Valilik", "İSMEK", "ismek"], [("a", "b"), ("b", "c")])
    assert {one.kind for one in store.events("izmir", after=written)} == {"redone"}

    # another window finds it, and the same frame of types
    again = opened(editions["tr"])
    assert [one["uid"] for one in again.log["steps"]] == ["one", "two", "three"]
    assert again.start == board.start


def test_two_windows_on_one_map_lose_nothing_of_each_other(editions, store):
    one, other = opened(editions["en"]), opened(editions["en"])
    one.log = {"steps": STEPS[:1], "at": 1}
    other.log = {"steps": STEPS[1:2], "at": 1}
    assert [step["uid"] for step in other.log["steps"]] == ["one", "two"]
    # what a browser remembered from before brings nothing back, and takes nothing of others away
    other.log = {"steps": STEPS[:2], "at": 1}
    late = opened(editions["en"])
    late.log = {"steps": STEPS[:2], "at": 2}
    assert kept(store)[0] == ["Valilik", "İSMEK"]
    assert [step["uid"] for step in late.log["steps"]] == ["one"]


def test_a_refused_step_is_said_and_the_others_are_kept(editions, store):
    board = opened(editions["en"])
    lost = {"uid": "lost", "events": [link(start="a", end="nobody")]}
    board.log = {"steps": [STEPS[0], lost, STEPS[1]], "at": 3}
    assert kept(store)[0] == ["Valilik", "İSMEK", "ismek"]
    assert board.kept["problem"]
    assert board.kept["refused"] == ["lost"]
    assert [step["uid"] for step in board.log["steps"]] == ["one", "two"]


def test_a_store_that_is_away_loses_nothing_and_is_asked_again(editions, store, monkeypatch):
    board = opened(editions["en"])
    from bestpractices.workshop import StoreError

    def away(*_, **__):
        message = "the disk is full"
        raise StoreError(message)

    with monkeypatch.context() as broken:
        broken.setattr(Store, "append_all", away)
        board.log = {"steps": STEPS, "at": 3}
        assert board.kept["again"]
        assert len(board.log["steps"]) == 3
    board.asked = {"what": "keep", "turn": 1}
    assert not board.kept["problem"]
    assert len(kept(store)[0]) == 3


def test_a_session_that_is_not_there_is_said_and_the_map_goes_on(editions, store):
    board = opened(editions["en"], "nowhere")
    assert "nowhere" in board.kept["text"]
    board.log = {"steps": STEPS, "at": 3}
    assert len(board.net_map().actors) == 3


def test_each_team_has_a_map_of_its_own(editions, store):
    team = page.board(editions["en"], {"QUERY_STRING": "session=izmir&team=konak"})
    team.log = {"steps": [{"uid": "k", "events": [card("a", "Konak", "konak")]}], "at": 1}
    assert opened(editions["en"]).log["steps"] == []
    assert [one.name for one in store.state("izmir").of(NetMapActor)] == ["Konak"]


def test_a_person_who_is_erased_is_gone_from_the_map(editions, store):
    board = opened(editions["en"])
    person = card("p", "Ayşe Yılmaz", person="kestrel", consent="oral")
    board.log = {"steps": [{"uid": "p", "events": [person]}], "at": 1}
    store.erase("kestrel")
    assert "Ayşe" not in store.export("izmir")
    assert "kestrel" not in store.export("izmir")
    assert len(opened(editions["en"]).net_map().actors) == 1
