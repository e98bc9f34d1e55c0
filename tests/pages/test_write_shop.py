"""The write-shop: every entry is kept, by a session or by the window, and becomes a file."""

from __future__ import annotations

import base64
import io
import re
import zipfile
from urllib.parse import urlencode

import pytest

from bestpractices.analysis.write_shop.answers import INTERVIEWS
from bestpractices.analysis.write_shop.draft_record import draft_record
from bestpractices.analysis.write_shop.hints import checked
from bestpractices.pages import write_shop as page
from bestpractices.pages.demo.session import DEMO, demo
from bestpractices.pages.handouts.write_shop import empty_sheet, filled_sheet
from bestpractices.records.languages import LANGUAGES
from bestpractices.records.models import Need, Practice
from bestpractices.records.reading import read_text
from bestpractices.workshop import SessionState, Store, event
from bestpractices.workshop.write_shop import answers

HOSTILE = "<script>alert(1)</script> '); DROP TABLE events; -- \u202e\u0645\u0631\u062d\u0628\u0627"
BEGIN = {"record": "practice", "lang": "en", "title": "İş <b>"}


@pytest.fixture
def store(tmp_path, monkeypatch):
    monkeypatch.setenv("BESTPRACTICES_STORE", str(tmp_path / "sessions.sqlite"))
    with Store.open() as found:
        found.new("izmir")
        found.append("izmir", event("team_added", {"team": "konak", "name": "Konak",
                                                   "languages": ["tr"]}))  # fmt: skip
        yield found


class Window:
    """A page of a browser: it enters forms, and looks at what the sheet then says."""

    def __init__(self, e, **query):
        self.desk, self.count = page.desk(e, {"QUERY_STRING": urlencode(query)}), 0
        self.sheet, self.went = self.desk.sheet, ""

    def enter(self, action, uid="", **fields):
        self.count += 1
        texts = {name: one if isinstance(one, list) else [one] for name, one in fields.items()}
        entry = {"uid": uid or f"{id(self):x}{self.count}"[::-1], "action": action, "form": action,
                 "fields": texts}  # fmt: skip
        self.sheet.outbox = [*self.sheet.outbox, entry]
        self.went = self.sheet.go or self.went
        return self.sheet.problems.get(action, {}).get("text", "")

    def answer(self, question, was=None, part="", **fields):
        before = {f"was.{name}": (was or {}).get(name, "") for name in fields}
        about = {"draft": self.draft, "question": question, "part": part}
        return self.enter("answer", **about, **fields, **before)

    @property
    def draft(self):
        return self.sheet.view["draft"] or self.went.rpartition("draft=")[2]

    @property
    def told(self):
        return answers(self.desk.state(), self.draft)

    def look(self, **view):
        self.sheet.view = {**self.sheet.view, **view}
        return self.sheet.html

    def file(self, name, value):
        self.count += 1
        self.sheet.wish = {"uid": str(self.count), "name": name, "value": value}
        return self.sheet.file


@pytest.fixture
def window(editions):
    found = Window(editions["en"])
    assert found.enter("begin", **BEGIN) == ""
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", ["practice", "need"])
def test_every_page_of_both_talks_is_made_in_every_language(editions, kind, lang):
    found = Window(editions[lang])
    assert 'data-action="begin"' in found.sheet.html
    found.enter("begin", record=kind, lang=lang, title="x")
    for chapter in INTERVIEWS[kind]:
        html = found.look(chapter=chapter.id)
        assert all(f'id="ask-{one.id}"' in html for one in chapter.questions)
        assert len(re.findall(r"<h[1-6]", html)) > len(chapter.questions)
        ids = re.findall(r' id="([^"]+)"', html)
        assert len(ids) == len(set(ids))


