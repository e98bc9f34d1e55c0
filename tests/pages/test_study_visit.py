"""The page of the study visit: what is entered becomes events, and comes out again on paper."""

from __future__ import annotations

import io
from urllib.parse import urlencode

import docx
import pytest

from bestpractices.exports.handout import Bullets, Heading, Lines, Paragraph, Table
from bestpractices.pages import study_visit
from bestpractices.pages.demo.session import demo
from bestpractices.pages.desk import EntryError
from bestpractices.pages.handouts import study_visit as paper
from bestpractices.pages.handouts.visit_letter import language_of_host, letter
from bestpractices.pages.sessions.history import lines
from bestpractices.pages.sessions.view import session_view
from bestpractices.pages.visits.last_day import QUESTIONS, last_day
from bestpractices.workshop import (
    ExpectationSet,
    ObservationMade,
    SessionState,
    Store,
    TeamAdded,
    VisitAnalysed,
    VisitPartSet,
)
from bestpractices.workshop.visit import hosts, open_questions, programme

ROOM, TEAM = "room", "team-1"
KINDS = (ExpectationSet, ObservationMade, VisitAnalysed, VisitPartSet)
HOSTILE = '<script>alert(1)</script> \'); DROP TABLE events; -- #read("/etc/passwd")'
PART = {"day": "2027-03-01", "starts": "09:00", "ends": "10:00", "what": "Welcome"}


@pytest.fixture
def store(tmp_path, monkeypatch, kb):
    monkeypatch.setenv("BESTPRACTICES_STORE", str(tmp_path / "sessions.sqlite"))
    with Store.open() as found:
        # Two teams as in the demo, before their visit.
        found.new(ROOM)
        found.append_all(ROOM, [one for one in demo(kb) if not isinstance(one, KINDS)])
        yield found


@pytest.fixture
def desk(store, editions):
    return study_visit.desk(editions["en"], at(session=ROOM, team=TEAM))


def at(**query):
    return {"QUERY_STRING": urlencode(query)}


def enter(desk, action, uid="one", **fields):
    """The problem that a form is told; empty if it was taken."""
    told = {"team": TEAM, **fields}
    texts = {name: value if isinstance(value, list) else [value] for name, value in told.items()}
    entry = {"uid": uid, "action": action, "form": action, "fields": texts}
    desk.sheet.outbox = [*desk.sheet.outbox, entry]
    assert (desk.sheet.trouble, uid in desk.sheet.done) == ({}, True)
    return desk.sheet.problems.get(action, {}).get("text", "")


def first_block(desk):
    return study_visit.chosen(desk.state(), TEAM)[0]


def visited(desk):
    """A visit with something in every step; gives the host and the block."""
    host, block = hosts(desk.state(), desk.e.kb, team=TEAM)[0].organisation, first_block(desk)
    asked = [one.address for one in open_questions(desk.state(), team=TEAM)][:2]
    hope = {"host": host, "text": "Kestrel hopes to sit in.", "asked": asked, "questions": "Rent?"}
    card = {"block": block, "saw": "Two rooms, says KESTREL", "question": "Who pays?",
            "who_answers": "Ms Peeters", "person": "kestrel", "needs": "a room"}  # fmt: skip
    step = {"what": "Call them", "person": "kestrel", "due": "2027-04-01"}
    told = [("expect", hope), ("part", PART | {"host": host, "look_for": "Who greets?"}),
            ("observe", card), ("last_day", {"question": "1", "text": "Calm"}),
            ("visit_step", step)]  # fmt: skip
    for number, (action, fields) in enumerate(told):
        assert enter(desk, action, f"v{number}", **fields) == ""
    return host, block


@pytest.mark.parametrize("lang", ["en", "tr", "fr", "nl"])
def test_the_page_is_made_in_every_language_and_one_without_a_team_says_so(store, editions, lang):
    e = editions[lang]
    html = study_visit.sheet(e, at(session=ROOM, team="team-2")).html
    assert html.count('class="visit-step"') == len(study_visit.STEPS)
    assert html.count('data-action="last_day"') == len(QUESTIONS)
    for query in ({"session": ROOM}, {"session": "gone", "team": TEAM}, {}):
        assert "Open a session" in study_visit.sheet(editions["en"], at(**query)).html


def test_a_team_without_a_practice_may_plan_its_days_and_is_shown_the_way_to_practices(
    store, editions
):
    store.append(ROOM, TeamAdded(team="late", name="Late"))
    desk = study_visit.desk(editions["en"], at(session=ROOM, team="late"))
    assert desk.sheet.html.count("10_need_to_practices?session=room&amp;team=late") == 2
    assert enter(desk, "part", **PART, team="late", **{"for": "team"}) == ""
    assert [one.team for one in programme(desk.state(), team="late")] == ["late"]
    assert programme(desk.state(), team=TEAM) == ()


