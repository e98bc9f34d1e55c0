"""The interview of a write-shop on paper: empty to write on, or with what was answered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Final

from bestpractices.analysis.write_shop.answers import INTERVIEWS, Answers, RecordKind, progress
from bestpractices.analysis.write_shop.draft_record import draft_record
from bestpractices.analysis.write_shop.hints import checked
from bestpractices.analysis.write_shop.question import Field, Question
from bestpractices.exports.handout import (
    Boxes,
    Bullets,
    Fields,
    Handout,
    Heading,
    Lines,
    Paragraph,
    Part,
    Table,
)
from bestpractices.pages.drafts.contents import found_hints, options_of
from bestpractices.pages.edition import Edition
from bestpractices.pages.handouts.frame import framed
from bestpractices.pages.sessions.view import blotting
from bestpractices.texts import N_
from bestpractices.workshop import SessionState

_TITLES: Final = {
    "practice": N_("Write-shop: a practice"),
    "need": N_("Write-shop: a need"),
}
_HOW: Final = N_(
    "For two, in an afternoon: one asks, one writes down. Leave empty what nobody knows, and note "
    "beside each claim where it can be read. No names of persons."
)
_CHOICES: Final = frozenset({"word", "words"})
_BOXES: Final = 8  # of more words a list fills the page: they are underlined in a sentence
_LINES: Final = {"text": 4, "lines": 4}
_LONG: Final = frozenset({"text", "lines", "word", "tick"})
_PARTS: Final = 2  # of a repeated question there is room for two with long answers
_ROWS: Final = 3  # and for three that are a row of a table
_TALL: Final = "\u00a0\n\u00a0"  # a cell in which a hand can write


def empty_sheet(e: Edition, kind: RecordKind) -> Handout:
    """All questions of an interview with room to write."""
    return Handout(
        title=e.t(_TITLES[kind]),
        lang=e.lang,
        parts=(Paragraph(e.t(_HOW), "lead"), *_empty(e, kind)),
        folio=e.t("Page {page} of {pages}"),
    )


def _empty(e: Edition, kind: RecordKind) -> Iterator[Part]:
    nobody = Answers(kind, e.lang, datetime.now(UTC).date())
    for chapter in INTERVIEWS[kind]:
        yield Heading(e.t(chapter.title))
        yield Paragraph(e.t(chapter.lead), "small")
        for question in chapter.questions:
            yield Heading(e.t(question.ask), 2)
            yield from _room(e, question, nobody)


def _room(e: Edition, question: Question, nobody: Answers) -> Iterator[Part]:
    """Room for the answers to a question: a table where all of them are short."""
    if question.repeated and not any(one.form in _LONG for one in question.fields):
        head = tuple(e.t(one.label) for one in question.fields)
        yield Table(head, ((_TALL,) * len(head),) * _ROWS)
        return
    for _ in range(_PARTS if question.repeated else 1):
        for field in question.fields:
            yield _lines(e, field, nobody)


def _lines(e: Edition, field: Field, nobody: Answers) -> Part:
    """Room for one answer: what can be ticked or underlined, else lines."""
    label = e.t(field.label) if field.label else ""
    if field.form == "tick":
        return Boxes((label,))
    if field.form not in _CHOICES:
        return Lines(label, _LINES.get(field.form, 1))
    words = tuple(one["label"] for one in options_of(e, nobody, field))
    if len(words) <= _BOXES:
        return Boxes(words)
    return Paragraph(e.t("Underline what fits: {words}", words=" · ".join(words)))


def filled_sheet(e: Edition, state: SessionState, answers: Answers) -> Handout:
    """What was answered, then what is empty and what the checks say; pseudonyms are blotted out."""
    blot = blotting(state)
    title = blot(" ".join(answers.text("title").split())) or e.t(_TITLES[answers.kind])
    return framed(e, state, _filled(e, answers, blot), title=title)


def _filled(e: Edition, answers: Answers, blot: Callable[[str], str]) -> Iterator[Part]:
    for one in progress(answers):
        told = [q for q in one.chapter.questions if answers.rows(q)]
        if told:
            yield Heading(e.t(one.chapter.title))
        for question in told:
            yield Heading(e.t(question.ask), 2)
            for part in answers.rows(question):
                yield from _said(e, answers, question, part=part, blot=blot)
    yield Heading(e.t("What is still to do"))
    drafted = draft_record(e.kb, answers)
    hints = found_hints(e, answers, checked(e.kb, answers, drafted).hints)
    yield Bullets(tuple(blot(_hint(one)) for one in hints))
    empty = [e.t(q.label) for one in progress(answers) for q in one.empty]
    if empty:
        yield Paragraph(e.t("Not answered yet: {questions}.", questions=e.t.joined(empty)), "small")


def _hint(hint: dict[str, object]) -> str:
    places = hint["at"]
    where = ", ".join(one["label"] for one in places) if isinstance(places, list) else ""
    return " ".join(filter(None, (str(hint["text"]), str(hint["detail"]), where)))


def _said(
    e: Edition, answers: Answers, question: Question, *, part: str, blot: Callable[[str], str]
) -> Iterator[Part]:
    told = [(one, answers.text(question.id, part, one.name)) for one in question.fields]
    shown = [(one, blot(_shown(e, answers, one, text))) for one, text in told if text]
    if question.fields[0].label:
        yield Fields(tuple((e.t(one.label or question.label), text) for one, text in shown))
        return
    for field, text in shown:
        beside = f"{e.t(field.label)} {text}" if field.label else text
        yield Paragraph(beside, "small" if field.label else "")


def _shown(e: Edition, answers: Answers, field: Field, text: str) -> str:
    """An answer in the words of the reader's language."""
    if field.form == "tick":
        return e.t("yes")
    labels = {one["id"]: one["label"] for one in options_of(e, answers, field)}
    return e.t.joined(labels.get(line, line) for line in text.split("\n")) if labels else text
