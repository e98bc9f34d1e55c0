"""What is entered on a coach's page while the store is away: it waits, is said, is kept once."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from bestpractices.pages import desk as desks
from bestpractices.pages import session
from bestpractices.pages.desk import Desk
from bestpractices.workshop import Store, TeamAdded, TransientStoreError

AWAY = "The sessions cannot be kept just now."
NOBODY = 65534


@dataclass
class Away:
    """A store with a session, and how it goes away and comes back."""

    url: str
    go: Callable[[], None]
    come_back: Callable[[], None]
    says: str


@pytest.fixture(params=["locked file", "server that restarts"])
def away(request, tmp_path, monkeypatch) -> Away:
    monkeypatch.setattr(desks, "PATIENCE", 0.2)
    if request.param == "locked file":
        url = str(tmp_path / "sessions.sqlite")
        other = sqlite3.connect(url, isolation_level=None)
        begin = lambda: other.execute("BEGIN IMMEDIATE")  # noqa: E731 - one of a pair
        found = Away(url, begin, other.rollback, "held by another program; close it there")
    else:
        server = request.getfixturevalue("postgresql")
        url = server.empty()
        found = Away(url, server.stop, server.start, "does not answer; start its server")
    monkeypatch.setenv("BESTPRACTICES_STORE", url)
    with Store.open(url) as store:
        store.new("room")
    return found


@pytest.fixture
def room(editions, tmp_path, monkeypatch) -> Desk:
    """The page of a session in a file."""
    monkeypatch.setattr(desks, "PATIENCE", 0.2)
    monkeypatch.setenv("BESTPRACTICES_STORE", str(tmp_path / "sessions.sqlite"))
    with Store.open() as store:
        store.new("room")
    return page(editions)


def page(editions):
    return session.desk(editions["en"], {"QUERY_STRING": "session=room"})


def enter(desk, uid, name):
    fields = {"name": [name], "languages": ["tr"]}
    entry = {"uid": uid, "action": "team", "form": "team", "fields": fields}
    desk.sheet.outbox = [*desk.sheet.outbox, entry]


def try_again(desk):
    desk.sheet.turn += 1


def waiting(desk):
    return [one["uid"] for one in desk.sheet.outbox if one["uid"] not in desk.sheet.done]


def names():
    with Store.open(patience=20) as store:
        return [entry.event.name for entry in store.events("room") if entry.kind == "team_added"]


def test_entries_wait_in_their_order_and_are_kept_once_when_the_store_is_back(away, editions):
    desk = page(editions)
    shown = desk.sheet.html
    away.go()
    try:
        enter(desk, "one", "İlk takım")
        assert desk.sheet.trouble["text"] == AWAY
        assert away.says in desk.sheet.trouble["detail"]
        assert "Traceback" not in desk.sheet.trouble["detail"]
        enter(desk, "two", "Second")
        try_again(desk)
        assert waiting(desk) == ["one", "two"]
        assert (desk.sheet.html, desk.sheet.problems) == (shown, {})
    finally:
        away.come_back()
    try_again(desk)
    assert (waiting(desk), desk.sheet.trouble) == ([], {})
    assert "İlk takım" in desk.sheet.html
    assert names() == ["İlk takım", "Second"]
    # A window that did not hear of it sends both again, to a kernel that never heard of them.
    late = page(editions)
    late.sheet.outbox = desk.sheet.outbox
    assert (waiting(late), names()) == ([], ["İlk takım", "Second"])


def test_a_page_that_is_opened_while_the_store_is_away_says_so_and_is_drawn_afterwards(
    away, editions, monkeypatch
):
    if "://" not in away.url:  # who reads is not kept waiting by a writer; a damaged file is
        kept = Path(away.url).read_bytes()
        monkeypatch.setattr(away, "go", lambda: Path(away.url).write_bytes(b"no store" * 999))
        monkeypatch.setattr(away, "come_back", lambda: Path(away.url).write_bytes(kept))
    away.go()
    try:
        desk = page(editions)
        assert (desk.sheet.html, desk.sheet.trouble["text"]) == ("", AWAY)
        enter(desk, "one", "Early")
        assert waiting(desk) == ["one"]
    finally:
        away.come_back()
    try_again(desk)
    assert (waiting(desk), desk.sheet.trouble, names()) == ([], {}, ["Early"])
    assert "Early" in desk.sheet.html


def test_an_entry_of_which_the_answer_got_lost_is_not_written_twice(room, monkeypatch):
    once = room.store._database._once

    def commits_and_breaks(work, *, writes):
        done = once(work, writes=writes)
        if writes:
            message = "the line broke after the commit"
            raise TransientStoreError(message)
        return done

    with monkeypatch.context() as broken:
        broken.setattr(room.store._database, "_once", commits_and_breaks)
        enter(room, "one", "Once")
        assert waiting(room) == ["one"]
    try_again(room)
    assert (waiting(room), names()) == ([], ["Once"])


def test_on_a_full_disk_the_entry_waits_until_there_is_room(room):
    database = room.store._database
    (pages,) = database.alone("PRAGMA page_count")
    database.alone(f"PRAGMA max_page_count={pages}")
    for number in range(99):
        enter(room, f"n{number}", f"Team {number} " + "x" * 180)
        if room.sheet.trouble:
            break
    assert "no room left on its disk; free some space" in room.sheet.trouble["detail"]
    (left,) = waiting(room)
    database.alone("PRAGMA max_page_count=100000")
    try_again(room)
    assert (waiting(room), room.sheet.trouble) == ([], {})
    assert len(names()) == int(left[1:]) + 1


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become nobody")
def test_on_a_disk_that_cannot_be_written_the_entry_waits_until_it_can(editions, monkeypatch):
    folder = Path(tempfile.mkdtemp(prefix="bp"))
    folder.chmod(0o755)
    monkeypatch.setenv("BESTPRACTICES_STORE", str(folder / "sessions.sqlite"))
    with Store.open() as store:
        store.new("room")
    try:
        os.seteuid(NOBODY)
        desk = page(editions)
        enter(desk, "one", "Patient")
        assert "cannot be" in desk.sheet.trouble["detail"]
        assert waiting(desk) == ["one"]
        os.seteuid(0)
        try_again(desk)
        assert (waiting(desk), desk.sheet.trouble, names()) == ([], {}, ["Patient"])
    finally:
        os.seteuid(0)
        shutil.rmtree(folder)


def test_what_others_wrote_meanwhile_stays_and_is_shown(room):
    with Store.open() as other:
        other.append("room", TeamAdded(team="theirs", name="Theirs"))
        enter(room, "one", "Ours")
        assert names() == ["Theirs", "Ours"]
    assert "Theirs" in room.sheet.html


def test_a_fault_of_ours_is_told_at_its_form_and_stops_no_other_entry(room, caplog):
    def falls(desk, entered):
        return {}["nothing"]

    room.actions = {**room.actions, "note": falls}
    entry = {"uid": "one", "action": "note", "form": "note", "fields": {"text": ["a"]}}
    room.sheet.outbox = [entry, {"uid": "", "action": "team", "fields": None}]
    enter(room, "two", "After it")
    assert (waiting(room), names()) == ([], ["After it"])
    assert room.sheet.problems["note"]["text"].startswith("This was not taken")
    assert "KeyError" in caplog.text