def test_every_step_is_kept_shown_again_told_in_the_history_and_taken_back(desk, store):
    before = store.seq(ROOM)
    host, block = visited(desk)
    state = store.state(ROOM)
    hope = state.get(ExpectationSet, TEAM, host)
    assert (len(hope.asked), hope.questions, hope.sent_on) == (2, "Rent?", None)
    assert f"{hope.asked[0].practice}/{hope.asked[0].block}" == block
    html = desk.sheet.html
    for words in ("Kestrel hopes", "Rent?", "Welcome", "Two rooms", "Who pays?", "Calm", "asked: "):
        assert words in html
    assert html.count(' checked><span><span class="stop-sign">') == 2
    told = [one.text for one in lines(desk.e, store.events(ROOM, before), state)]
    assert not any("_" in sentence for sentence in told)
    assert "The programme of the visit: Welcome" in told
    for _ in range(store.seq(ROOM) - before):
        store.undo(ROOM)
    state = store.state(ROOM)
    for kind in KINDS:
        assert state.of(kind) == ()


@pytest.mark.parametrize(
    ("action", "fields", "said"),
    [
        ("expect", {"host": "cire", "text": " "}, "hope to see"),
        ("expect", {"text": "Hello"}, "Choose a host"),
        ("expect", {"host": "cire", "text": "Hello", "sent_on": "2027-02-30"}, "cannot be read"),
        ("expect", {"host": "cire", "text": "Hello", "asked": ["only-a-practice"]}, "not taken"),
        ("expect", {"host": "cire", "text": "x" * 10_001}, "not taken"),
        ("part", PART | {"what": ""}, "Write something"),
        ("part", PART | {"ends": "08:59"}, "ends before it begins"),
        ("part", PART | {"starts": "9 o'clock"}, "cannot be read"),
        ("part", PART | {"starts": "09:00+02:00"}, "cannot be read"),
        ("part", PART | {"day": "someday"}, "cannot be read"),
        ("part", PART | {"day": ""}, "cannot be read"),
        ("part_moved", {"part": "gone", "move": "later"}, "taken this away"),
        ("part_gone", {"part": "gone"}, "taken this away"),
        ("observe", {"block": "no-block", "saw": "x"}, "Choose the building block"),
        ("observe", {"block": "a/b", "saw": ""}, "what you saw"),
        ("observe", {"block": "a/b", "saw": "x", "card": "1"}, "taken this away"),
        ("card_gone", {"card": "999"}, "taken this away"),
        ("last_day", {"question": "9", "text": "x"}, "not taken"),
        ("last_day", {"question": "one", "text": "x"}, "not taken"),
        ("visit_step", {"what": "Call", "due": "soon"}, "cannot be read"),
    ],
)
def test_what_cannot_be_meant_is_said_beside_its_form_and_writes_nothing(
    desk, store, action, fields, said
):
    before = store.seq(ROOM)
    assert said in enter(desk, action, **fields)
    assert store.seq(ROOM) == before


def test_hostile_words_are_words_on_the_page_in_the_room_and_on_paper(desk, editions):
    block = first_block(desk)
    assert enter(desk, "part", "1", **PART | {"what": HOSTILE[:200], "place": HOSTILE}) == ""
    assert enter(desk, "observe", "2", block=block, saw=HOSTILE, question=HOSTILE) == ""
    assert enter(desk, "last_day", "3", question="8", text=HOSTILE) == ""
    room = session_view(editions["tr"], desk.state())
    assert not any("<script" in html for html in (desk.sheet.html, room))
    assert "&lt;script&gt;" in room
    assert desk.files["handout"](desk, f"visit-analysis/pdf/{TEAM}").content.startswith(b"%PDF")


