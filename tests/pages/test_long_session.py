"""A session of very many events opens, its pages are drawn, and nothing is looked up twice.

``benchmarks/long_session.py`` shows the figures. Here the session is a tenth as long;
``make stress`` has all of it, and asks for a second to open and 0.3 seconds more for a page.
"""

from __future__ import annotations

import os
import time
from itertools import product

import pytest

from bestpractices.analysis.transferability.criteria import criteria
from bestpractices.pages import session, transfer
from bestpractices.pages.demo.session import demo
from bestpractices.pages.sessions.view import session_view
from bestpractices.workshop import AnswerGiven, BlockChosen, Event, Note, Store, event

STRESS = bool(os.environ.get("BESTPRACTICES_STRESS"))
EVENTS = 100_000 if STRESS else 10_000
timed = pytest.mark.skipif(not STRESS, reason="times are taken by make stress, on a quiet machine")
PEOPLE = 20
TEAM = "team-1"


def answers(kb):
    """A big team answers every question on every block again and again, with a note at times."""
    blocks = [one for one in demo(kb) if isinstance(one, BlockChosen) and one.team == TEAM]
    people = [f"person-{number}" for number in range(PEOPLE)]
    for person in people:
        consent = {"consent": "oral", "consent_on": "2026-11-22"}
        yield event("person_added", {"person": person, "team": TEAM, **consent})
    asked = list(product(blocks, people, criteria()))
    for number in range(EVENTS):
        block, person, one = asked[number % len(asked)]
        if number % 5 == 0:
            yield Note(text=f"what was said, {number}", team=TEAM)
        answer = ("helps", "hinders", "unknown")[number % 3]
        about = {"team": TEAM, "practice": block.practice, "block": block.block}
        yield AnswerGiven(person=person, criterion=one.id, answer=answer, why="seen", **about)


@pytest.fixture(scope="module")
def address(kb, tmp_path_factory):
    """Where a long session is, which is written in batches."""
    found = str(tmp_path_factory.mktemp("long") / "sessions.sqlite")
    events: list[Event] = [*demo(kb), *answers(kb)][:EVENTS]
    with Store.open(found) as store:
        store.new("long")
        for start in range(0, EVENTS, 2000):
            store.append_all("long", events[start : start + 2000])
    return found


def quickest(work, *, times=3):
    """Seconds of the quickest of some tries: the others waited for something else."""
    found = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        found.append(time.perf_counter() - begun)
    return min(found)


def opened(address):
    with Store.open(address, read_only=True) as store:
        return store.state("long")


def page_of(name, editions):
    e, view = editions["en"], {"team": TEAM, "preset": "full"}
    return {
        "board": lambda state: session.board(e, "long", state),
        "transfer": lambda state: transfer.page(e, state, view),
        "room": lambda state: session_view(e, state),
    }[name]


@pytest.mark.parametrize("name", ["board", "transfer", "room"])
def test_every_page_of_a_long_session_is_drawn(address, name, editions):
    state = opened(address)
    assert state.seq == EVENTS + 1
    assert "<h1" in page_of(name, editions)(state)


@timed
def test_a_long_session_opens_within_a_second(address):
    assert quickest(lambda: opened(address)) < 1


@timed
@pytest.mark.parametrize("name", ["board", "transfer", "room"])
def test_a_page_of_a_long_session_is_drawn_within_a_third_of_a_second_more(address, name, editions):
    draw = page_of(name, editions)
    draw(opened(address))
    states = [opened(address) for _ in range(3)]  # of each nobody has drawn anything yet
    assert quickest(lambda: draw(states.pop())) < 0.3


def test_what_a_state_was_asked_for_is_looked_up_once(address):
    state = opened(address)
    assert state.of(AnswerGiven) is state.of(AnswerGiven)
    assert state.entries(Note) is state.entries(Note)
    assert state.of(Note, last=3) == state.of(Note)[-3:]
    assert state == opened(address)  # what was looked up makes no difference
