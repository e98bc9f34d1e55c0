import json
import sqlite3
from datetime import date
from typing import get_args, get_type_hints

import pytest
from pydantic import BaseModel

from bestpractices.workshop import (
    KINDS,
    AdaptationDecided,
    AnswerGiven,
    BlockChosen,
    NeedChosen,
    Note,
    PersonAdded,
    PracticeChosen,
    RefusedEventError,
    Store,
    TeamAdded,
    TransientStoreError,
    UnknownPersonError,
    Withdrawn,
)
from bestpractices.workshop.erasure import MARK
from bestpractices.workshop.fields import LONGEST_TEXT, cleaned, one_line

# What a person stands beside without having said it: it belongs to the team, and stays.
OF_THE_TEAM = {
    "action_set": {"what"},
    "adaptation_decided": {"what"},
    "coaching_note": {"options", "coach_does"},
    "net_map_actor": {"group", "goals"},
}
NAME = "Ayşegül"
SPELLED = [NAME, "AYŞEGÜL", "aysegul", "Aysegül"]


def filled(store):
    """A session in which a person answers, is spoken of, and leaves."""
    person = {"consent": "written", "consent_on": date(2026, 5, 4)}
    about = {"team": "konya", "practice": "duo-for-a-job"}
    store.append_all(
        "room",
        [
            TeamAdded(team="konya", name=f"Konya with {NAME}"),
            NeedChosen(team="konya", need="n"),
            PracticeChosen(need="n", **about),
            PersonAdded(person=NAME, team="konya", role="head of unit", **person),
            PersonAdded(person="kestrel", team="konya", **person),
            AnswerGiven(person=NAME, criterion="trust", answer="hinders", why="as I saw", **about),
            AnswerGiven(person="kestrel", criterion="trust", answer="helps", why="mine", **about),
            Note(text=f"Ask\n{NAME}'in friend, {SPELLED[1]}, {SPELLED[2]} or {SPELLED[3]}"),
            Note(text="nothing about anyone"),
            Note(text="of the person's own", person=NAME),
        ],
    )
    key = f"konya/duo-for-a-job//trust/{NAME}"
    store.append("room", Withdrawn(what="answer_given", key_of=key), by=NAME)
    store.undo("room")
    store.new("second")
    store.append("second", Note(text=f"{NAME} again"))


def bytes_of(folder):
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def traces(held: bytes):
    spellings = [*SPELLED, *(json.dumps(name)[1:-1] for name in SPELLED)]
    return [name for name in (*spellings, "as I saw", "person's own") if name.encode() in held]


def test_nothing_of_an_erased_person_is_left_in_the_bytes(tmp_path):
    folder = tmp_path / "store"
    with Store.open(str(folder / "sessions.sqlite")) as store:
        store.new("room")
        filled(store)
        assert traces(b"".join(bytes_of(folder).values()))  # so that the search can find something
        assert store.erase(NAME) == 7
        copies = [store.backup(tmp_path / "b.sqlite"), store.backup(tmp_path / "b.json")]
        held = [*bytes_of(folder).values(), *(copy.read_bytes() for copy in copies)]
        assert [traces(part) for part in held] == [[]] * len(held)
        assert traces(store.export("room").encode()) == []


def test_nothing_of_an_erased_person_is_left_in_any_table(store):
    filled(store)
    store.erase(NAME)
    for session in ("room", "second"):
        assert traces(store.export(session).encode()) == []
        assert traces(repr(store.state(session)).encode()) == []


def test_answers_still_count_under_an_alias_and_others_stay_as_they_are(store):
    filled(store)
    before = store.state("room")
    store.erase(NAME)
    after = store.state("room")
    answers = [(a.person, a.answer, a.why) for a in after.of(AnswerGiven)]
    assert answers == [("erased-1", "hinders", "[erased]"), ("kestrel", "helps", "mine")]
    assert after.get(PersonAdded, "kestrel") == before.get(PersonAdded, "kestrel")
    assert after.of(Note)[1] == before.of(Note)[1]
    assert after.undone == before.undone
    assert store.import_(store.export("room"), name="copy") == ("copy",)


def test_a_program_that_had_the_session_open_forgets_the_person_too(store, url, opened):
    filled(store)
    page = opened(url, read_only=True)
    assert traces(repr(page.state("room")).encode())
    store.erase(NAME)
    assert traces(repr(page.state("room")).encode()) == []


def test_other_words_and_the_names_of_records_stay(store):
    store.append("room", TeamAdded(team="t", name="Team"))
    store.append("room", NeedChosen(team="t", need="can-do", why="Can came. Canada and candid."))
    assert store.erase("can") == 1
    chosen = store.state("room").of(NeedChosen)[0]
    assert (chosen.need, chosen.why) == ("can-do", "erased-1 came. Canada and candid.")


