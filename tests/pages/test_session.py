"""The coach's pages of a session: what is entered reaches the store, or stays where it is."""

from __future__ import annotations

import sqlite3
from urllib.parse import urlencode

import pytest

from bestpractices.pages import session, transfer
from bestpractices.pages.demo.session import DEMO, keep_demo
from bestpractices.pages.need_to_practices import board
from bestpractices.pages.sessions import choice as session_choice
from bestpractices.pages.sessions.history import last_entries, to_redo, to_undo
from bestpractices.pages.sessions.progress import next_step, progress
from bestpractices.pages.sessions.view import session_view
from bestpractices.workshop import (
    AgendaSet,
    AnswerGiven,
    BlockChosen,
    NeedChosen,
    PersonAdded,
    PracticeChosen,
    Store,
    TeamAdded,
    event,
)

HOSTILE = "<script>alert(1)</script> '); DROP TABLE events; --"
NEED = "izmir-low-qualified-work"


@pytest.fixture
def store(tmp_path, monkeypatch, kb):
    monkeypatch.setenv("BESTPRACTICES_STORE", str(tmp_path / "sessions.sqlite"))
    with Store.open() as found:
        keep_demo(found, kb)
        yield found


def at(**query):
    return {"QUERY_STRING": urlencode(query)}


def enter(desk, action, uid="one", **fields):
    texts = {name: value if isinstance(value, list) else [value] for name, value in fields.items()}
    entry = {"uid": uid, "action": action, "form": action, "fields": texts}
    desk.sheet.outbox = [*desk.sheet.outbox, entry]
    return desk.sheet


def test_the_demo_is_made_once_from_the_base_and_shows_two_teams(store, kb):
    assert keep_demo(store, kb) is False
    state = store.state(DEMO)
    assert len(state.of(TeamAdded)) == 2
    assert {one.need for one in state.of(NeedChosen)} <= set(kb.needs)
    assert {one.practice for one in state.of(PracticeChosen)} <= set(kb.practices)
    said = {one.why for one in state.of(AnswerGiven) if one.why}
    assert said <= {limit.text for need in kb.needs.values() for limit in need.constraints}
    steps = progress(state, "team-1")
    assert next_step(steps) == "transferability"
    assert [one.mark for one in progress(state, "nobody")] == ["open"] * 8


@pytest.mark.parametrize("lang", ["en", "tr", "fr", "nl"])
def test_every_page_of_the_demo_is_made_in_every_language(store, editions, lang):
    e = editions[lang]
    assert "?session=demo" in session.sheet(e, {}).html
    assert session.sheet(e, at(session=DEMO)).html.count("team-board") > 2
    assert 'data-action="answer"' in transfer.sheet(e, at(session=DEMO, team="team-1")).html
    assert "no such session" in session.sheet(editions["en"], at(session="gone")).html
    assert "Open a session" in transfer.sheet(editions["en"], at(session="gone")).html


def test_a_session_is_begun_from_a_template_once_however_often_it_is_sent(store, editions):
    desk = session.desk(editions["tr"], {})
    told = {"title": "İZMİR ılık", "day": "2026-11-22", "hour": "14:00", "template": "short"}
    sheet = enter(desk, "create", **told, languages=["tr", "fr"])
    again = enter(session.desk(editions["tr"], {}), "create", **told, languages=["tr", "fr"])
    assert sheet.go == again.go == "?session=izmir-ilik-one"
    state = store.state("izmir-ilik-one")
    (agenda,) = state.of(AgendaSet)
    assert (agenda.starts.hour, sum(item.minutes for item in agenda.items)) == (14, 90)
    assert store.seq("izmir-ilik-one") == 2
    assert (sheet.done, sheet.problems) == (["one"], {})


