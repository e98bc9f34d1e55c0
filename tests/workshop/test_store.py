import sqlite3
from datetime import UTC, datetime

import pytest

from bestpractices.workshop import (
    ConflictError,
    NoSessionError,
    NoStoreError,
    Note,
    ReadOnlyStoreError,
    RefusedEventError,
    SessionChanged,
    SessionCreated,
    SessionExistsError,
    SessionFileError,
    Store,
    StoreError,
    TeamAdded,
    event,
)
from bestpractices.workshop.address import default_address, store_address


def notes(store, session="room", at=None):
    return [note.text for note in store.state(session, at=at).of(Note)]


def test_an_entry_has_its_place_its_writer_and_its_time(store):
    before = datetime.now(UTC)
    assert store.append("room", Note(text="Işık"), by="coach-2") == 2
    first, second = store.events("room")
    assert (first.seq, first.kind, second.seq, second.by) == (1, "session_created", 2, "coach-2")
    assert second.event == Note(text="Işık")
    assert before <= second.at <= datetime.now(UTC)
    assert store.seq("room") == 2
    assert [entry.seq for entry in store.events("room", after=1)] == [2]


def test_the_list_shows_each_session_with_its_newest_title(store):
    store.new("atelier", SessionCreated(title="Atelier"))
    store.append("room", SessionChanged(title="İzmir, May"))
    assert [(s.session, s.title, s.seq) for s in store.sessions()] == [
        ("atelier", "Atelier", 1),
        ("room", "İzmir, May", 2),
    ]
    store.undo("room")
    assert store.sessions()[1].title == "room"


def test_a_session_as_it_was_after_an_entry_or_at_a_time(store):
    store.append("room", Note(text="a"))
    moment = datetime.now(UTC)
    store.append("room", Note(text="b"))
    assert notes(store) == ["a", "b"]
    assert notes(store, at=2) == notes(store, at=moment) == ["a"]
    with pytest.raises(ValueError, match="time zone"):
        store.state("room", at=datetime(2026, 5, 4))  # noqa: DTZ001 - that is what is tested


def test_undo_and_redo_are_entries_too(store):
    store.append("room", Note(text="a"))
    store.append("room", Note(text="b"))
    assert (store.undo("room"), store.undo("room"), store.undo("room")) == (3, 2, None)
    assert (store.redo("room"), store.redo("room"), store.redo("room")) == (2, 3, None)
    assert store.undo("room", 2) == 2
    assert notes(store) == ["b"]
    assert store.seq("room") == 8
    with pytest.raises(RefusedEventError, match="undone already"):
        store.undo("room", 2)


def test_who_saw_an_older_state_is_told_what_came_between(store):
    store.append("room", Note(text="of the other coach"))
    with pytest.raises(ConflictError, match="stands at 2, not at 1") as conflict:
        store.append("room", Note(text="mine"), expected_seq=1)
    assert conflict.value.seq == 2
    assert store.append("room", Note(text="mine"), expected_seq=2) == 3


def test_two_programs_see_each_others_entries_and_undos(store, url, opened):
    other = opened(url)
    store.append("room", TeamAdded(team="konya", name="Konya"))
    with pytest.raises(RefusedEventError, match="already"):
        other.append("room", TeamAdded(team="konya", name="Konya"))
    other.undo("room")
    assert store.state("room").of(TeamAdded) == ()


def test_of_a_batch_all_is_written_or_nothing(store):
    team = TeamAdded(team="konya", name="Konya")
    with pytest.raises(RefusedEventError) as refused:
        store.append_all("room", [team, Note(text="a", team="konya"), team])
    assert refused.value.index == 2
    assert store.seq("room") == 1
    assert store.append_all("room", []) == []


def test_an_entry_that_is_sent_again_is_not_written_twice(store):
    assert store.append("room", Note(text="a"), uid="f3") == 2
    assert store.append("room", Note(text="a"), uid="f3") == 2
    assert notes(store) == ["a"]


