from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestpractices.workshop import (
    AnswerGiven,
    NeedChosen,
    Note,
    PersonAdded,
    PracticeChosen,
    SessionCreated,
    SessionState,
    StepReached,
    TeamAdded,
    TeamChanged,
    Withdrawn,
    event,
    session_file,
    state,
)
from bestpractices.workshop.rows import new_entry
from bestpractices.workshop.session_events import Redone, Undone
from bestpractices.workshop.state import Draft

START = datetime(2026, 5, 4, 13, 0, tzinfo=UTC)
TEAM = TeamAdded(team="konya", name="Konya")


def said(draft, new):
    """Write the next event into a draft, one minute after the one before."""
    assert draft.refusal(new) == ""
    at = START + timedelta(minutes=draft.seq)
    draft.add(new_entry(("room", draft.seq + 1), new, at=at, by="coach"))


def drafted(*events):
    draft = Draft("room")
    for new in (SessionCreated(title="Room"), *events):
        said(draft, new)
    return draft


def contents(found: SessionState):
    return {
        slot: {key: entry.payload for key, entry in entries.items()}
        for slot, entries in found.slots.items()
        if entries
    }


def test_no_entries_give_the_empty_state():
    assert state([]) == SessionState()
    assert state([]).of(Note) == ()


def test_of_events_about_one_thing_the_newest_holds_in_the_first_ones_place():
    draft = drafted(TEAM, TeamAdded(team="izmir", name="İzmir"))
    said(draft, TeamChanged(team="konya", name="Konya merkez"))
    assert [team.name for team in draft.state().of(TeamAdded)] == ["Konya merkez", "İzmir"]
    assert draft.state().get(TeamAdded, "izmir").name == "İzmir"
    assert draft.state().get(TeamAdded, "rize") is None


def test_of_many_only_the_last_can_be_asked_for():
    state_ = drafted(*(Note(text=text) for text in "abcd")).state()
    assert [note.text for note in state_.of(Note, last=2)] == ["c", "d"]
    assert len(state_.of(Note, last=9)) == len(state_.of(Note)) == 4


def test_what_belongs_to_something_that_was_taken_away_is_not_shown_until_it_is_back():
    draft = drafted(TEAM, NeedChosen(team="konya", need="n"))
    said(draft, PracticeChosen(team="konya", need="n", practice="p"))
    said(draft, Withdrawn(what="need_chosen", key_of="konya/n"))
    assert draft.state().of(PracticeChosen) == ()
    said(draft, NeedChosen(team="konya", need="n"))
    assert len(draft.state().of(PracticeChosen)) == 1


def test_every_persons_answer_is_kept_beside_the_teams():
    consent = {"team": "konya", "consent": "oral", "consent_on": START.date()}
    draft = drafted(TEAM, NeedChosen(team="konya", need="n"))
    said(draft, PracticeChosen(team="konya", need="n", practice="p"))
    said(draft, PersonAdded(person="kestrel", **consent))
    about = {"team": "konya", "practice": "p", "criterion": "trust"}
    for person, answer in ((None, "helps"), ("kestrel", "unknown"), ("kestrel", "hinders")):
        said(draft, AnswerGiven(person=person, answer=answer, **about))
    answers = [(a.person, a.answer) for a in draft.state().of(AnswerGiven)]
    assert answers == [(None, "helps"), ("kestrel", "hinders")]


@pytest.mark.parametrize(
    ("new", "problem"),
    [
        (TeamAdded(team="KONYA", name="x"), "is there already"),
        (TeamChanged(team="rize", name="x"), "is not there"),
        (StepReached(team="rize", step="need"), '"rize", which is not there'),
        (PracticeChosen(team="konya", need="n", practice="p"), "need_chosen first"),
        (SessionCreated(title="Again"), "is there already"),
        (Withdrawn(what="note", key_of="7"), "to withdraw"),
        (Undone(seq=1), "cannot be undone"),
        (Undone(seq=9), "not written yet"),
        (Redone(seq=2), "not undone"),
    ],
)
def test_an_event_that_cannot_come_next_says_why(new, problem):
    assert problem in drafted(TEAM).refusal(new)


def test_redo_brings_back_what_was_undone_last_until_something_new_is_said():
    draft = drafted(Note(text="a"), Note(text="b"))
    said(draft, Undone(seq=3))
    said(draft, Undone(seq=2))
    assert draft.to_redo() == 2
    said(draft, Redone(seq=2))
    assert draft.to_redo() == 3
    said(draft, Note(text="c"))
    assert draft.to_redo() is None
    assert [note.text for note in draft.state().of(Note)] == ["a", "c"]


SAYINGS = st.one_of(
    st.sampled_from(["undo", "redo"]),
    st.builds(Note, text=st.text("aİş👩\n", min_size=1).filter(str.strip)),
    st.builds(lambda t: TeamAdded(team=t, name=t), st.sampled_from("abc")),
    st.builds(lambda t: StepReached(team=t, step="need"), st.sampled_from("abc")),
    st.builds(lambda t: Withdrawn(what="team_added", key_of=t), st.sampled_from("abc")),
)


@st.composite
def drafts(draw):
    draft = drafted()
    for saying in draw(st.lists(SAYINGS, max_size=25)):
        turn(draft, saying) if isinstance(saying, str) else (
            draft.refusal(saying) or said(draft, saying)
        )
    return draft


def turn(draft, way):
    found = draft.to_undo() if way == "undo" else draft.to_redo()
    if found is not None:
        said(draft, (Undone if way == "undo" else Redone)(seq=found))
    return found


@given(drafts())
def test_undo_of_everything_leaves_the_beginning_and_redo_gives_all_back(draft):
    before, undone = contents(draft.state()), 0
    while turn(draft, "undo"):
        undone += 1
    assert contents(draft.state()) == contents(drafted().state())
    for _ in range(undone):
        assert turn(draft, "redo")
    assert contents(draft.state()) == before


@given(drafts())
def test_a_state_that_grew_is_the_fold_of_its_log_and_any_part_of_it_too(draft):
    assert draft.state() == state(draft.log)
    half = draft.log[: (len(draft.log) + 1) // 2]
    assert state(half).seq == len(half)


@given(drafts())
def test_export_and_import_give_the_same_session(draft):
    held = session_file.text([draft.log])
    (log,) = session_file.sessions(held)
    assert state(log) == draft.state()
    assert session_file.text([log]) == held


def test_an_event_of_an_unknown_kind_does_not_hide_the_others():
    draft = drafted(Note(text="a"))
    draft.add(draft.log[-1]._replace(seq=3, kind="of_an_add_on", payload='{"x": 1}'))
    assert draft.state().of(Note) == (event("note", {"text": "a"}),)
    assert draft.state().slots["of_an_add_on"]["3"].fields == {"x": 1}