@pytest.mark.parametrize(
    ("action", "fields"),
    [
        ("team", {"name": "  "}),
        ("team", {"name": "x" * 300}),
        ("team", {"name": "First", "team": "team-1"}),
        ("person", {"person": "kestrel", "team": "team-1", "consent": "oral"}),
        ("person", {"person": "owl", "team": "team-1"}),
        ("note", {"text": "x" * 10_001}),
        ("need", {"team": "nobody", "need": NEED}),
        ("starts", {"day": "tomorrow", "hour": "x"}),
        ("next_step", {"text": "call", "due": "soon"}),
        ("undo", {"seq": "1"}),
        ("undo", {"seq": ""}),
        ("no_such_action", {}),
    ],
)
def test_what_cannot_be_meant_is_said_beside_its_form_and_writes_nothing(
    store, editions, action, fields
):
    before = store.seq(DEMO)
    sheet = enter(session.desk(editions["en"], at(session=DEMO)), action, **fields)
    assert sheet.problems[action]["text"]
    assert (sheet.done, sheet.trouble, store.seq(DEMO)) == (["one"], {}, before)


def test_hostile_words_are_shown_as_words(store, editions):
    desk = session.desk(editions["en"], at(session=DEMO))
    enter(desk, "note", "1", text=HOSTILE)
    enter(desk, "team", "2", name=HOSTILE)
    enter(desk, "next_step", "3", text=HOSTILE, team="team-1")
    assert desk.sheet.problems == {}
    shown = [desk.sheet.html, session_view(editions["en"], desk.state())]
    assert not any("<script" in html for html in shown)
    assert desk.sheet.html.count("&lt;script&gt;alert(1)") >= 3