def test_parts_change_places_are_changed_and_taken_away_and_overlaps_are_advice(desk):
    for name, starts, ends in (("Talk", "09:00", "10:00"), ("Walk", "09:30", "11:00")):
        assert (
            enter(desk, "part", name, **PART | {"what": name, "starts": starts, "ends": ends}) == ""
        )
    assert "At the same time: 09:00–10:00 Talk" in desk.sheet.html
    assert enter(desk, "part_moved", "3", part="Walk", move="earlier") == ""
    shown = [(one.what, f"{one.starts:%H:%M}") for one in programme(desk.state(), team=TEAM)]
    assert shown == [("Walk", "09:00"), ("Talk", "10:30")]
    assert "At the same time" not in desk.sheet.html
    # The first cannot come earlier, nor the last later.
    before = desk.store.seq(ROOM)
    enter(desk, "part_moved", "4", part="Walk", move="earlier")
    enter(desk, "part_moved", "5", part="Talk", move="later")
    assert desk.store.seq(ROOM) == before
    desk.sheet.view = {**desk.sheet.view, "part": "Talk"}
    assert 'id="part-Talk"' in desk.sheet.html
    assert (
        enter(desk, "part", "6", **PART | {"part": "Talk", "what": "A long talk", "ends": ""}) == ""
    )
    assert 'id="part-Talk"' not in desk.sheet.html
    assert enter(desk, "part_gone", "7", part="Walk") == ""
    # One that others take away while it is changed stays open, and may be added again.
    desk.sheet.view = {**desk.sheet.view, "part": "Walk"}
    assert "taken this part away" in desk.sheet.html
    assert desk.sheet.html.count('id="part-Walk"') == 1
    assert enter(desk, "part", "8", **PART | {"part": "Walk", "what": "Walk again"}) == ""
    assert "Walk again" in [one.what for one in programme(desk.state(), team=TEAM)]
    assert "taken this part away" not in desk.sheet.html
    assert enter(desk, "part_gone", "9", part="Walk") == ""
    assert [(one.what, one.ends) for one in programme(desk.state(), team=TEAM)] == [
        ("A long talk", None)
    ]


def test_two_parts_of_one_hour_cannot_change_places_and_it_is_said(desk):
    for name in ("Talk", "Walk"):
        enter(desk, "part", name, **PART | {"what": name, "ends": ""})
    before = desk.store.seq(ROOM)
    told = enter(desk, "part_moved", "3", part="Walk", move="earlier")
    assert told.startswith("Both begin at the same time")
    assert desk.store.seq(ROOM) == before


def test_what_was_typed_into_a_card_that_others_changed_meanwhile_is_not_lost(desk, editions):
    block = first_block(desk)
    enter(desk, "observe", "1", block=block, saw="Before")
    old = str(desk.store.state(ROOM).entries(ObservationMade)[0].seq)
    other = study_visit.desk(editions["en"], at(session=ROOM, team=TEAM))
    other.sheet.view = {**other.sheet.view, "card": f"{old} {block}"}
    assert other.sheet.html.count(f'id="card-{old}"') == 1
    enter(desk, "observe", "2", block=block, saw="After", card=old)
    assert "taken this away" in enter(other, "observe", "3", block=block, saw="Mine", card=old)
    # Its form is still there, for the draft and for what was said; now it makes a card of its own.
    assert other.sheet.html.count(f'id="card-{old}"') == 1
    assert "changed this card or taken it away" in other.sheet.html
    assert f'name="card" value="{old}"' not in other.sheet.html
    assert enter(other, "observe", "4", block=block, saw="Mine") == ""
    assert [one.saw for one in other.state().of(ObservationMade)] == ["After", "Mine"]
    assert f'id="card-{old}"' not in other.sheet.html


def test_a_card_that_is_changed_is_one_card_also_when_it_is_sent_twice(desk, editions):
    block = first_block(desk)
    enter(desk, "observe", "1", block=block, saw="Before", question="Who?")
    old = str(desk.store.state(ROOM).entries(ObservationMade)[0].seq)
    change = {"block": block, "saw": "After", "card": old}
    assert enter(desk, "observe", "2", **change) == ""
    other = study_visit.desk(editions["en"], at(session=ROOM, team=TEAM))
    assert enter(other, "observe", "2", **change) == ""
    assert "taken this away" in enter(other, "observe", "3", **change)
    assert [one.saw for one in desk.state().of(ObservationMade)] == ["After"]
    assert "Who?" not in other.sheet.html
    undone = desk.store.undo(ROOM)
    assert {one.saw for one in desk.state().of(ObservationMade)} == {"Before", "After"}
    desk.store.redo(ROOM, undone)
    new = str(desk.store.state(ROOM).entries(ObservationMade)[0].seq)
    assert enter(desk, "card_gone", "4", card=new) == ""
    assert desk.state().of(ObservationMade) == ()


def test_an_answer_of_the_last_day_is_kept_once_and_goes_when_it_is_emptied(desk):
    before = desk.store.seq(ROOM)
    for uid, text in (("1", "Calm"), ("2", "Calm"), ("3", ""), ("4", "")):
        assert enter(desk, "last_day", uid, question="1", text=text) == ""
    assert desk.store.seq(ROOM) == before + 2
    assert desk.state().of(VisitAnalysed) == ()


