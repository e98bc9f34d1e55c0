"""Sessions of 100,000 events: how soon the store opens one, and how soon each page is drawn.

``python benchmarks/long_session.py [--events 100000] [--store postgresql://...]``. *Opened*: the
store is opened, and the session is read and folded; then how much longer each coaching page takes
to be drawn for the first time, the room's view of what was read, and the board after one event
more. Aims: opened in 1 s, a page in 0.3 s more.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain, islice, product
from pathlib import Path
from typing import Any, Final

import bestpractices as bp
from bestpractices.analysis.transferability.criteria import criteria
from bestpractices.pages import counterparts, session, study_visit, transfer, write_shop
from bestpractices.pages.demo.session import demo
from bestpractices.pages.edition import Edition
from bestpractices.pages.sessions.view import session_view
from bestpractices.pages.teams import team
from bestpractices.records.knowledge_base import KnowledgeBase
from bestpractices.workshop import BlockChosen, Event, SessionState, Store, event

OPENED_WITHIN: Final = 1.0  # seconds
PAGE_WITHIN: Final = 0.3  # seconds more
BATCH: Final = 2000
PEOPLE: Final = 20  # of each team
TRIES: Final = 3  # of which the quickest counts: the others waited for something else
# Coaching pages by their number; with the page of a team below that of the session.
PAGES: Final[dict[str, Callable[..., Any]]] = {
    "00": session.desk,
    "team": team.desk,
    "20": transfer.desk,
    "30": counterparts.desk,
    "50": study_visit.desk,
    "60": write_shop.desk,
}
LINE: Final = "{:<52}" + "{:>8}" * (len(PAGES) + 3)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--store", default="", help="address; a new SQLite file if none is given")
    wanted = parser.parse_args()
    kb = bp.load()
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    print(f"{os.cpu_count()} cores, load {load}, python {platform.python_version()}")
    print(f"seconds; aims: opened {OPENED_WITHIN}, a page {PAGE_WITHIN} more\n")
    print(LINE.format("", "opened", *PAGES, "room", "again"))
    e = Edition(kb, "en")
    with tempfile.TemporaryDirectory() as folder:
        address = wanted.store or str(Path(folder) / "sessions.sqlite")
        write(address, "short", demo(kb), wanted.events)
        measured(address, "short", e)  # what is made once for all sessions is not measured
        for number, (words, talk) in enumerate(TALKS.items()):
            name = f"long-{number}"
            write(address, name, chain(demo(kb), talk(kb)), wanted.events)
            seconds = (f"{one:.2f}" for one in measured(address, name, e))
            print(LINE.format(words, *seconds), flush=True)


def write(address: str, name: str, talk: Iterator[Event], events: int) -> None:
    """Begin a session of so many events."""
    with Store.open(address) as store:
        store.new(name)
        left = islice(talk, events - 1)
        while batch := list(islice(left, BATCH)):
            store.append_all(name, batch)


def measured(address: str, name: str, e: Edition) -> list[float]:
    """Seconds to open a session, for each page more than that, and for the board once more."""
    os.environ["BESTPRACTICES_STORE"] = address
    query = {"QUERY_STRING": f"session={name}&team=team-1"}
    opened = _quickest(lambda: fresh(address, name))
    whole = [_quickest(partial(page, e, query)) for page in PAGES.values()]
    found = [opened, *(max(0.0, one - opened) for one in whole)]
    states = [fresh(address, name) for _ in range(TRIES)]
    found.append(_quickest(lambda: session_view(e, states.pop())))
    board = session.desk(e, query)
    board.store.append(name, event("note", {"text": "one more"}))
    return [*found, _seconds(board.refresh)]


def fresh(address: str, name: str) -> SessionState:
    """The session as a page finds it of which nobody has drawn anything yet."""
    with Store.open(address) as store:
        return store.state(name)


def _quickest(work: Callable[[], Any]) -> float:
    return min(_seconds(work) for _ in range(TRIES))


def _seconds(work: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def notes(_: KnowledgeBase) -> Iterator[Event]:
    """One note after the other."""
    number = 0
    while True:
        number += 1
        yield event("note", {"text": f"what was said, {number}", "team": "team-1"})


def answers(kb: KnowledgeBase) -> Iterator[Event]:
    """Both teams answer all questions on their blocks, person by person, again and again."""
    chance = random.Random(1)  # noqa: S311 - drawn answers, no secret
    blocks = [one for one in demo(kb) if isinstance(one, BlockChosen)]
    people = [(name, f"{name}-{n}") for name in ("team-1", "team-2") for n in range(PEOPLE)]
    for name, person in people:
        consent = {"consent": "oral", "consent_on": "2026-11-22"}
        yield event("person_added", {"person": person, "team": name, **consent})
    while True:
        for block, (name, person), one in product(blocks, people, criteria()):
            if name == block.team:
                answer = chance.choice(("helps", "neutral", "hinders", "unknown"))
                told = {"person": person, "criterion": one.id, "answer": answer, "why": "as seen"}
                about = {"team": name, "practice": block.practice, "block": block.block}
                yield event("answer_given", {**about, **told})


def everything(kb: KnowledgeBase) -> Iterator[Event]:
    """Answers, notes, next steps that are set and done, and much that is taken back."""
    given, said = answers(kb), notes(kb)
    yield from islice(given, 2 * PEOPLE)
    number = 0
    while True:
        number += 1
        yield from islice(given, 4)
        yield from islice(said, 3)
        what = {"action": f"step-{number}", "what": "ask", "team": "team-2"}
        yield event("action_set", what)
        yield event("action_done", {"action": f"step-{number}", "on": "2026-11-22"})
        yield event("withdrawn", {"what": "action_done", "key_of": f"step-{number}"})


TALKS: Final = {
    "notes": notes,
    "answers of 40 people, given again and again": answers,
    "answers, notes, 10,000 next steps, as many withdrawn": everything,
}


if __name__ == "__main__":
    main()
