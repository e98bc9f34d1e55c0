"""The session page whole: persons' rights, agenda, files, own needs, and the session as it was."""

from __future__ import annotations

import base64
import gzip
import json
import re
from urllib.parse import urlencode
from uuid import uuid4

import pytest

from bestpractices.analysis.need_draft import OWN
from bestpractices.pages import need_to_practices, session, transfer
from bestpractices.pages.chosen_file import LARGEST, text_of
from bestpractices.pages.demo.session import DEMO, keep_demo
from bestpractices.pages.desk import EntryError
from bestpractices.pages.need_to_practices import board
from bestpractices.pages.sessions import choice as session_choice
from bestpractices.pages.sessions import history as session_history
from bestpractices.pages.sessions.agenda import TEMPLATES, slots
from bestpractices.pages.sessions.past import steps
from bestpractices.pages.sessions.view import session_view
from bestpractices.workshop import (
    KINDS,
    AgendaSet,
    NeedDrafted,
    PersonAdded,
    SessionCreated,
    Store,
    TeamAdded,
    event,
)

HOSTILE = "<script>alert(1)</script> '); DROP TABLE events; --"
WRITTEN = {"title": "Türkçe kursu yok", "situation": "Kadınlar gündüz çalışıyor.\n\nKurs yok."}


@pytest.fixture
def store(tmp_path, monkeypatch, kb):
    monkeypatch.setenv("BESTPRACTICES_STORE", str(tmp_path / "kept" / "sessions.sqlite"))
    with Store.open() as found:
        keep_demo(found, kb)
        yield found


@pytest.fixture
def desk(store, editions):
    return session.desk(editions["en"], at(session=DEMO))


def at(**query):
    return {"QUERY_STRING": urlencode(query)}


def enter(desk, action, uid="one", **fields):
    texts = {name: value if isinstance(value, list) else [value] for name, value in fields.items()}
    entry = {"uid": uid, "action": action, "form": action, "fields": texts}
    desk.sheet.outbox = [*desk.sheet.outbox, entry]
    return desk.sheet


def made(desk, name, value=""):
    """File that a button asks for, or what is said in its place."""
    desk.sheet.wish = {"uid": uuid4().hex, "name": name, "value": value}
    file = desk.sheet.file
    return file.get("problem") or base64.b64decode(file["content"]).decode()


def packed(text):
    """A chosen file as the browser sends it."""
    return base64.b64encode(gzip.compress(text.encode())).decode() if text else ""


# Persons


def test_the_same_person_twice_is_refused_with_the_mend_however_it_is_spelled(store, desk):
    before = store.seq(DEMO)
    enter(desk, "person", person="KESTREL", team="team-2", consent="oral")
    assert desk.sheet.problems["person"]["text"].startswith("Somebody is called so already")
    assert store.seq(DEMO) == before
    # The very same entry again, after an answer that got lost, is no second person.
    for window in (desk, session.desk(desk.e, at(session=DEMO))):
        enter(window, "person", "two", person="owl", team="team-2", consent="written")
        assert (window.sheet.problems, store.seq(DEMO)) == ({}, before + 1)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"consent_on": "yesterday"}, "The day cannot be read"),
        ({"consent_on": "2999-01-01"}, "The day of the consent is still to come"),
        ({"consent": ""}, "Without consent"),
        ({"person": "nobody"}, "Nobody is called so"),
        ({"team": "nobody"}, "This team is not there"),
        ({"role": "x" * 201}, "This was not taken"),
    ],
)
def test_what_a_person_cannot_become_is_said_and_changes_nothing(store, desk, change, says):
    before = store.seq(DEMO)
    told = {"person": "kestrel", "team": "", "role": "", "consent": "oral"}
    sheet = enter(desk, "person_change", **{**told, "consent_on": "2026-05-04", **change})
    assert sheet.problems["person_change"]["text"].startswith(says)
    assert store.seq(DEMO) == before


