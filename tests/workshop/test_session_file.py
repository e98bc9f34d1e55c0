import json

import pytest

from bestpractices.workshop import Note, SessionFileError, Store, TeamAdded
from bestpractices.workshop.session_file import _checksum, sessions


@pytest.fixture(scope="module")
def held(tmp_path_factory):
    """A session of five entries, the last of which undoes the third."""
    with Store.open(str(tmp_path_factory.mktemp("store") / "s.sqlite")) as store:
        store.new("room")
        store.append("room", TeamAdded(team="konya", name="Konya"))
        store.append("room", Note(text="Işık", team="konya"))
        store.append("room", Note(text="b"))
        store.undo("room", 3)
        return store.export("room")


def changed(held, change):
    """The file after a change, with a checksum that fits, as a forger would leave it."""
    file = json.loads(held)
    change(file)
    return json.dumps({**file, "checksum": _checksum(file["sessions"])})


def test_wherever_a_file_is_cut_it_is_refused(held):
    for length in range(0, len(held.rstrip()), 7):
        with pytest.raises(SessionFileError, match="cut or damaged at line"):
            sessions(held[:length])


def test_a_file_that_was_changed_is_refused(held):
    with pytest.raises(SessionFileError, match="was changed"):
        sessions(held.replace("Konya", "Rize"))


@pytest.mark.parametrize("text", ["[]", "{}", "7", '{"format": "song"}', "[" * 100_000])
def test_what_is_no_session_is_refused(text):
    with pytest.raises(SessionFileError):
        sessions(text)


def same_uid(file):
    return file["sessions"][0]["events"][2]["uid"]


def entry(number, **fields):
    return lambda file: file["sessions"][0]["events"][number].update(fields)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda file: file.update(version=2), "version 2 and this program reads 1"),
        (entry(4, payload={"seq": 5}), "entry 5: undone: entry 5 is not written yet"),
        (entry(4, payload={"seq": 9}), "entry 9 is not written yet"),
        (entry(4, kind="redone"), "is not undone"),
        (entry(2, seq=4), "missing or out of order"),
        (entry(3, kind="dance"), "a kind this program lacks (dance)"),
        (entry(3, version=2), "newer program"),
        (entry(3, payload={"text": ""}), "text is empty"),
        (entry(2, payload={"text": "a", "team": "rize"}), '"rize", which is not there'),
        (entry(3, at="2001-01-01T00:00:00+00:00"), "earlier than the entry before"),
        (entry(3, at="2001-01-01T00:00:00"), "time zone"),
        (entry(3, by="a\nb"), "control character"),
        (lambda file: file["sessions"][0].update(session="../up"), "cannot name a session"),
        (lambda file: file["sessions"][0]["events"].pop(0), "out of order"),
        (lambda file: file["sessions"][0].pop("events"), "usual form"),
        (lambda file: file["sessions"][0].update(events=[]), "no entry"),
        (lambda file: file.update(sessions=[7]), "usual form"),
        (entry(3, uid=7), "usual form"),
        (lambda file: file["sessions"][0]["events"][3].update(uid=same_uid(file)), "twice"),
    ],
)
def test_a_file_that_cannot_be_is_refused_even_if_its_checksum_fits(held, change, said):
    with pytest.raises(SessionFileError) as refused:
        sessions(changed(held, change))
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


def test_only_one_session_can_get_another_name(held):
    two = changed(held, lambda file: file["sessions"].extend(file["sessions"]))
    with pytest.raises(SessionFileError, match="holds 2 sessions"):
        sessions(two, name="copy")


def test_a_session_that_is_there_twice_is_taken_in_not_at_all(held, tmp_path):
    two = changed(held, lambda file: file["sessions"].extend(file["sessions"]))
    with Store.open(str(tmp_path / "s.sqlite")) as store:
        with pytest.raises(Exception, match="already"):
            store.import_(two)
        assert store.sessions() == ()