def test_beside_the_questions_of_the_last_day_stands_what_was_noted(desk, editions):
    visited(desk)
    rows = {row["number"]: row for row in last_day(editions["en"], desk.state(), TEAM)}
    said = {number: [words for _, words, _ in row["said"]] for number, row in rows.items()}
    assert said[1] == ["Two rooms, says KESTREL"]
    assert said[3][-1] == "a room"
    assert said[4] == ["Who pays?", "Ms Peeters"]
    assert "Call them" in said[7]
    assert said[8] == ["Kestrel hopes to sit in."]
    assert rows[1]["text"] == "Calm"
    nothing = last_day(editions["en"], SessionState(), TEAM)
    assert [row["said"] for row in nothing] == [[]] * len(QUESTIONS)


def test_the_room_sees_days_and_questions_and_nobody(desk, editions):
    assert "Study visit" not in session_view(editions["en"], desk.state())
    visited(desk)
    room = session_view(editions["en"], desk.state())
    for words in ("Monday, 1 March 2027", "09:00–10:00", "Welcome", "Who greets?", "Who pays?"):
        assert words in room
    assert "kestrel" not in room.lower()
    assert "Peeters" not in room


def test_the_demo_has_something_at_every_step_in_sentences_of_the_records(store, editions, kb):
    events = [one for one in demo(kb) if isinstance(one, KINDS)]
    store.append_all(ROOM, events)
    html = study_visit.sheet(editions["tr"], at(session=ROOM, team=TEAM)).html
    assert html.count('class="started"') + html.count('class="done"') == len(study_visit.STEPS) - 1
    card = next(one for one in events if isinstance(one, ObservationMade))
    practice = kb.practices[card.practice]
    block = practice.building_blocks[0]
    assert (card.saw, card.needs) == (f"Example: {block.what}", "; ".join(block.requires))
    assert not [
        one for one in events if getattr(one, "host", None) not in {None, *kb.organisations}
    ]


def words_of(handout):
    """All texts of a hand-out, one a line."""
    found = []
    for part in handout.parts:
        if isinstance(part, Heading | Paragraph):
            found.append(part.text)
        elif isinstance(part, Bullets):
            found += part.items
        elif isinstance(part, Table):
            found += [cell for row in part.rows for cell in row]
        else:
            found += [words for pair in getattr(part, "pairs", ()) for words in pair]
    return "\n".join(found)


def test_the_letter_speaks_the_language_of_the_host_and_names_nobody(desk, editions):
    host, _ = visited(desk)
    e, state = editions["fr"], desk.state()
    assert language_of_host(e, "duo-for-a-job") == "fr"
    assert language_of_host(e, "adana-metropolitan-municipality") == "tr"
    assert language_of_host(e, "nobody") == "en"
    team = state.get(TeamAdded, TEAM)
    told = letter(e, state, team, host=host)
    text = words_of(told)
    assert told.lang == "fr"
    assert "… hopes to sit in." in text
    assert "kestrel" not in text.lower()
    assert "lundi 1er mars 2027, 09:00–10:00: Welcome".lower() in text.lower()
    question = open_questions(state, team=TEAM)[0].criterion.question
    assert e.t(question) in text
    assert e.t(question) != question
    with pytest.raises(EntryError, match="hope to see"):
        letter(e, state, team, host="cire")


def test_programme_cards_and_analysis_come_as_pdf_and_word_in_the_language_of_the_team(desk):
    host, _ = visited(desk)
    for step, form in (("programme", "docx"), ("cards", "pdf"), ("analysis", "docx")):
        made = desk.files["handout"](desk, f"visit-{step}/{form}/{TEAM}")
        assert made.name == f"{ROOM}-{TEAM}-visit-{step}-tr.{form}"
        if form == "docx":
            text = "\n".join(one.text for one in docx.Document(io.BytesIO(made.content)).paragraphs)
            assert "kestrel" not in text.lower()
    made = desk.files["letter"](desk, f"pdf/{host}")
    assert made.content.startswith(b"%PDF")


def test_empty_cards_have_a_front_and_a_back_for_each_block_and_the_analysis_lines(desk, editions):
    e, state = editions["en"], desk.state()
    cards = paper.cards_handout(e, state, TEAM)
    blocks = study_visit.chosen(state, TEAM)
    assert cards.page == "a5"
    assert sum(isinstance(one, Heading) and one.level == 1 for one in cards.parts) == 2 * len(
        blocks
    )
    assert sum(isinstance(one, Lines) for one in cards.parts) == 7 * len(blocks)
    empty = paper.analysis_handout(e, state, TEAM)
    assert sum(isinstance(one, Lines) for one in empty.parts) == len(QUESTIONS)
    assert "no part yet" in words_of(paper.programme_handout(e, state, TEAM))
    assert "No building block" in words_of(paper.cards_handout(e, SessionState(), TEAM))
    visited(desk)
    filled = words_of(paper.analysis_handout(e, desk.state(), TEAM))
    for words in ("Calm", "Two rooms, says …", "Who pays?", "Call them"):
        assert words in filled
