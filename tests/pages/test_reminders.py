"""What is still to do: each thing once, by its day; figures counted by hand on a calendar."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestpractices.pages.teams.reminder_days import calendar
from bestpractices.pages.teams.reminders import after_months, reminders, session_day
from bestpractices.workshop import Entry, SessionState, event
from bestpractices.workshop import state as folded

DAY = date(2026, 11, 22)
TEAM = ("team_added", {"team": "a", "name": "A"})
BEGUN = [
    ("session_created", {"title": "Konak"}),
    TEAM,
    ("person_added", {"person": "kestrel", "consent": "oral", "consent_on": "2026-11-22"}),
]
CHOSEN = [
    ("need_chosen", {"team": "a", "need": "n"}),
    ("practice_chosen", {"team": "a", "need": "n", "practice": "p"}),
]


def session(*events):
    """A session of 22 November 2026 with these events after its beginning."""
    return folded(
        Entry(
            session="konak", seq=seq, moment=datetime(2026, 11, 22, 12, tzinfo=UTC).isoformat(),
            by="coach", kind=kind, version=found.kind.version, key=found.key(), target=None,
            payload=found.as_json(), uid=str(seq),
        )
        for seq, (kind, payload) in enumerate(events, 1)
        for found in [event(kind, payload)]
    )  # fmt: skip


def action(name, due=None, **more):
    return ("action_set", {"action": name, "what": name, "due": due, **more})


def keys(some):
    return [one.key for one in some]


def test_a_session_without_anything_reminds_of_nothing():
    assert reminders(SessionState(), today=DAY).every == ()
    assert reminders(session(*BEGUN), today=DAY).every == ()


def test_actions_are_sorted_by_their_day_and_what_is_done_is_gone():
    found = reminders(
        session(
            *BEGUN,
            action("yesterday", "2026-11-21", person="kestrel"),
            action("today", "2026-11-22"),
            action("last-of-seven", "2026-11-29", by_coach=True),
            action("eighth", "2026-11-30"),
            action("some-day", team="a"),
            action("gone", "2026-11-01"),
            ("action_done", {"action": "gone", "on": "2026-11-02"}),
        ),
        today=DAY,
    )
    assert keys(found.overdue) == ["yesterday"]
    assert keys(found.soon) == ["today", "last-of-seven"]
    assert keys(found.later) == ["eighth"]
    assert keys(found.undated) == ["some-day"]
    assert keys(found.unowned) == ["today", "eighth", "some-day"]


def test_one_team_sees_its_own_and_nothing_of_the_session_or_of_others():
    told = session(
        *BEGUN, ("team_added", {"team": "b", "name": "B"}), action("all"), action("b", team="b")
    )
    assert keys(reminders(told, today=DAY, team="b").every) == ["b"]
    assert reminders(told, today=DAY, team="a").every == ()


def test_a_practice_is_asked_about_after_3_12_and_24_months_from_the_day_of_the_session():
    told = session(*BEGUN, *CHOSEN)
    found = reminders(told, today=DAY).later
    assert [one.due.isoformat() for one in found] == ["2027-02-22", "2027-11-22", "2028-11-22"]
    assert all(one.owned for one in found)
    starts = {"items": [{"title": "x", "minutes": 5}], "starts": "2026-08-31T23:30:00+03:00"}
    moved = session(*BEGUN, *CHOSEN, ("agenda_set", starts))
    assert session_day(moved) == date(2026, 8, 31)
    assert reminders(moved, today=DAY).later[0].due == date(2026, 11, 30)


def test_what_was_told_after_12_months_stands_for_3_months_too():
    reuse = {"team": "a", "practice": "p", "months": 12, "use": "stopped"}
    found = reminders(session(*BEGUN, *CHOSEN, ("reuse_recorded", reuse)), today=DAY)
    assert keys(found.every) == ["a/p/24"]


def test_a_typing_error_in_the_year_of_the_agenda_breaks_no_page():
    starts = {"items": [], "starts": "9999-08-31T23:30:00+03:00"}
    assert reminders(session(*BEGUN, *CHOSEN, ("agenda_set", starts)), today=DAY).every == ()


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2026-11-30", 3, "2027-02-28"),
        ("2027-11-30", 3, "2028-02-29"),
        ("2026-12-31", 12, "2027-12-31"),
        ("2028-02-29", 24, "2030-02-28"),
    ],
)
def test_the_last_day_of_a_shorter_month_stands_for_one_that_it_lacks(day, months, later):
    assert after_months(date.fromisoformat(day), months) == date.fromisoformat(later)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.sampled_from([3, 12, 24]))
def test_months_later_is_that_month_and_at_most_three_days_earlier_in_it(day, months):
    later = after_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert timedelta(0) <= timedelta(day.day - later.day) <= timedelta(3)


def test_the_calendar_holds_what_has_a_day_and_carries_no_pseudonym_out(editions):
    told = session(
        *BEGUN, action("KESTREL asks", "2026-11-25", team="a", person="kestrel"), action("some-day")
    )
    text = calendar(editions["en"], told, reminders(told, today=DAY)).decode()
    assert "SUMMARY:… asks\r\nDESCRIPTION:A · Konak" in text
    assert text.count("BEGIN:VEVENT") == 1