def test_team_role_and_consent_change_and_saving_the_same_writes_nothing(store, desk):
    told = {"person": "kestrel", "team": "team-2", "role": HOSTILE, "consent": "written"}
    for uid in ("1", "2"):
        enter(desk, "person_change", uid, **told, consent_on="2026-05-04")
    assert desk.sheet.problems == {}
    person = store.state(DEMO).get(PersonAdded, "kestrel")
    assert (person.team, person.role, person.consent_on.year) == ("team-2", HOSTILE, 2026)
    assert store.events(DEMO)[-2].kind != "person_changed"
    assert "<script" not in desk.sheet.html


def test_a_person_takes_all_along_and_is_erased_only_by_the_name_that_was_typed(
    store, desk, tmp_path
):
    enter(desk, "note", "1", text="Kestrel'in notu")
    told = json.loads(made(desk, "person", "kestrel"))
    assert {one["kind"] for one in told["sessions"][0]["entries"]} >= {"person_added", "note"}
    enter(desk, "erase", "2", person="kestrel", confirm="heron")
    assert "nothing was erased" in desk.sheet.problems["erase"]["text"]
    enter(desk, "erase", "3", person="kestrel", confirm=" KESTREL ")
    assert desk.sheet.problems == {}
    number = sum(len(one["entries"]) for one in told["sessions"])
    assert f"{number} entries were changed" in desk.sheet.html
    held = [path.read_bytes().lower() for path in (tmp_path / "kept").iterdir()]
    assert not any(b"kestrel" in part for part in held)
    assert "kestrel" not in desk.sheet.html.lower()
    assert made(desk, "person", "kestrel")["text"].startswith("Nobody is called so")
    desk.sheet.view = {**desk.sheet.view, "erased": ""}
    assert "entries were changed" not in desk.sheet.html


def test_persons_that_were_taken_back_can_still_be_erased(store, desk):
    enter(desk, "person", "1", person="Küçük Ağaç", team="team-2", consent="oral")
    store.undo(DEMO)
    assert "Küçük Ağaç".encode() in store.export(DEMO).encode()
    enter(desk, "erase", "2", person="kucuk agac", confirm="Küçük Ağaç")
    assert "1 entry was changed" in desk.sheet.html
    assert "Küçük" not in store.export(DEMO)
    enter(desk, "erase", "3", person="nobody at all", confirm="nobody at all")
    assert "so nothing was changed" in desk.sheet.html
    assert "All about the person was erased" not in desk.sheet.html


# Agenda


def agenda(store):
    (found,) = store.state(DEMO).of(AgendaSet)
    return [item.title for item in found.items]


def test_parts_move_go_and_come_and_the_room_stays_where_it_was(store, desk):
    before = agenda(store)
    here = next(slot for slot in slots(store.state(DEMO)) if slot.reached)
    enter(desk, "agenda", "1", do=f"up {here.key}")
    assert agenda(store)[here.number - 1] == before[here.number]
    assert next(s for s in slots(store.state(DEMO)) if s.reached).item == here.item
    enter(desk, "agenda", "1", do=f"up {here.key}")  # sent twice, moved once
    assert agenda(store)[here.number - 1] == before[here.number]
    enter(desk, "agenda", "2", do="up welcome-aims-consent-1")  # the first stays the first
    enter(desk, "agenda", "3", do=f"down {here.key}")
    assert agenda(store) == before
    enter(desk, "agenda", "4", do="remove break-1")
    enter(desk, "agenda_add", "5", title="Çay", minutes="20", step="")
    assert agenda(store) == [*(title for title in before if title != "Break"), "Çay"]
    assert desk.sheet.problems == {}


def test_what_is_typed_into_a_part_is_kept_and_titles_of_ours_stay_translated(store, editions):
    desk = session.desk(editions["tr"], at(session=DEMO))
    first, second = slots(desk.state())[:2]
    fields = {f"title.{first.key}": editions["tr"].t(first.item.title),
              f"minutes.{first.key}": "7", f"step.{first.key}": "",
              f"title.{second.key}": HOSTILE, f"minutes.{second.key}": "8",
              f"step.{second.key}": "need"}  # fmt: skip
    # Meanwhile somebody adds a part that this form does not show: it stays.
    enter(session.desk(editions["en"], at(session=DEMO)), "agenda_add", title="Tea", minutes="5")
    enter(desk, "agenda", "2", do=f"down {first.key}", **fields)
    (found,) = store.state(DEMO).of(AgendaSet)
    assert [(one.title, one.minutes) for one in found.items[:2]] == [
        (HOSTILE, 8),
        (first.item.title, 7),
    ]
    assert found.items[-1].title == "Tea"
    assert "<script" not in desk.sheet.html