def test_while_the_store_is_locked_an_entry_waits_and_is_kept_once_when_it_is_back(
    store, editions, monkeypatch
):
    monkeypatch.setattr("bestpractices.pages.desk.PATIENCE", 0.1)
    desk = session.desk(editions["en"], at(session=DEMO))
    before = store.seq(DEMO)
    with sqlite3.connect(store.place, isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        sheet = enter(desk, "note", text="Merhaba")
        assert sheet.trouble["text"]
        assert (sheet.done, len(sheet.outbox), sheet.html != "") == ([], 1, True)
        other.execute("ROLLBACK")
    sheet.turn += 1
    assert (sheet.done, sheet.trouble) == (["one"], {})
    sheet.turn += 1
    assert store.seq(DEMO) == before + 1
    # Another window sends the very same entry after its answer was lost.
    enter(session.desk(editions["en"], at(session=DEMO)), "note", text="Merhaba")
    assert store.seq(DEMO) == before + 1


def test_undo_names_its_entry_so_that_a_second_sending_takes_back_nothing_more(store, editions):
    desk = session.desk(editions["en"], at(session=DEMO))
    enter(desk, "note", "1", text="Merhaba")
    last = store.seq(DEMO)
    enter(desk, "undo", "2", seq=str(last))
    enter(desk, "undo", "3", seq=str(last))
    assert store.seq(DEMO) == last + 1
    entries, state = store.events(DEMO), store.state(DEMO)
    assert (to_undo(entries, state), to_redo(entries, state)) == (last - 1, last)
    enter(desk, "redo", "4", seq=str(last))
    assert store.state(DEMO).undone == frozenset()
    assert to_redo(store.events(DEMO), store.state(DEMO)) is None


def test_answers_and_decisions_of_the_page_reach_the_store(store, editions):
    desk = transfer.desk(editions["en"], at(session=DEMO, team="team-2"))
    block = store.state(DEMO).of(BlockChosen)[-1]
    about = {"team": "team-2", "practice": block.practice, "block": block.block}
    given = {"criterion": "law", "answer": "hinders", "person": "robin", "why": HOSTILE}
    enter(desk, "answer", "1", **about, **given)
    desk.sheet.view = {**desk.sheet.view, "block": f"{block.practice}/{block.block}"}
    assert 'class="stop-box"' in desk.sheet.html
    assert "<script" not in desk.sheet.html
    enter(desk, "adapt", "2", **about, decision="adapt")
    enter(desk, "adapt", "3", **about, decision="drop", core="yes")
    assert desk.sheet.problems["adapt"]["text"].startswith("A core element")
    enter(desk, "adapt", "4", **about, decision="drop", core="yes", why="no law")
    assert desk.sheet.problems == {}
    assert "no law" in desk.sheet.html


def test_undo_goes_on_to_the_beginning_of_the_session(store, editions):
    store.new("long")
    for number in range(70):
        store.append("long", event("note", {"text": f"{number}"}))
    for number in reversed(range(70)):
        state = store.state("long")
        assert to_undo(last_entries(store, state), state) == number + 2
        store.undo("long", number + 2)
    state = store.state("long")
    assert to_undo(last_entries(store, state), state) is None


def test_a_demo_that_was_only_begun_is_filled(tmp_path, kb):
    with Store.open(str(tmp_path / "begun.sqlite")) as begun:
        begun.new(DEMO)
        assert keep_demo(begun, kb)
        assert begun.state(DEMO).of(TeamAdded)
        assert not keep_demo(begun, kb)


def test_a_practice_is_asked_about_as_a_whole_and_decided_block_by_block(store, editions):
    e = editions["en"]
    practice = store.state(DEMO).of(PracticeChosen)[-1].practice
    desk = transfer.desk(e, at(session=DEMO, team="team-2", practice=practice))
    assert 'data-action="adapt"' not in desk.sheet.html
    whole = {"team": "team-2", "practice": practice, "block": ""}
    enter(desk, "answer", "1", **whole, criterion="law", answer="hinders")
    assert 'class="stop-box"' in desk.sheet.html
    enter(desk, "adapt", "2", **whole, decision="keep")
    assert desk.sheet.problems["adapt"]["text"]
    title = e.passage(e.kb.practices[practice].title).text
    shown = str(session_view(e, store.state(DEMO)))
    assert f">{title}</span>" in shown.rpartition("Open questions")[2]


def test_ticks_on_the_board_become_events_and_come_back(store, editions):
    e, where = editions["en"], at(session=DEMO, team="team-2", need=NEED)
    shown = board(e, NEED)
    assert session_choice.keep_in_session(e, shown, environment={}) is None
    sheet = session_choice.keep_in_session(e, shown, environment=where)
    before = list(shown.chosen)
    assert len(before) == 4
    option = shown.options[0]
    name = f"{option['id']}/{option['blocks'][0]['id']}"
    # Meanwhile somebody else takes a block away: neither undoes what the other did.
    store.append(
        DEMO, event("withdrawn", {"what": "block_chosen", "key_of": f"team-2/{before[0]}"})
    )
    shown.chosen = [*before, name]
    state = store.state(DEMO)
    assert session_choice.chosen(state, "team-2") == [*before[1:], name]
    assert NEED in {one.need for one in state.of(NeedChosen) if one.team == "team-2"}
    shown.chosen = before
    practices = {one.practice for one in store.state(DEMO).of(PracticeChosen)}
    assert option["id"] not in practices
    assert (sheet.problems, sheet.trouble) == ({}, {})
    twin = board(e, NEED)
    session_choice.keep_in_session(e, twin, environment=where)
    assert twin.chosen == before[1:]


def team_two(store):
    """Entry with which the second team came."""
    return next(one.seq for one in store.events(DEMO) if one.key == "team-2")


def test_the_room_sees_no_pseudonym_not_even_one_inside_a_text(store, editions):
    desk = session.desk(editions["tr"], at(session=DEMO))
    enter(desk, "next_step", text="KESTREL ile robin konuşur, robinson değil", team="team-1")
    ends = "Robinle gör, KESTREL’İN sor, larka ve heronlardan; herons"
    enter(desk, "next_step", "ends", text=ends, team="team-1")
    enter(desk, "agenda_add", "two", title="Swift anlatır", minutes="5")
    enter(desk, "undo", "three", seq=str(team_two(store)))  # what is said of its people stays
    state = desk.state()
    html = session_view(editions["tr"], state)
    assert "… ile … konuşur, robinson değil" in html
    assert "… gör, …’İN sor, … ve …; …<" in html
    assert "… anlatır" in html
    assert "Karşılama, amaçlar, onay" in html  # parts of ours are in the language of the reader
    store.redo(DEMO)
    state = desk.state()
    for person in state.of(PersonAdded):
        assert person.person not in html.replace("robinson", "").lower()