def test_without_a_session_the_window_keeps_everything_and_brings_it_back(editions, window):
    window.answer("problem", text="Two\nlines")
    window.enter("add", draft=window.draft, question="building_blocks")
    (part,) = window.told.parts["building_blocks"]
    window.answer("building_blocks", part=part, name="First talk", core="yes")
    again = Window(editions["tr"])
    again.sheet.kept = window.sheet.kept
    again.look(draft=window.draft, chapter="problem")
    assert again.told == window.told
    assert "Two\nlines" in again.sheet.html
    size = len(window.sheet.kept)
    window.answer("problem", text="Three", was={"text": "Two\nlines"})
    assert len(window.sheet.kept) == size
    again.sheet.kept = [{"kind": "nonsense"}, {}, *window.sheet.kept]
    assert again.told.text("problem") == "Three"


def test_entries_that_waited_together_are_all_kept(editions, window):
    late = Window(editions["en"])
    late.sheet.kept = window.sheet.kept
    about = {"draft": [window.draft], "question": ["problem"]}
    more = [{"uid": name, "action": "answer", "form": name, "fields": {**about, name: [name]}}
            for name in ("text", "source")]  # fmt: skip
    late.look(draft=window.draft)
    late.sheet.outbox = more
    assert (late.sheet.done, late.sheet.problems) == (["text", "source"], {})
    assert {name: late.told.text("problem", name=name) for name in ("text", "source")} == {
        "text": "text", "source": "source"}  # fmt: skip


def test_a_session_keeps_it_for_other_windows_too(store, editions):
    first = Window(editions["tr"], session="izmir", team="konak")
    assert re.search(r'value="tr" checked', first.sheet.html)
    again = Window(editions["tr"], session="izmir", team="konak")
    for one in (first, again):  # the same entry, after an answer that got lost
        one.enter("begin", uid="same", **BEGIN, team="konak")
    assert first.went == again.went == f"?session=izmir&draft={first.draft}"
    assert len(store.events("izmir")) == 4
    second = Window(editions["fr"], session="izmir", draft=first.draft)
    assert "İş &lt;b&gt;" in second.sheet.html
    assert f'data-value="{first.draft}"' in Window(editions["en"], session="izmir").sheet.html
    assert "no such session" in Window(editions["en"], session="gone").sheet.html


def test_two_who_write_in_one_form_undo_nothing_of_each_other(store, editions):
    one = Window(editions["en"], session="izmir")
    one.enter("begin", **BEGIN)
    two = Window(editions["en"], session="izmir", draft=one.draft)
    one.answer("cost", text="Two posts", source="")
    # The second window was drawn before the first wrote: only what it changed itself is entered.
    two.answer("cost", text="", source="s1")
    two.answer("cost", text="", source="s1")
    assert (one.told.text("cost"), one.told.text("cost", name="source")) == ("Two posts", "s1")
    assert len(store.events("izmir")) == 6


def test_parts_are_added_moved_and_taken_away(window):
    for _ in range(3):
        window.enter("add", draft=window.draft, question="barriers")
    one, two, three = window.told.parts["barriers"]
    about = {"draft": window.draft, "question": "barriers"}
    window.enter("move", **about, part=three, by="-1")
    window.enter("move", **about, part=one, by="-1")
    assert window.told.parts["barriers"] == (one, three, two)
    window.enter("move", **about, part=one, by="1")
    window.enter("remove", **about, part=two)
    window.enter("remove", **about, part=two)
    assert window.told.parts["barriers"] == (three, one)
    window.enter("add", uid="again-and-again", **about)
    window.enter("add", uid="again-and-again", **about)
    assert len(window.told.parts["barriers"]) == 3


def test_a_source_keeps_its_number_and_is_in_the_language_of_the_talk(window):
    about = {"draft": window.draft, "question": "sources"}
    for _ in range(2):
        window.enter("add", **about)
    window.enter("remove", **about, part="s1")
    window.enter("add", **about)
    assert window.told.parts["sources"] == ("s2", "s3")
    assert window.told.text("sources", "s3", "language") == "en"
    assert '<option value="s2">s2 · …</option>' in window.look(chapter="cost")