@pytest.mark.parametrize(
    ("action", "fields"),
    [
        ("agenda", {"do": "up gone-1"}),
        ("agenda", {"title.break-1": " ", "minutes.break-1": "5"}),
        ("agenda", {"title.break-1": "x", "minutes.break-1": "0"}),
        ("agenda_add", {"title": "x", "minutes": "1441"}),
        ("agenda_add", {"title": "x", "minutes": "5", "step": "nonsense"}),
        ("agenda_add", {"title": "x" * 201, "minutes": "5"}),
        ("agenda_at", {"item": "99"}),
        ("agenda_at", {"item": HOSTILE}),
        ("starts", {"day": "0000-00-00", "hour": "25:00"}),
    ],
)
def test_an_agenda_that_cannot_be_is_refused_in_a_line(store, desk, action, fields):
    before = store.seq(DEMO)
    assert enter(desk, action, **fields).problems[action]["text"]
    assert store.seq(DEMO) == before


def test_a_typing_error_in_the_year_closes_no_session(store, desk):
    enter(desk, "starts", day="9999-12-31", hour="23:30")
    clocks = [one.clock for one in slots(store.state(DEMO))]
    assert (clocks[:3], set(clocks[3:])) == (["23:30", "23:45", ""], {""})
    assert "23:45" in desk.sheet.html
    assert "23:45" in session_view(desk.e, store.state(DEMO))


def test_an_empty_agenda_is_begun_part_by_part_or_from_a_template(store, editions):
    store.new("bare")
    desk = session.desk(editions["en"], at(session="bare"))
    assert "No agenda yet" in desk.sheet.html
    enter(desk, "agenda_at", item="0")
    assert desk.sheet.problems.pop("agenda_at")
    enter(desk, "agenda_add", "2", title="Hello", minutes="5")
    enter(desk, "agenda", "3", do="remove hello-1")
    assert slots(desk.state()) == ()
    enter(desk, "agenda_template", "4", template="short")
    assert len(slots(desk.state())) == len(TEMPLATES["short"][1])


def test_begin_now_puts_the_clock_where_the_room_is(store, desk):
    from datetime import UTC, datetime

    enter(desk, "agenda_now", "1")
    here = next(slot for slot in slots(store.state(DEMO)) if slot.reached)
    late = abs((datetime.now(UTC) - here.starts).total_seconds())
    assert late < 120  # whole minutes, and the time of this test
    store.new("bare")
    enter(bare := session.desk(desk.e, at(session="bare")), "agenda_template", template="short")
    enter(bare, "agenda_now", "2")
    assert slots(bare.state())[0].reached


# Files


def test_a_session_goes_to_a_file_and_comes_back_under_another_name(store, editions):
    opening = session.desk(editions["en"], {})
    file = made(opening, "session", DEMO)
    assert file == store.export(DEMO)
    sheet = enter(opening, "import", "1", file=packed("\ufeff" + file), name="İzmir iki")
    assert (sheet.go, sheet.problems) == ("?session=izmir-iki", {})
    assert store.state("izmir-iki").slots.keys() == store.state(DEMO).slots.keys()
    # The same file again is found, not refused: its answer may have got lost.
    assert enter(opening, "import", "2", file=packed(file)).go == "?session=demo"
    store.append("izmir-iki", event("note", {"text": "more"}))
    assert (
        enter(opening, "import", "3", file=packed(file), name="izmir iki").go
        == "?session=izmir-iki"
    )
    everything = made(opening, "all_sessions")
    assert everything == store.export_all()
    assert enter(opening, "import", "4", file=packed(everything)).problems == {}
    assert made(opening, "session", "gone")["text"].startswith("There is no such session")


