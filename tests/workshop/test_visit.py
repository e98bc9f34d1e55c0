"""The programme of a study visit, its hosts and its open questions, from events alone."""

import json
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestpractices.workshop import (
    AnswerGiven,
    BlockChosen,
    CounterpartDecided,
    Entry,
    ExpectationSet,
    NeedChosen,
    PracticeChosen,
    RefusedEventError,
    SessionState,
    Store,
    TeamAdded,
    VisitPartSet,
    event,
)
from bestpractices.workshop.visit import exchanged, hosts, open_questions, overlaps, programme

DAY = date(2027, 3, 1)


def part(name, starts, ends=None, *, day=DAY, team=None, **more):
    clock = [time.fromisoformat(one) if one else None for one in (starts, ends)]
    return VisitPartSet(part=name, day=day, starts=clock[0], ends=clock[1], team=team, what=name,
                        **more)  # fmt: skip


@pytest.fixture
def written(tmp_path):
    """Writes events into a session with two teams, and gives its state."""
    with Store.open(str(tmp_path / "room.sqlite")) as store:
        store.new("room")
        store.append_all("room", [TeamAdded(team=name, name=name) for name in ("konak", "ana")])

        def write(*events):
            store.append_all("room", list(events))
            return store.state("room")

        yield write


def chosen(practice, *blocks, team="konak"):
    need = NeedChosen(team=team, need="n")
    taken = PracticeChosen(team=team, need="n", practice=practice)
    return [need, taken, *(BlockChosen(team=team, practice=practice, block=b) for b in blocks)]


def test_the_programme_of_a_team_has_its_own_parts_and_those_of_all_by_day_and_hour(written):
    late = part("late", "14:00", day=DAY + timedelta(days=1))
    parts = [
        late,
        part("b", "09:00", team="konak"),
        part("a", "09:00"),
        part("x", "08:00", team="ana"),
    ]
    state = written(*parts)
    assert [one.part for one in programme(state, team="konak")] == ["b", "a", "late"]
    assert [one.part for one in programme(state)] == ["x", "b", "a", "late"]
    # A part that is set again keeps its place among those of the same hour.
    again = written(part("b", "09:00", "10:00", team="konak"))
    assert [one.part for one in programme(again, team="konak")] == ["b", "a", "late"]
    assert programme(SessionState(), team="konak") == ()


@pytest.mark.parametrize(
    ("first", "second", "collide"),
    [
        (("09:00", "10:00"), ("10:00", "11:00"), False),
        (("09:00", "10:01"), ("10:00", "11:00"), True),
        (("09:00", None), ("09:00", None), True),
        (("09:00", None), ("09:01", None), False),
        (("09:00", "12:00"), ("10:00", None), True),
    ],
)
def test_parts_run_into_each_other_only_while_both_last(first, second, collide):
    pair = [part("a", *first), part("b", *second)]
    assert overlaps(pair) == ({"b": (pair[0],)} if collide else {})
    assert overlaps([part("a", *first, team="ana"), part("b", *second, team="konak")]) == {}
    assert overlaps([pair[0], part("b", *second, day=DAY + timedelta(days=1))]) == {}


def test_neighbours_change_places_and_keep_their_length_and_the_pause():
    # By hand: 1 h, half an hour of pause, 2 h, from 9:00 to 12:30.
    talk, walk = part("talk", "09:00", "10:00"), part("walk", "10:30", "12:30")
    now = exchanged(talk, walk)
    assert now == (part("walk", "09:00", "11:00"), part("talk", "11:30", "12:30"))
    assert exchanged(*now) == (talk, walk)
    other = part("walk", "10:30", day=DAY + timedelta(days=1))
    assert [(one.part, one.day.day, one.starts) for one in exchanged(talk, other)] == [
        ("walk", 1, time(9)),
        ("talk", 2, time(10, 30)),
    ]
    with pytest.raises(ValueError, match="midnight"):
        exchanged(part("dinner", "19:00", "23:00"), part("bus", "19:00", "21:00"))


FOUR_TIMES = st.lists(st.times(), min_size=4, max_size=4, unique_by=lambda at: (at.hour, at.minute))


@given(FOUR_TIMES)
def test_to_exchange_twice_gives_the_first_order_again_where_nothing_overlaps(times):
    clock = sorted(at.replace(second=0, microsecond=0) for at in times)
    first, second = (
        VisitPartSet(part=name, day=DAY, starts=clock[at], ends=clock[at + 1], what=name)
        for name, at in (("a", 0), ("b", 2))
    )
    now = exchanged(first, second)
    assert (now[0].starts, now[1].ends) == (first.starts, second.ends)
    assert exchanged(*now) == (first, second)


def test_hosts_are_counterparts_then_owners_of_practices_then_whoever_was_written_of(written, kb):
    assert hosts(SessionState(), kb, team="konak") == ()
    name = "duo-for-a-job"
    state = written(
        *chosen(name),
        *chosen("not-in-the-base"),
        ExpectationSet(team="konak", host="old-friend", text="Hello"),
        part("p", "09:00", host="cire"),
        part("q", "09:00", host="foyer-vzw", team="ana"),
    )
    found = hosts(state, kb, team="konak")
    assert [one.organisation for one in found] == ["duo-for-a-job", "old-friend", "cire"]
    assert found[0].practices == (name,)
    assert not any(one.paired for one in found)
    state = written(
        CounterpartDecided(team="konak", organisation="agii"),
        CounterpartDecided(team="konak", organisation="unia", decision="declined"),
    )
    assert [(one.organisation, one.paired) for one in hosts(state, kb, team="konak")][:2] == [
        ("agii", True),
        ("duo-for-a-job", False),
    ]


def test_what_stands_in_the_way_is_asked_before_what_nobody_knows(written):
    about = {"team": "konak", "practice": "p"}
    state = written(
        *chosen("p", "b1", "b2"),
        AnswerGiven(**about, block="b1", criterion="staff", answer="unknown", settle="ask them"),
        AnswerGiven(**about, block="b1", criterion="money", answer="helps"),
        AnswerGiven(**about, block="b2", criterion="law", answer="hinders"),
    )
    found = open_questions(state, team="konak")
    assert [(one.address, one.blocking) for one in found] == [
        ("p/b2/law", True),
        ("p/b1/staff", False),
    ]
    assert found[1].settle == ("ask them",)
    settled = written(AnswerGiven(**about, block="b1", criterion="staff", answer="helps"))
    assert [one.address for one in open_questions(settled, team="konak")] == ["p/b2/law"]
    assert open_questions(state, team="ana") == ()


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        ({"starts": "10:00", "ends": "09:00"}, "give a later end"),
        ({"starts": "10:00", "ends": "10:00"}, "give a later end"),
        ({"starts": "10:00+02:00"}, "time zone"),
        ({"starts": "25:00"}, "starts"),
        ({"starts": "10:00", "day": "2027-02-30"}, "day"),
    ],
)
def test_hours_that_cannot_be_are_refused_in_one_sentence(hours, said):
    told = {"part": "a", "day": "2027-03-01", "what": "x"}
    with pytest.raises(RefusedEventError, match=said):
        event("visit_part_set", told | hours)


def test_expectations_of_an_older_program_are_read_without_questions():
    told = {"team": "konak", "host": "cire", "text": "Hello", "sent_on": None}
    entry = Entry("room", 1, "2026-11-22T09:00:00+00:00", "coach", "expectation_set", 1,
                  "konak/cire", None, json.dumps(told), "u")  # fmt: skip
    assert entry.event == ExpectationSet(team="konak", host="cire", text="Hello")