def test_a_name_of_the_session_in_the_text_is_pointed_at_before_the_file_leaves(store, editions):
    told = "stands for a person of this session"
    store.append("izmir", event("person_added", {"person": "kestrel", "team": "konak",
                                "consent": "oral", "consent_on": "2026-11-22"}))  # fmt: skip
    begun = Window(editions["en"], session="izmir")
    begun.enter("begin", **BEGIN)
    found = Window(editions["en"], session="izmir", draft=begun.draft)
    found.answer("problem", text="Half of them wait")
    assert told not in found.sheet.html
    found.answer("problem", was={"text": "Half of them wait"}, text="Kestrel waits")
    assert told in found.sheet.html


def test_the_number_of_a_source_that_went_is_given_to_no_other(store, editions):
    for session in ("izmir", ""):
        found = Window(editions["en"], session=session)
        found.enter("begin", **BEGIN)
        about = {"draft": found.draft, "question": "sources"}
        found.enter("add", **about)
        found.answer("sources", part="s1", title="An old report")
        found.answer("problem", text="Half of them wait", source="s1")
        found.enter("remove", **about, part="s1")
        found.enter("add", **about)
        assert found.told.parts["sources"] == ("s2",)
        assert found.told.text("sources", "s2", "title") == ""
        # The claim is one of the talk again, and not of whatever was added next.
        assert found.told.text("problem", name="source") == "s1"


@pytest.mark.parametrize(
    ("action", "fields", "said"),
    [
        ("begin", {"record": ""}, "Choose a practice or a need."),
        ("begin", {"record": "poem"}, "This was not taken"),
        ("answer", {"question": "started", "text": "12"}, "Write the year in four digits"),
        ("answer", {"question": "started", "text": "21000"}, "Write the year in four digits"),
        ("answer", {"question": "funding", "part": "p", "amount": "much"}, "Write the number"),
        ("answer", {"question": "funding", "part": "p", "amount": "43.900"}, "Write the number"),
        ("answer", {"question": "nothing", "text": "x"}, "This draft is not there"),
        ("answer", {"question": "title", "text": "x" * 10_001}, "This was not taken"),
        ("answer", {"question": "barriers", "part": "gone", "text": "x"}, "This was not taken"),
        ("add", {"draft": "gone", "question": "barriers"}, "This draft is not there"),
        ("language", {"lang": "xx"}, "This was not taken"),
    ],
)
def test_what_cannot_be_meant_is_said_in_one_line_and_changes_nothing(window, action, fields, said):
    before = window.sheet.kept
    assert window.enter(action, **{"draft": window.draft, **fields}).startswith(said)
    assert "\n" not in window.sheet.problems[action].get("detail", "")
    assert window.sheet.kept == before


def test_hostile_words_are_shown_as_words_and_stand_in_the_file(window):
    window.answer("problem", text=HOSTILE)
    window.answer("title", was={"text": "İş <b>"}, text=HOSTILE)
    html = window.look(chapter="problem")
    assert "<script" not in html
    assert html.count("&lt;script&gt;alert(1)") >= 3
    assert HOSTILE in window.told.text("problem")


def test_the_file_is_given_when_nothing_needed_lacks_and_reads_back_as_a_record(window):
    assert window.file("record", window.draft)["problem"]["text"].startswith("Something is still")
    assert re.search(r'data-file="record"[^>]* disabled', window.sheet.html)
    for question, text in (("summary", HOSTILE), ("country", "BE"), ("level", "local")):
        window.answer(question, text=text)
    window.answer("themes", text=["employment", "health"])
    made = window.file("record", window.draft)
    text = base64.b64decode(made["content"]).decode()
    record = read_text(f"practices/{made['name']}", text, Practice).record
    assert (made["name"], record.id) == ("is-b.md", "is-b")
    assert (record.summary.en, record.themes) == (HOSTILE, ("employment", "health"))
    assert "It is a valid draft." in window.sheet.html
    window.answer("themes", was={"text": "employment\nhealth"}, text=[])
    assert window.told.text("themes") == ""


