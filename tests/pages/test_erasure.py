"""Of an erased person no page, no hand-out and no file that is made afterwards shows a trace."""

from __future__ import annotations

import importlib
import io
import json
import pkgutil
import re
import zipfile
from itertools import product
from urllib.parse import urlencode

import pytest

from bestpractices import pages
from bestpractices.pages.demo.session import DEMO, keep_demo
from bestpractices.pages.need_to_practices import board
from bestpractices.pages.sessions.choice import keep_in_session
from bestpractices.pages.sessions.view import session_view
from bestpractices.workshop import KINDS, BlockChosen, NeedChosen, Store, event

NAME = "Şahika"
SPELLED = (NAME, NAME.upper(), NAME.lower(), "Sahika", "SAHIKA", "sahika")
SAID = "mercimek"  # stands in all that the person says, and in nothing else
TEAM = "team-1"
# What else a kind needs where it holds a person; a new kind of that sort has to be added.
NEEDED = {
    "person_added": {"consent": "written", "consent_on": "2026-05-04"},
    "person_changed": {"consent": "oral", "consent_on": "2026-05-04"},
    "note": {"step": "need"},
    "answer_given": {"criterion": "law", "answer": "hinders"},
    "adaptation_decided": {"decision": "keep"},
    "observation_made": {},
    "coaching_note": {"due": "2026-06-01"},
    "action_set": {"action": "ask", "what": f"Ask {NAME}’s office", "due": "2026-06-01"},
    "counterpart_decided": {"organisation": "irfam"},
    "net_map_actor": {"actor": "a", "consent": "written"},
}
BUTTON = re.compile(r'data-(view|file)="([^"]*)"[^>]*?data-value="([^"]*)"')


def said(kind, block):
    """An event of a kind in which the person takes part, with words of theirs in every field."""
    told = KINDS[kind].kind
    about = {"team": TEAM, "practice": block.practice, "block": block.block, "person": NAME}
    fields = {name: value for name, value in about.items() if name in KINDS[kind].model_fields}
    words = {name: f"{SAID} {kind} {name}" for name in told.words}
    return event(kind, {**fields, **words, **NEEDED[kind]})


@pytest.fixture
def room(tmp_path, monkeypatch, kb):
    """The demo, in which one more person takes part in every kind of event that persons can."""
    monkeypatch.setenv("BESTPRACTICES_STORE", str(tmp_path / "sessions.sqlite"))
    with Store.open() as store:
        keep_demo(store, kb)
        block = store.state(DEMO).of(BlockChosen)[0]
        first = sorted(NEEDED, key=lambda kind: kind != "person_added")
        store.append_all(DEMO, [said(kind, block) for kind in first])
        store.append(DEMO, event("note", {"text": f"{NAME}'nın fikri; {NAME.upper()}"}), by=NAME)
        yield store


def traces(content: bytes) -> list[str]:
    words = (*SPELLED, SAID)
    escaped = (json.dumps(word)[1:-1] for word in words)
    return [word for word in (*words, *escaped) if word.encode() in content]


def desks():
    """Every page of the coach that writes into a session."""
    for one in pkgutil.iter_modules(pages.__path__, "bestpractices.pages."):
        made = getattr(importlib.import_module(one.name), "desk", None)
        if getattr(made, "__module__", "") == one.name:
            yield made


def unpacked(file):
    """What stands in a file; of a Word document or a workbook in all its parts."""
    if not zipfile.is_zipfile(io.BytesIO(file.content)):
        return file.content
    with zipfile.ZipFile(io.BytesIO(file.content)) as parts:
        return b"".join(parts.read(name) for name in parts.namelist())


def some_of_each(buttons):
    """The last button of each sort, and all with a person's name: the others show the same."""
    found = {one[:2]: one for one in buttons}
    return [*found.values(), *(one for one in buttons if NAME in one[2])]


def shown(made, e):
    """The page of the team, behind each of its buttons too, and the files that it gives."""
    query = urlencode({"session": DEMO, "team": TEAM})
    first = made(e, {"QUERY_STRING": query})
    yield json.dumps(first.sheet.get_state(), default=str, ensure_ascii=False).encode()
    # Word says the same as PDF, and can be read.
    buttons = [one for one in BUTTON.findall(first.sheet.html) if "pdf" not in one[2]]
    for what, name, value in some_of_each(buttons):
        if what == "view":
            other = made(e, {"QUERY_STRING": query})
            other.sheet.view = {**other.sheet.view, name: value}
            yield other.sheet.html.encode()
        elif name in first.files:
            yield unpacked(first.files[name](first, value))


def everything(store, e):
    """All that anybody can see of the session, by the name of the page."""
    found = {made.__module__: b"".join(shown(made, e)) for made in desks()}
    found["room"] = session_view(e, store.state(DEMO)).encode()
    at = {"QUERY_STRING": urlencode({"session": DEMO, "team": TEAM})}
    matched = board(e, store.state(DEMO).of(NeedChosen)[0].need)
    chosen = keep_in_session(e, matched, environment=at)
    for name, widget in (("practices", matched), ("choice", chosen)):
        found[name] = json.dumps(widget.get_state(), default=str, ensure_ascii=False).encode()
    found["export"] = store.export(DEMO).encode()
    return found


def test_no_page_and_no_file_shows_a_trace_of_an_erased_person(room, editions):
    before = everything(room, editions["tr"])
    seen = {name for name, content in before.items() if traces(content)}
    assert {"bestpractices.pages.session", "bestpractices.pages.transfer", "export"} <= seen
    assert "room" not in {name for name in seen if NAME.encode() in before[name]}
    open_page = [made(editions["tr"], {"QUERY_STRING": f"session={DEMO}"}) for made in desks()]
    with Store.open() as other:
        other.erase(NAME)
    after = everything(room, editions["tr"])
    assert {name: found for name, one in after.items() if (found := traces(one))} == {}
    for desk in open_page:  # a window that was open all the time, when it looks again
        desk.sheet.turn += 1
        assert traces(desk.sheet.html.encode()) == []


def test_every_kind_in_which_a_person_takes_part_was_tried():
    assert set(NEEDED) == {name for name, one in KINDS.items() if one.kind.persons}
    assert len(list(desks())) >= len({"session", "transfer", "counterparts"})


def test_spellings_and_words_are_found_where_they_stand():
    for spelling, before in product((*SPELLED, SAID), ("", "x ")):
        assert traces(f"{before}{spelling}".encode())
        assert traces(json.dumps(spelling).encode())
    assert traces(b"nobody") == []