def test_a_file_that_is_no_whole_session_is_refused_with_its_sentence(store, editions):
    opening = session.desk(editions["en"], {})
    file = store.export(DEMO)
    store.new("other")
    bad = {
        "cut": (file[: len(file) // 2], "cut or damaged"),
        "changed": (file.replace("Break", "Pause"), "changed after it was written"),
        "version": (file.replace('"version": 1', '"version": 9', 1), "of version 9"),
        "none": ("{}", "holds no session"),
        "words": (HOSTILE, "cut or damaged"),
        "empty": ("", "Choose a file"),
    }
    for name, (text, says) in bad.items():
        sheet = enter(opening, "import", name, file=packed(text))
        told = sheet.problems["import"]
        assert says in f"{told['text']} {told.get('detail', '')}", name
    sheet = enter(opening, "import", "taken", file=packed(file), name="other")
    assert "Give the one of the file a new name" in sheet.problems["import"]["text"]
    assert sorted(one.session for one in store.sessions()) == [DEMO, "other"]


def test_what_is_no_packed_text_is_refused_and_a_bomb_does_not_go_off():
    whole = packed("x" * 10_000)
    bomb = base64.b64encode(gzip.compress(bytes(LARGEST + 1), 1)).decode()
    binary = base64.b64encode(gzip.compress(b"\xff\xfe")).decode()
    for bad in ("%%%", "aGVsbG8=", whole[:8], whole[:-16], bomb, binary):
        with pytest.raises(EntryError):
            text_of(bad)
    assert text_of(whole) == "x" * 10_000


def test_a_session_is_described_anew_and_an_empty_title_is_not_taken(store, desk):
    told = {"place": HOSTILE, "languages": ["tr", "nl"]}
    enter(desk, "describe", "1", title="Yeni ad", **told)
    enter(desk, "describe", "2", title="Yeni ad", **told)
    enter(desk, "describe", "3", title="   ", **told)
    assert desk.sheet.problems["describe"]["text"] == "Give the session a title."
    (created,) = store.state(DEMO).of(SessionCreated)
    assert (created.title, created.languages, created.template) == ("Yeni ad", ("tr", "nl"), DEMO)
    assert [one.kind for one in store.events(DEMO)].count("session_changed") == 1
    assert "<script" not in desk.sheet.html
    assert "Yeni ad" in session_view(desk.e, desk.state())


def test_describing_the_rest_leaves_a_title_of_ours_translated_and_languages_of_others(
    store, editions
):
    before = store.state(DEMO).of(SessionCreated)[0]
    store.append(DEMO, event("session_changed", before.model_dump() | {"languages": ["ar"]}))
    desk = session.desk(editions["tr"], at(session=DEMO))
    (title,) = re.findall(r'<h1 dir="auto">(.*?)</h1>', desk.sheet.html)
    enter(desk, "describe", title=title, place="İzmir", languages=["tr"])
    (created,) = store.state(DEMO).of(SessionCreated)
    assert (created.title, created.place, created.languages) == (DEMO, "İzmir", ("tr", "ar"))


# A need of the team's own


def written(e, store, where):
    form = need_to_practices.form(e, OWN)
    shown = board(e, OWN, form=form)
    sheet = session_choice.keep_in_session(e, shown, form=form, environment=where)
    return form, shown, sheet


def test_a_need_that_a_team_writes_is_kept_whole_and_stands_there_again(store, editions):
    e, where = editions["tr"], at(session=DEMO, team="team-2", need=OWN)
    form, shown, sheet = written(e, store, where)
    assert (form.draft, shown.need, form.stored) == ({}, {}, ["asked"])
    form.asked = {"title": " ", "turn": 1}  # not yet a need: nothing is kept
    assert store.state(DEMO).get(NeedDrafted, "team-2") is None
    form.asked = {**WRITTEN, "constraints": {"money": "az"}, "themes": ["employment"], "turn": 2}
    assert (sheet.problems, sheet.trouble) == ({}, {})
    own = store.state(DEMO).get(NeedDrafted, "team-2")
    assert (own.title, own.situation) == (WRITTEN["title"], WRITTEN["situation"])
    kept = store.seq(DEMO)
    again, twin, _ = written(e, store, where)
    assert again.draft["constraints"] == {"money": "az"}
    assert (twin.need, twin.options) == (shown.need, shown.options)
    assert store.seq(DEMO) == kept
    state = store.state(DEMO)
    for html in (session.sheet(e, at(session=DEMO)).html, session_view(e, state)):
        assert WRITTEN["title"] in html
    assert "Kurs yok." in session_view(e, state)


def test_hostile_words_of_a_need_are_shown_as_words_and_names_in_it_to_nobody(store, editions):
    e, where = editions["en"], at(session=DEMO, team="team-2", need=OWN)
    form, _, _ = written(e, store, where)
    form.asked = {"title": f"{HOSTILE} Robin", "situation": f"{HOSTILE} ask Robin", "turn": 1}
    shown = session_view(e, store.state(DEMO))
    assert "<script" not in shown + session.sheet(e, at(session=DEMO)).html
    assert "robin" not in shown.lower()


# As it was


def test_the_session_is_looked_at_as_it_was_and_nothing_can_be_entered_there(store, desk):
    enter(desk, "note", "1", text="the last word")
    last = store.seq(DEMO)
    desk.sheet.view = {**desk.sheet.view, "at": str(last - 1)}
    assert "the last word" not in desk.sheet.html
    assert "<form" not in desk.sheet.html
    desk.sheet.view = {**desk.sheet.view, "at": "3"}
    assert 'data-value="2"' in desk.sheet.html
    assert 'data-value="4"' in desk.sheet.html
    for now in ("", str(last), "99999", "-1", "²", HOSTILE):
        desk.sheet.view = {**desk.sheet.view, "at": now}
        assert "the last word" in desk.sheet.html


def test_from_the_first_entry_one_goes_only_on_and_the_newest_is_now():
    assert (steps(1, 9).first, steps(1, 9).older, steps(1, 9).newer) == (None, None, 2)
    assert (steps(8, 9).first, steps(8, 9).older, steps(8, 9).newer) == (1, 7, None)
    assert steps(1, 2).newer is None


def test_the_history_has_a_sentence_for_every_kind_of_entry():
    ours = {name for name, kind in KINDS.items() if kind.__module__.startswith("bestpractices.")}
    assert ours - set(session_history._SENTENCES) == set()


def test_every_entry_of_the_demo_is_told_in_words(store, editions):
    state = store.state(DEMO)
    for entry in store.events(DEMO):
        told = session_history.sentence(editions["en"], entry, state)
        assert told != entry.kind.replace("_", " ")
        assert "{" not in told


# All at once


def test_ten_thousand_signs_script_and_sql_in_every_field_break_no_page(store, editions):
    e = editions["en"]
    opening = session.desk(e, {})
    enter(opening, "create", "a1", title="   ")
    assert opening.sheet.problems["create"]["text"] == "Give the session a title."
    enter(opening, "create", "a2", title=HOSTILE, place=HOSTILE, template=HOSTILE, day="")
    name = opening.sheet.go.removeprefix("?session=")
    desk = session.desk(e, at(session=name))
    enter(desk, "team", "b1", name=HOSTILE, place=HOSTILE, organisation=HOSTILE, languages=["tr"])
    (team,) = store.state(name).of(TeamAdded)
    enter(desk, "person", "b2", person="<b>x<b>'; --", team=team.team, consent="oral")
    enter(desk, "note", "b3", text="<i>ş" * 2500)
    enter(desk, "next_step", "b4", text=HOSTILE, team=team.team)
    assert desk.sheet.problems == {}
    shown = [
        desk.sheet.html,
        session_view(e, desk.state()),
        transfer.sheet(e, at(session=name, team=team.team)).html,
        session.sheet(e, {}).html,
    ]
    assert not [html for html in shown if "<script" in html or "<b>x" in html or "<i>ş" in html]
    # A team without a need: its first step leads there.
    assert "10_need_to_practices" in desk.sheet.html
