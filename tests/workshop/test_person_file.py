"""What a person may ask for: all that is held, and no more of others than names them."""

import json
from datetime import date

import pytest
from click.testing import CliRunner

from bestpractices.cli import main
from bestpractices.workshop import (
    AnswerGiven,
    CoachingNote,
    NeedChosen,
    Note,
    Option,
    PersonAdded,
    PracticeChosen,
    Store,
    TeamAdded,
    UnknownPersonError,
)

NAME = "Işık"


@pytest.fixture
def asked(store):
    consent = {"consent": "oral", "consent_on": date(2026, 5, 4)}
    about = {"team": "konya", "practice": "p"}
    store.append_all(
        "room",
        [
            TeamAdded(team="konya", name="Konya"),
            NeedChosen(team="konya", need="n"),
            PracticeChosen(need="n", **about),
            PersonAdded(person=NAME, role="head", **consent),
            PersonAdded(person="heron", **consent),
            AnswerGiven(person=NAME, criterion="law", answer="hinders", why="seen", **about),
            AnswerGiven(person="heron", criterion="law", answer="helps", why="mine", **about),
            CoachingNote(
                team="konya", person="heron", goal="heron's own", options=(Option(text="ask IŞIK"),)
            ),
            Note(text="nothing about anyone"),
        ],
    )
    store.undo("room", 9)
    store.new("second")
    store.append("second", Note(text="Isik called"))
    store.new("third")
    return store


def test_a_person_gets_every_entry_of_all_sessions_that_an_erasure_would_change(asked):
    told = json.loads(asked.person("işık"))
    assert [one["session"] for one in told["sessions"]] == ["room", "second"]
    room = told["sessions"][0]["entries"]
    assert [(one["kind"], one["own"], one["undone"]) for one in room] == [
        ("person_added", True, False),
        ("answer_given", True, False),
        ("coaching_note", False, True),
    ]
    assert room[1]["payload"]["why"] == "seen"
    assert asked.erase(NAME) == sum(len(one["entries"]) for one in told["sessions"])
    with pytest.raises(UnknownPersonError):
        asked.person(NAME)


def test_of_what_others_said_only_the_fields_that_name_the_person_are_given(asked):
    text = asked.person(NAME)
    assert "heron" not in text
    assert "mine" not in text
    assert json.loads(text)["sessions"][0]["entries"][2]["payload"] == {
        "options": [{"text": "ask IŞIK", "known": False}]
    }


def test_the_command_prints_it_and_says_in_a_line_that_nobody_is_called_so(tmp_path, monkeypatch):
    monkeypatch.setenv("BESTPRACTICES_STORE", str(tmp_path / "s.sqlite"))
    with Store.open() as store:
        store.new("room")
        store.append("room", Note(text=f"{NAME} called"))
    run = CliRunner()
    found = run.invoke(main, ["session", "person", NAME])
    assert json.loads(found.stdout)["person"] == NAME
    nobody = run.invoke(main, ["session", "person", "owl"])
    assert (nobody.exit_code, nobody.stdout) == (1, "")
    assert 'nobody called "owl"' in nobody.stderr
