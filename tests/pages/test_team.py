"""A team's own page: talks, actions and follow-ups reach the store as they were meant."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import urlencode

import icalendar
import pytest

from bestpractices.pages import session
from bestpractices.pages.demo.session import DEMO, keep_demo
from bestpractices.pages.handouts.coaching import handout, reminder_handout
from bestpractices.pages.teams.contents import actions_of, talks_of
from bestpractices.pages.teams.entries import COACH, today
from bestpractices.pages.teams.files import FILES
from bestpractices.records.kinds import KINDS
from bestpractices.records.reading import read_text
from bestpractices.workshop import ReuseRecorded, SessionCreated, Store, event

HOSTILE = "<script>alert(1)</script> '); DROP TABLE events; --"
PRACTICE = "duo-for-a-job"
GOAL = {"team": "a", "goal": "Ten pairs by spring"}


@pytest.fixture
def store(tmp_path, monkeypatch):
    monkeypatch.setenv("BESTPRACTICES_STORE", str(tmp_path / "sessions.sqlite"))
    with Store.open() as found:
        found.new("konak", SessionCreated(title="Konak"))
        consent = {"consent": "oral", "consent_on": "2026-11-22"}
        found.append_all("konak", [
            event("team_added", {"team": "a", "name": "Işık", "languages": ["tr"]}),
            event("team_added", {"team": "b", "name": "Bursa"}),
            event("person_added", {"person": "kestrel", "team": "a", **consent}),
            event("need_chosen", {"team": "a", "need": "n"}),
            event("practice_chosen", {"team": "a", "need": "n", "practice": PRACTICE}),
        ])  # fmt: skip
        yield found


@pytest.fixture
def desk(store, editions):
    return opened(editions["en"])


def opened(e, **query):
    told = {"session": "konak", "team": "a"} | query
    return session.desk(e, {"QUERY_STRING": urlencode(told)})


def enter(desk, action, uid="one", /, **fields):
    texts = {name: [value] for name, value in fields.items()}
    entry = {"uid": uid, "action": action, "form": action, "fields": texts}
    desk.sheet.outbox = [*desk.sheet.outbox, entry]
    return desk.sheet


def actions(desk):
    return [one.action for one in actions_of(desk.state(), "a", today=today())]


@pytest.mark.parametrize("lang", ["en", "tr", "fr", "nl"])
def test_an_empty_page_is_made_in_every_language_and_asks_to_begin(store, editions, lang):
    html = opened(editions[lang]).sheet.html
    assert 'data-action="talk"' in html
    assert html.count("follow-pick") == 1
    assert re.search(r"Işık</h1>", html)


def test_an_unknown_team_or_session_says_where_to_go_on(store, editions):
    assert "no such session or team" in opened(editions["en"], team="gone").sheet.html
    assert "no such session or team" in opened(editions["en"], session="gone").sheet.html
    assert "no such session" in opened(editions["en"], session="gone", team="").sheet.html
    gone = opened(editions["en"], session="gone", team="", show="reminders")
    assert "no such session" in gone.sheet.html


def test_a_talk_keeps_its_order_and_gives_its_next_step_to_the_actions(desk):
    ways = {"option-0": "School", "known-0": "yes", "option-1": " ", "option-2": "Library"}
    step = {"next_step": "Ask the head", "person": "kestrel", "due": "2099-01-01"}
    sheet = enter(desk, "talk", **GOAL, **ways, **step, coach_does="Send the contract")
    assert (sheet.problems, sheet.trouble) == ({}, {})
    (talk,) = talks_of(desk.state(), "a")
    assert [(one.text, one.known) for one in talk.note.options] == [
        ("School", True), ("Library", False),
    ]  # fmt: skip
    assert talk.on == today()
    first, second = actions(desk)
    assert (first.what, first.person, str(first.due)) == ("Ask the head", "kestrel", "2099-01-01")
    assert (second.what, second.by_coach, second.due) == ("Send the contract", True, None)
    assert sheet.html.index("Where we are now") < sheet.html.index("What the coach does")


def test_a_talk_that_is_written_again_changes_its_actions_and_no_other_talk(desk):
    enter(desk, "talk", "1", **GOAL, next_step="Ask", coach_does="Send")
    enter(desk, "talk", "2", **GOAL | {"goal": "Another"})
    enter(
        desk, "action", "3", team="a", action="1-coach", what="Send", owner=COACH, due="2099-01-01"
    )
    enter(desk, "action_done", "4", action="1-next", result="Asked")
    enter(desk, "talk", "5", talk="1", **GOAL, next_step="Ask", coach_does="Send both", choice="S")
    # The next step is as it was and stays done; the coach's keeps the day it was given meanwhile.
    state = desk.state()
    assert [one.note.goal for one in talks_of(state, "a")] == ["Another", GOAL["goal"]]
    shown = {one.action.action: one for one in actions_of(state, "a", today=today())}
    assert (shown["1-next"].done.result, shown["1-coach"].action.what) == ("Asked", "Send both")
    assert str(shown["1-coach"].action.due) == "2099-01-01"
    enter(desk, "talk", "6", talk="1", **GOAL)
    assert actions(desk) == []
    enter(desk, "talk", "7", talk="gone", **GOAL)
    assert desk.sheet.problems["talk"]["text"].startswith("This is not there any more")


def test_a_note_from_elsewhere_without_a_name_can_be_opened_again_too(store, editions):
    seq = store.append("konak", event("coaching_note", {"team": "a", "goal": "Old"}))
    desk = opened(editions["en"])
    desk.sheet.view = {**desk.sheet.view, "talk": str(seq)}
    assert "Change the talk" in desk.sheet.html
    enter(desk, "talk", talk=str(seq), **GOAL)
    assert [(one.id, one.note.goal) for one in talks_of(desk.state(), "a")] == [
        ("one", GOAL["goal"])
    ]
    assert "Change the talk" not in desk.sheet.html
    # The same entry again in a new window, after an answer that got lost.
    again = enter(opened(editions["en"]), "talk", talk=str(seq), **GOAL)
    assert (again.problems, len(talks_of(desk.state(), "a"))) == ({}, 1)
    assert enter(opened(editions["en"]), "talk", "other", talk=str(seq), **GOAL).problems


def test_more_options_are_given_on_request_and_not_without_end(desk):
    assert desk.sheet.html.count('name="option-') == 4
    for wished, given in (("8", 8), ("999", 40), ("99999999", 4), ("x", 4), ("-1", 4)):
        desk.sheet.view = {**desk.sheet.view, "rows": wished}
        assert desk.sheet.html.count('name="option-') == given


def test_an_action_is_changed_done_and_not_done_after_all(desk):
    late = (today() - timedelta(1)).isoformat()
    enter(desk, "action", "1", team="a", what="Call", due=late)
    html = desk.sheet.html
    assert "overdue" in html
    assert "This day had gone by already" in html
    assert "1 action has nobody who does it." in html
    enter(desk, "action", "2", team="a", action="1", what="Call them", owner="kestrel")
    (one,) = actions(desk)
    assert (one.what, one.person, one.due) == ("Call them", "kestrel", None)
    enter(desk, "action_done", "3", action="1", result=HOSTILE)
    assert "&lt;script&gt;" in desk.sheet.html
    enter(desk, "action_again", "4", action="1")
    assert actions_of(desk.state(), "a", today=today())[0].done is None
    enter(desk, "away", "5", action="1")
    assert (actions(desk), desk.sheet.problems) == ([], {})
    enter(desk, "undo", "6", seq=str(desk.store.seq("konak")))
    assert len(actions(desk)) == 1


@pytest.mark.parametrize(
    ("action", "fields"),
    [
        ("talk", {"team": "a", "goal": " "}),
        ("talk", {**GOAL, "present": "x" * 10_001}),
        ("talk", {**GOAL, "option-0": "x" * 10_001}),
        ("talk", {**GOAL, "due": "soon"}),
        ("talk", {**GOAL, "person": "nobody-knows"}),
        ("talk", {**GOAL, "team": "gone"}),
        ("action", {"team": "a", "what": ""}),
        ("action", {"team": "a", "what": "x", "due": "2026-02-30"}),
        ("action", {"team": "a", "what": "x", "owner": "nobody-knows"}),
        ("action_done", {"action": "gone"}),
        ("away", {"action": "gone"}),
        ("follow_up", {"team": "a", "practice": PRACTICE, "months": "3", "may_be_shown": "yes"}),
        ("follow_up", {"team": "a", "practice": PRACTICE, "months": "4", "kept": "x"}),
        (
            "follow_up",
            {"team": "a", "practice": PRACTICE, "months": "3", "kept": "x", "on": "2999-01-01"},
        ),
        ("follow_up", {"team": "a", "practice": PRACTICE, "months": "x", "kept": "x"}),
        ("follow_up", {"team": "a", "practice": PRACTICE, "months": "3", "kept": "x" * 10_001}),
        ("follow_up", {"team": "a", "practice": PRACTICE, "months": "3", "use": "loved"}),
    ],
)
def test_what_cannot_be_meant_is_said_beside_its_form_and_writes_nothing(desk, action, fields):
    before = desk.store.seq("konak")
    sheet = enter(desk, action, **fields)
    assert sheet.problems[action]["text"]
    assert (sheet.done, sheet.trouble, desk.store.seq("konak")) == (["one"], {}, before)


def test_who_was_erased_or_taken_back_meanwhile_is_said_in_a_line_and_the_words_stay(store, desk):
    store.erase("kestrel")
    enter(desk, "talk", "1", **GOAL, person="kestrel")
    store.undo("konak", 2)
    enter(desk, "action", "2", team="a", what="Call")
    assert desk.sheet.problems == {
        "talk": {"text": "Nobody is called so. Look at the list of persons."},
        "action": {"text": "This team is not there any more."},
    }


def test_a_follow_up_is_not_shown_to_others_unless_the_team_says_so(desk):
    desk.sheet.view = {**desk.sheet.view, "follow": f"{PRACTICE}/12"}
    form = desk.sheet.html.partition('data-action="follow_up"')[2].partition("</form>")[0]
    assert re.search(r'name="may_be_shown" value="yes"(?! checked)', form)
    enter(
        desk, "follow_up", team="a", practice=PRACTICE, months="12", use="stopped", dropped=HOSTILE
    )
    (told,) = desk.state().of(ReuseRecorded)
    assert (told.may_be_shown, told.use, told.on) == (False, "stopped", today())
    html = desk.sheet.html
    assert 'data-action="follow_up"' not in html
    assert "told: stopped" in html
    assert "&lt;script&gt;" in html
    assert "not asked" in html  # after 3 months, since 12 are told
    with pytest.raises(Exception, match="may be shown"):
        FILES["record"](desk, f"a/{PRACTICE}")


def test_the_record_with_what_may_be_shown_is_a_file_for_the_base(desk):
    told = {"kept": "Kestrel says: pairs", "may_be_shown": "yes"}
    enter(desk, "follow_up", team="a", practice=PRACTICE, months="3", **told)
    made = FILES["record"](desk, f"a/{PRACTICE}")
    reading = read_text(f"practices/{made.name}", made.content.decode(), KINDS["practice"].model)
    (reuse,) = reading.record.reuse
    assert (made.name, reuse.kept, reuse.months) == (f"{PRACTICE}.md", "… says: pairs", 3)
    with pytest.raises(Exception, match="may be shown"):
        FILES["record"](desk, f"b/{PRACTICE}")
    with pytest.raises(Exception, match="not in the knowledge base"):
        FILES["record"](desk, "a/gone")


def test_the_reminders_of_all_teams_have_a_page_a_calendar_and_a_hand_out(desk, editions):
    enter(desk, "action", "1", team="b", what=HOSTILE, due=today().isoformat())
    enter(desk, "action", "2", team="a", what="Some day", owner="kestrel")
    page = opened(editions["en"], team="", show="reminders")
    assert (
        "1 due within seven days · 1 without a date · 1 that nobody has taken on" in page.sheet.html
    )
    assert "<script" not in page.sheet.html
    assert "1 due within seven days" in opened(editions["en"], team="").sheet.html
    made = FILES["calendar"](page, "")
    days = icalendar.Calendar.from_ical(made.content).walk("VEVENT")
    assert str(days[0]["summary"]) == HOSTILE
    assert (made.name, len(days)) == ("konak-reminders.ics", 4)
    assert (
        len(icalendar.Calendar.from_ical(FILES["calendar"](page, "b").content).walk("VEVENT")) == 1
    )
    (_, _, boxes, *_) = reminder_handout(editions["tr"], page.state()).parts
    assert boxes.items[0].startswith(HOSTILE)
    enter(page, "action_done", "3", action="1")
    assert "<script" not in page.sheet.html
    assert HOSTILE not in page.sheet.html


def test_the_hand_out_names_owners_of_actions_and_nobody_else(desk, editions):
    empty = handout(editions["tr"], desk.state(), "b")
    assert any(type(part).__name__ == "Lines" for part in empty.parts)
    enter(desk, "talk", "1", **GOAL, present="KESTREL is tired", next_step="Rest", person="kestrel")
    shown = repr(handout(editions["en"], desk.state(), "a").parts)
    assert "… is tired" in shown
    assert "KESTREL" not in shown
    assert "('Who', 'kestrel')" in shown
    assert FILES["handout"](desk, "coaching/pdf/a").content.startswith(b"%PDF")


def test_nothing_of_the_demo_goes_into_the_base(store, editions, kb):
    store.new(DEMO, SessionCreated(title=DEMO, template=DEMO))
    team = {"team": "a", "name": "A"}
    reuse = {"team": "a", "practice": PRACTICE, "months": 3, "kept": "x", "may_be_shown": True}
    store.append_all(DEMO, [event("team_added", team), event("reuse_recorded", reuse)])
    with pytest.raises(Exception, match="made up"):
        FILES["record"](opened(editions["en"], session=DEMO), f"a/{PRACTICE}")
    assert keep_demo(store, kb) is False