def test_sessions_that_are_missing_there_already_or_badly_named_are_told(store):
    for call in (store.events, store.state, store.undo, store.export, store.seq):
        with pytest.raises(NoSessionError, match='no session "nowhere"'):
            call("nowhere")
    with pytest.raises(SessionExistsError, match="room"):
        store.new("room")
    for bad in ("", "İzmir", "a b", "../up", "x" * 65, "-a"):
        with pytest.raises(RefusedEventError, match="izmir-2026"):
            store.new(bad)
    with pytest.raises(RefusedEventError, match="written by the store"):
        store.append("room", event("person_erased", {"alias": "erased-1"}))


def test_a_store_opened_for_reading_sees_what_is_new_and_changes_nothing(store, url, opened):
    room = opened(url, read_only=True)
    store.append("room", Note(text="a"))
    assert notes(room) == ["a"]
    with pytest.raises(ReadOnlyStoreError):
        room.append("room", Note(text="b"))
    with pytest.raises(
        ReadOnlyStoreError, match="cannot be written"
    ):  # the database says so itself
        room._database.alone("DELETE FROM events")
    assert notes(store) == ["a"]


def test_a_session_moves_to_another_store_and_stands_beside_its_original(store, tmp_path, opened):
    store.append("room", Note(text="a"))
    store.undo("room")
    held = store.export("room")
    other = opened(str(tmp_path / "other.sqlite"))
    assert other.import_(held) == ("room",)
    assert other.export("room") == held
    with pytest.raises(SessionExistsError):
        store.import_(held)
    assert store.import_(held, name="copy") == ("copy",)
    assert store.state("copy").slots.keys() == store.state("room").slots.keys()


def test_a_backup_holds_all_sessions_and_never_replaces_a_file(store, url, tmp_path, opened):
    store.append("room", Note(text="a"))
    store.new("second")
    copy = store.backup(tmp_path / "all.json")
    other = opened(str(tmp_path / "other.sqlite"))
    assert other.import_(copy.read_text("utf-8")) == ("room", "second")
    with pytest.raises(StoreError, match="is there already"):
        store.backup(copy)
    with pytest.raises(StoreError, match="cannot be written"):
        store.backup(tmp_path / "nowhere" / "all.json")
    with pytest.raises(SessionExistsError):
        other.import_(copy.read_text("utf-8"))
    if "://" not in url:
        assert notes(opened(str(store.backup(tmp_path / "o'ther copy.sqlite")))) == ["a"]
    assert not list(tmp_path.glob(".*"))


def test_of_a_file_with_a_session_too_many_nothing_is_taken_in(store, tmp_path):
    store.new("zzz")
    copy = store.backup(tmp_path / "all.json").read_text("utf-8").replace('"room"', '"aaa"')
    with pytest.raises(SessionFileError, match="was changed"):
        store.import_(copy)
    assert len(store.sessions()) == 2


def test_the_default_place_is_the_users_own_and_the_environment_names_another(monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", "/data")
    monkeypatch.delenv("BESTPRACTICES_STORE", raising=False)
    assert default_address() == "/data/bestpractices/sessions.sqlite"
    monkeypatch.setenv("BESTPRACTICES_STORE", "postgresql://me@server/rooms")
    assert store_address(None).drivername == "postgresql+psycopg"


@pytest.mark.parametrize(
    "bad", ["mysql://a/b", "sqlite://", "postgresql://host", "http://[", "x://"]
)
def test_an_address_of_no_store_is_told_without_repeating_it(bad):
    with pytest.raises(StoreError, match="no such store") as told:
        store_address(bad)
    assert bad not in str(told.value)


def test_what_is_no_store_is_named_and_left_as_it_is(tmp_path):
    (tmp_path / "text").write_text("not a database, " * 100, encoding="utf-8")
    with sqlite3.connect(tmp_path / "other.sqlite") as other:
        other.execute("CREATE TABLE songs (title)")
    for name, said in (
        ("text", "is no store"),
        ("other.sqlite", "another program"),
        (".", "folder"),
    ):
        with pytest.raises(StoreError, match=said):
            Store.open(str(tmp_path / name))
    with pytest.raises(NoStoreError, match="session new"):
        Store.open(str(tmp_path / "missing"), read_only=True)
    assert (tmp_path / "text").read_text("utf-8").startswith("not a")