def test_an_erasure_cannot_be_undone_and_each_gets_a_new_alias(store):
    filled(store)
    store.erase(NAME)
    erased = store.seq("room")
    with pytest.raises(RefusedEventError, match="cannot be undone"):
        store.undo("room", erased)
    store.erase("kestrel")
    people = [person.person for person in store.state("room").of(PersonAdded)]
    assert people == ["erased-1", "erased-2"]


def test_others_whose_pseudonym_begins_alike_stay(store):
    person = {"consent": "oral", "consent_on": date(2026, 5, 4)}
    names = ("kestrel", "kestrel-2", "Kestrels")
    store.append_all("room", [PersonAdded(person=name, **person) for name in names])
    store.append("room", Note(text="mine", person="kestrel-2"))
    store.append("room", Withdrawn(what="person_added", key_of="kestrel"))
    store.erase("KESTREL")
    people = [person.person for person in store.state("room").of(PersonAdded)]
    assert people == ["kestrel-2", "Kestrels"]
    assert store.state("room").of(Note)[0].text == "mine"


def test_while_others_still_read_old_pages_the_erasure_says_that_it_is_not_done(tmp_path, opened):
    url = str(tmp_path / "s.sqlite")
    store = opened(url, patience=0.3)
    store.new("room")
    store.append("room", Note(text=f"of {NAME}"))
    reader = sqlite3.connect(url, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM events").fetchone()
    with pytest.raises(TransientStoreError, match="close it and erase again"):
        store.erase(NAME)
    reader.close()
    with pytest.raises(UnknownPersonError, match="left"):
        store.erase(NAME)
    assert [traces(part) for part in bytes_of(tmp_path).values()] == [[], [], []]


@pytest.mark.parametrize("name", ["TR", "keep", "oral", "2026", "a"])
def test_a_name_that_is_also_a_word_of_a_closed_list_or_of_a_day_is_erased(store, name):
    about = {"team": "konya", "practice": "p", "block": "b"}
    consent = {"consent": "oral", "consent_on": date(2026, 5, 4)}
    store.append_all(
        "room",
        [
            TeamAdded(team="konya", name="Konya", languages=("tr",)),
            PersonAdded(person=name, **consent),
            NeedChosen(team="konya", need="n"),
            PracticeChosen(team="konya", need="n", practice="p"),
            BlockChosen(**about),
            AdaptationDecided(**about, decision="keep", person=name, why="mine"),
            Note(text=f"says {name}"),
            Note(text=f"{name} " * (LONGEST_TEXT // (len(name) + 1))),  # an alias is longer
        ],
    )
    assert store.erase(name) == 4
    state = store.state("room")
    assert state.of(TeamAdded)[0].languages == ("tr",)
    (decided,) = state.of(AdaptationDecided)
    assert (decided.decision, decided.person, decided.why) == ("keep", "erased-1", MARK)
    assert [one.text for one in state.of(Note)] == ["says erased-1", MARK]
    assert [one.person for one in state.of(PersonAdded)] == ["erased-1"]


def test_a_name_that_nobody_has_is_told(store):
    for name in ("nobody", " ", ""):
        with pytest.raises((UnknownPersonError, RefusedEventError)):
            store.erase(name)
    assert store.seq("room") == 1


def texts_of(model):
    """Fields in which people write freely, those of parts included."""
    free = {cleaned, one_line}

    def is_free(kind):
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            return bool(texts_of(kind))
        own = {getattr(one, "func", None) for one in getattr(kind, "__metadata__", ())}
        return bool(own & free) or any(is_free(part) for part in get_args(kind))

    hints = get_type_hints(model, include_extras=True)
    return {name for name in model.model_fields if is_free(hints[name])}


@pytest.mark.parametrize("kind", sorted(name for name, one in KINDS.items() if one.kind.persons))
def test_all_that_a_person_says_in_words_goes_or_is_said_to_be_the_teams(kind):
    told = KINDS[kind].kind
    fields = texts_of(KINDS[kind])
    assert fields - set(told.words) == OF_THE_TEAM.get(kind, set())
    assert set(told.words) <= fields  # what is erased becomes a word, which only a text can hold


def test_no_kind_holds_a_person_under_a_name_that_erasure_does_not_know():
    named = {name for name, one in KINDS.items() if {"person", "persons"} & set(one.model_fields)}
    assert named == {name for name, one in KINDS.items() if one.kind.persons}
    assert texts_of(KINDS["coaching_note"]) > {"goal", "options"}  # so that the walk finds some
    assert set(OF_THE_TEAM) <= named
