"""The sessions at the participants' door: read only, newest first, made anew when they change."""

import asyncio
from types import SimpleNamespace

import pytest

from bestpractices.pages import desk, session
from bestpractices.pages.demo.session import DEMO
from bestpractices.pages.edition import Edition
from bestpractices.serving import session_rooms
from bestpractices.serving.library import Library
from bestpractices.serving.session_rooms import Rooms, whole_address
from bestpractices.workshop import NoSessionError, Note, Store, StoreError, TeamAdded


@pytest.fixture
def address(tmp_path):
    return str(tmp_path / "sessions.sqlite")


def test_an_address_means_the_same_in_every_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert whole_address("rooms.sqlite") == str(tmp_path / "rooms.sqlite")
    assert whole_address("postgresql://a:b@host/d") == "postgresql+psycopg://a:b@host/d"
    with pytest.raises(StoreError, match="give a file"):
        whole_address("mysql://host/d")


def test_the_first_start_makes_the_demo_and_news_come_only_with_changes(address, kb):
    rooms, told = Rooms(address), []
    news = SimpleNamespace(tell=lambda: told.append(rooms.version))

    async def watched():
        watching = asyncio.create_task(rooms.watch(kb, news))
        while not told:
            await asyncio.sleep(0.05)
        with Store.open(address) as store:
            store.append(DEMO, Note(text="Merhaba"))
        while len(told) < 2:
            await asyncio.sleep(0.05)
        watching.cancel()

    asyncio.run(asyncio.wait_for(watched(), 30))
    assert len(set(told)) == 2
    assert rooms.newest() == DEMO
    with Store.open(address) as store:
        store.new("izmir")
        store.append(DEMO, Note(text="Again"))
    assert rooms.newest() == "izmir"
    rooms.close()


def test_a_page_is_made_once_for_a_state_and_nobody_writes_through_it(address, kb):
    library, rooms = Library(kb, live=True), Rooms(address)
    asyncio.run(rooms.prepare(kb))
    page = rooms.page(library, "tr", DEMO)
    assert rooms.page(library, "tr", DEMO) is page
    assert rooms.page(library, "en", DEMO) is not page
    with Store.open(address) as store:
        store.append(DEMO, Note(text="Merhaba"))
    assert rooms.page(library, "tr", DEMO) is not page
    with pytest.raises(NoSessionError):
        rooms.page(library, "tr", "gone")
    with pytest.raises(StoreError):
        rooms._opened().append(DEMO, Note(text="x"))
    rooms.close()


def test_a_server_that_is_away_at_the_start_gets_its_tables_and_the_demo_when_it_comes(
    postgresql, kb, monkeypatch, caplog
):
    monkeypatch.setattr(session_rooms, "_PATIENCE", 0.1)
    monkeypatch.setattr(session_rooms, "LOOK_EVERY", 0.05)
    rooms = Rooms(whole_address(postgresql.empty()))
    postgresql.stop()

    async def watched():
        watching = asyncio.create_task(rooms.watch(kb, SimpleNamespace(tell=lambda: None)))
        await rooms.ready.wait()
        await asyncio.sleep(0.5)
        assert rooms.version == ""
        postgresql.start()
        while not rooms.version:
            await asyncio.sleep(0.05)
        watching.cancel()

    asyncio.run(asyncio.wait_for(watched(), 30))
    assert rooms.newest() == DEMO
    assert 0 < len(set(caplog.messages)) == len(caplog.messages)  # once, not at every look
    assert "does not answer; start its server" in caplog.messages[0]
    rooms.close()


def test_a_coach_writes_and_the_room_reads_while_the_server_of_the_store_restarts(
    postgresql, kb, serve_here, until, monkeypatch
):
    monkeypatch.setattr(desk, "PATIENCE", 0.2)
    monkeypatch.setattr(session_rooms, "_PATIENCE", 0.2)
    monkeypatch.setenv("BESTPRACTICES_STORE", postgresql.empty())
    with serve_here(kb, store=postgresql.url) as own:
        at = "/en/session/demo"
        until(lambda: own.get(at)[0].status == 200)
        coach = session.desk(Edition(kb, "en"), {"QUERY_STRING": "session=demo"})
        told = {"action": "team", "form": "team", "fields": {"name": ["Işık Derneği"]}}
        coach.sheet.outbox = [{"uid": "one", **told}]
        assert until(lambda: "Işık Derneği" in own.get(at)[1])
        postgresql.stop()
        told["fields"] = {"name": ["Konak Belediyesi"]}
        coach.sheet.outbox = [{"uid": "two", **told}]
        assert "start its server" in coach.sheet.trouble["detail"]
        answer, text = own.get(at)
        assert (answer.status, "Traceback" in text) == (503, False)
        assert own.get("/en/practices/duo-for-a-job")[0].status == 200  # all else goes on
        postgresql.start()
        coach.sheet.turn += 1
        assert (coach.sheet.trouble, coach.sheet.done) == ({}, ["one", "two"])
        assert until(lambda: "Konak Belediyesi" in own.get(at)[1])
        with Store.open(postgresql.url) as store:
            names = [team.name for team in store.state(DEMO).of(TeamAdded)]
        assert names[-2:] == ["Işık Derneği", "Konak Belediyesi"]


def test_the_door_shows_sessions_without_a_key_and_an_unknown_one_is_not_there(ask):
    assert ask("/tr/session").place.startswith("/tr/session/")
    answer = ask("/tr/session/demo")
    assert (answer.status, "data-store" in answer.text) == (200, True)
    assert ask("/tr/session/gone").status == 404
    assert ask("/tr/session/..%2f..%2fetc").status == 404
    assert ask("/tr/session/demo", method="POST").status == 405
