"""From answers to a record: nothing is lost, nothing is invented, and what lacks is said."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bestpractices.analysis.need_draft import typed_text
from bestpractices.analysis.write_shop import hints as said
from bestpractices.analysis.write_shop.answers import Answers, progress, questions
from bestpractices.analysis.write_shop.draft_record import TALK, draft_record, number
from bestpractices.analysis.write_shop.hints import checked
from bestpractices.records.kinds import KINDS
from bestpractices.records.reading import read_text

DAY = date(2026, 11, 22)
BOTH = pytest.mark.parametrize("kind", ["practice", "need"])
HOSTILE = (
    "---\n<script>alert(1)</script> '); DROP TABLE events; --",
    'a: {b: "c", d: [e]} # f \\ %TAG ! &x *y',
    "\u202e\u0645\u0631\u062d\u0628\u0627 \ufeff\u2028İIı\x00\x07\x9f\ufffe 👩\u200d👩\u200d👧",
    "\ud800 half a letter",
    "null",
    "x" * 10_000,
)
# What may stand in a field that is no free text.
GIVEN = {
    "number": "43 900", "year": "2019", "day": "2026-01-02", "address": "https://example.org/a?b=c",
    "tick": "yes", "source": "s2", "country": "BE", "language": "fr", "languages": "fr\nar",
    "places": "ghent\nbrussels", "currency": "EUR",
}  # fmt: skip
FREE = ("line", "text", "lines", "organisation", "organisations")


def filled(kb, kind, texts, lang="tr"):
    """Answers to every question, two parts where there may be several, and the free texts."""
    found, parts, told = {}, {}, iter(texts)
    for question in questions(kind):
        ids = ("s1", "s2") if question.id == "sources" else (f"{question.id}-1", f"{question.id}-2")
        parts.update({question.id: ids} if question.repeated else {})
        for part in ids if question.repeated else ("",):
            for field in question.fields:
                text = next(told) if field.form in FREE else GIVEN.get(field.form)
                place = (question.id, part, field.name)
                found[place] = text or "\n".join([*kb.vocabulary.lists[field.words]][:1])
    return Answers(kind, lang, DAY, found, parts)


def free_places(answers):
    """Where free text stands, and its form."""
    return [
        ((question.id, part, field.name), field.form)
        for question in questions(answers.kind)
        for part in (answers.parts[question.id] if question.repeated else ("",))
        for field in question.fields
        if field.form in FREE
    ]


def texts_in(value):
    """Every text of a record, as the file says it."""
    if isinstance(value, dict):
        return {text for one in value.values() for text in texts_in(one)}
    if isinstance(value, list | tuple):
        return {text for one in value for text in texts_in(one)}
    return {value} if isinstance(value, str) else set()


def read_back(drafted):
    return read_text(drafted.file, drafted.text, KINDS[drafted.kind].model).record


def as_it_stands(text, form):
    """What of a text stands where: lines one by one, without line breaks, or as it is."""
    plain = typed_text(text)
    if form in ("lines", "organisations"):
        return [line.strip() for line in plain.split("\n") if line.strip()]
    return [" ".join(plain.split()) if form in ("line", "organisation") else plain]


def everything_is_there(kb, answers):
    record = read_back(draft_record(kb, answers))
    assert record is not None
    texts = texts_in(record.model_dump())
    for place, form in free_places(answers):
        for text in as_it_stands(answers.texts[place], form):
            assert text in texts or text in record.body, place
    return record


@BOTH
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_whatever_is_answered_stands_in_the_file_and_reads_back_as_a_record(kb, kind, data):
    told = st.text(min_size=1).filter(typed_text)
    count = len(free_places(filled(kb, kind, iter(lambda: "x", None))))
    everything_is_there(kb, filled(kb, kind, [data.draw(told) for _ in range(count)]))


@BOTH
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_and_endless_words_in_every_field_are_kept_as_data(kb, kind, text):
    record = everything_is_there(kb, filled(kb, kind, iter(lambda: text, None)))
    assert record.title.languages() == ("tr",)
    assert record.review.state == "draft"


def test_a_whole_record_passes_the_checks_but_for_translations_and_strangers(kb):
    answers = filled(kb, "practice", iter(lambda: "Açık", None))
    texts = answers.texts | {("ended", "", "text"): "", ("organisation", "", "text"): "actiris"}
    texts |= {("partners", "", "text"): "VDAB\nvdab", ("questions", "", "text"): "Who pays [s1]?"}
    answers = Answers("practice", "tr", DAY, texts, answers.parts)
    drafted = draft_record(kb, answers)
    found = checked(kb, answers, drafted, today=DAY)
    assert [one.message for one in found.hints] == [said.TRANSLATE]
    assert (found.record.organisation, found.record.partners) == ("actiris", ("vdab",))
    assert found.record.checked == DAY
    assert [one.id for one in found.record.building_blocks] == ["acik", "acik-2"]
    assert {one.source for one in found.record.results} == {"s2"}
    assert (found.record.started, found.record.funding[0].amount) == (2019, 43900)


@BOTH
def test_a_draft_with_nothing_in_it_says_what_lacks_and_invents_nothing(kb, kind):
    answers = Answers(kind, "en", DAY)
    drafted = draft_record(kb, answers)
    found = checked(kb, answers, drafted)
    assert found.record is None
    needed = ["country", "level", "title", "summary"] if kind == "practice" else [
        "country", "title", "summary"]  # fmt: skip
    assert [(one.question, one.message) for one in found.hints] == [
        (one, said.EMPTY) for one in needed
    ]
    told = {
        name: value for name, value in drafted.fields.items() if value not in (None, [], (), {})
    }
    fixed = {"id", "kind", "review", "checked", "body"}
    assert set(told) == fixed | ({"status", "evidence"} if kind == "practice" else set())
    assert (drafted.id, drafted.fields.get("evidence", "none")) == (kind, "none")
    assert all(one.answered == 0 for one in progress(answers))


@BOTH
def test_every_field_of_the_record_is_reached_by_a_question(kind):
    made = {"id", "kind", "translation", "review", "checked", "body"}
    # What others did with a practice comes from its follow-up, not from those who run it.
    made |= {"reuse"} if kind == "practice" else set()
    asked = {one.id for one in questions(kind) if not one.section}
    assert asked | made == set(KINDS[kind].model.model_fields)


def test_a_claim_without_a_page_rests_on_the_talk_and_is_asked_for_one(kb):
    texts = {("cost", "", "text"): "Two posts.", ("staff", "", "text"): "Two people.",
             ("staff", "", "source"): "s1", ("sources", "s1", "title"): "Report",
             ("organisation", "", "text"): "Mahalle Evi"}  # fmt: skip
    answers = Answers("practice", "en", DAY, texts, {"sources": ("s1",)})
    drafted = draft_record(kb, answers)
    assert drafted.fields["cost"] == {"text": "Two posts.", "source": TALK}
    assert drafted.fields["staff"]["source"] == "s1"
    assert drafted.fields["sources"][-1] == {
        "id": TALK, "title": "Conversation in a write-shop", "publisher": "Mahalle Evi",
        "year": 2026, "url": None, "language": "en", "accessed": "2026-11-22",
    }  # fmt: skip
    asked = [one.question for one in checked(kb, answers, drafted).hints
             if one.message == said.UNSOURCED]  # fmt: skip
    assert asked == ["cost"]
    assert drafted.strangers == ("Mahalle Evi",)
    assert "**Organisation:** Mahalle Evi (not in the base yet)" in drafted.fields["body"]


def test_a_source_that_was_taken_away_leaves_its_claim_to_the_talk(kb):
    texts = {("cost", "", "text"): "Two.", ("cost", "", "source"): "s1"}
    assert draft_record(kb, Answers("practice", "en", DAY, texts)).fields["cost"]["source"] == TALK


def test_core_blocks_and_what_nobody_would_do_again_stand_in_the_long_text(kb):
    texts = {("building_blocks", "a", "name"): "Talk", ("building_blocks", "a", "core"): "yes",
             ("building_blocks", "b", "name"): "Card",
             ("never", "", "text"): "Start in August."}  # fmt: skip
    answers = Answers("practice", "en", DAY, texts, {"building_blocks": ("b", "a")})
    drafted = draft_record(kb, answers)
    assert [one["name"] for one in drafted.fields["building_blocks"]] == [
        {"en": "Card"}, {"en": "Talk"}]  # fmt: skip
    body = drafted.fields["body"]
    assert "**Core: without it the practice is another one:** Talk\n" in body
    assert "\n## Limits\n\n**Never again:** Start in August. [t1]\n" in body


@pytest.mark.parametrize(
    ("texts", "message", "place"),
    [
        ({("sources", "s1", "url"): "javascript:alert(1)"}, said.SAID["KB024"],
         ("sources", "s1", "url")),
        ({("started", "", "text"): "2020", ("ended", "", "text"): "2010"}, said.SAID["KB025"],
         ("ended", "", "text")),
        ({("results", "r", "value"): "7", ("results", "r", "source"): "s1"}, said.SAID["KB021"],
         ("results", "r", "year")),
        ({("problem", "", "text"): "As told [s9]."}, said.SAID["KB016"], ("", "", "")),
        ({("sources", "s1", "title"): "Report"}, said.SAID["KB018"], ("sources", "s1", "name")),
        ({("themes", "", "text"): "mentorship"}, said.SAID["KB012"], ("themes", "", "text")),
        ({("places", "", "text"): "atlantis"}, said.SAID["KB015"], ("places", "", "text")),
        ({("results", "r", "value"): "a lot"}, said.UNREADABLE, ("results", "r", "value")),
        ({("building_blocks", "b", "what"): "A talk."}, said.EMPTY,
         ("building_blocks", "b", "name")),
        ({("country", "", "text"): "<b>"}, said.UNREADABLE, ("country", "", "text")),
        ({("languages", "", "text"): "French"}, said.UNREADABLE, ("languages", "", "text")),
    ],
)  # fmt: skip
def test_each_check_speaks_beside_its_question_also_while_others_are_empty(
    kb, texts, message, place
):
    ids = {"sources": ("s1",), "results": ("r",), "building_blocks": ("b",)}
    answers = Answers("practice", "en", DAY, texts, ids)
    found = checked(kb, answers, draft_record(kb, answers), today=DAY).hints
    assert place in [(one.question, one.part, one.name) for one in found if one.message == message]


@pytest.mark.parametrize(
    ("written", "meant"),
    [("0", 0), ("-3", -3), ("1 200", 1200), ("7.50", 7.5), ("7,5", 7.5), ("1.2.3", "1.2.3"),
     ("1e9", "1e9"), ("9" * 16, "9" * 16), ("", "")],
)  # fmt: skip
def test_a_number_is_read_or_left_as_it_is(written, meant):
    assert number(written) == meant


def test_a_chapter_is_done_when_nothing_that_is_due_is_empty():
    every = {one.chapter.id: one for one in progress(Answers("practice", "en", DAY))}
    assert every["who"].mark == "open"
    assert "ended" not in [one.id for one in every["who"].empty]
    texts = {("country", "", "text"): "TR", ("status", "", "text"): "ended"}
    who = next(one for one in progress(Answers("practice", "en", DAY, texts))
               if one.chapter.id == "who")  # fmt: skip
    assert (who.mark, who.answered) == ("started", 2)
    assert {"ended"} <= {one.id for one in who.empty}
    assert "regions" not in [one.id for one in who.empty]
    short = {("title", "", "text"): "A", ("summary", "", "text"): "B"}
    assert progress(Answers("need", "en", DAY, short))[-1].mark == "done"