def test_a_record_that_the_base_would_not_take_is_no_file(window, monkeypatch):
    for question, text in (("summary", "x"), ("country", "BE"), ("level", "local")):
        window.answer(question, text=text)
    monkeypatch.setattr("bestpractices.pages.drafts.files.LARGEST", 100)
    told = window.file("record", window.draft)["problem"]["text"]
    assert told.startswith("The record has more than one megabyte")


def test_a_need_becomes_a_file_too_and_a_draft_can_be_taken_away(editions):
    found = Window(editions["en"])
    found.enter("begin", record="need", lang="tr", title="Iğdır")
    found.answer("country", text="TR")
    found.answer("summary", text="Kadınlar için iş yok.")
    draft = found.draft
    text = base64.b64decode(found.file("record", draft)["content"]).decode()
    assert read_text("needs/igdir.md", text, Need).record.title.tr == "Iğdır"
    found.enter("discard", draft=draft)
    assert 'data-action="begin"' in found.sheet.html
    assert found.file("record", draft)["problem"]["text"].startswith("This draft is not there")


def test_the_paper_holds_the_questions_or_the_answers_as_pdf_and_as_word(window):
    window.answer("problem", text="Nobody asked & nobody <told>")
    pdf = window.file("paper", f"filled/pdf/{window.draft}")
    assert base64.b64decode(pdf["content"]).startswith(b"%PDF")
    word = base64.b64decode(window.file("paper", "empty/docx/need/nl")["content"])
    assert "word/document.xml" in zipfile.ZipFile(io.BytesIO(word)).namelist()
    for wrong in ("empty/pdf/poem/nl", "empty/odt/need/nl", "empty/pdf/need/xx", "full/pdf", ""):
        assert window.file("paper", wrong)["problem"]["text"] == "Such a file is not made here."


def test_the_demo_shows_a_draft_of_what_a_record_of_the_base_says(store, editions, kb):
    store.new(DEMO)
    store.append_all(DEMO, list(demo(kb)))
    found = Window(editions["en"], session=DEMO, draft="demo")
    (practice,) = [one for one in kb.practices.values() if one.title.en == found.told.text("title")]
    record = checked(kb, found.told, draft_record(kb, found.told)).record
    assert (record.themes, record.organisation) == (practice.themes, practice.organisation)
    assert [one.source for one in record.building_blocks] == [
        one.source for one in practice.building_blocks[:2]
    ]
    assert {one.url for one in record.sources} <= {one.url for one in practice.sources}


@pytest.mark.parametrize("kind", ["practice", "need"])
def test_the_empty_sheet_asks_every_question(editions, kind):
    told = [getattr(one, "text", "") for one in empty_sheet(editions["en"], kind).parts]
    asked = [one.ask for chapter in INTERVIEWS[kind] for one in chapter.questions]
    assert [one for one in told if one in set(asked)] == asked


def test_the_filled_sheet_blots_out_pseudonyms_and_says_what_is_open(store, editions):
    found = Window(editions["en"], session="izmir")
    found.enter("begin", **BEGIN)
    consent = {"consent": "oral", "consent_on": "2026-11-22"}
    store.append("izmir", event("person_added", {"person": "kestrel"} | consent))
    found.answer("problem", text="KESTREL tells it")
    state = store.state("izmir")
    shown = repr(filled_sheet(editions["en"], state, found.told))
    assert "… tells it" in shown
    assert "Still empty" in shown
    assert "kestrel" not in shown.lower()
    assert repr(filled_sheet(editions["en"], SessionState(), found.told)).count("KESTREL") == 1
    found.answer("title", was={"text": "İş <b>"}, text="Kestrel'in işi")
    assert found.file("paper", f"filled/docx/{found.draft}")["name"] == "in-isi.docx"
