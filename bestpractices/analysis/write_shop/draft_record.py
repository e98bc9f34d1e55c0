"""The record that comes of the answers: every answer in its field, unknown as null."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from bestpractices.analysis.need_draft import new_id, organisation_named
from bestpractices.analysis.write_shop.answers import Answers, questions
from bestpractices.analysis.write_shop.draft_body import body
from bestpractices.analysis.write_shop.question import SOURCES, Field, Question
from bestpractices.records.kinds import KINDS
from bestpractices.records.knowledge_base import KnowledgeBase
from bestpractices.records.record_text import fields_text
from bestpractices.texts import N_, Texts

# The talk itself is a source of whatever names no other; sources of the draft are s1, s2, …
TALK: Final = "t1"
_NUMBER: Final = re.compile(r"[-+]?\d+([.,]\d+)?")
# 43.900 is forty-three thousand to some readers, and less than forty-four to others.
_EITHER: Final = re.compile(r"[-+]?[1-9]\d{0,2}[.,]\d{3}")
_LISTS: Final = frozenset({"lines", "words", "organisations", "places", "languages"})
_LOCAL: Final = frozenset({("title", "text"), ("summary", "text"), ("building_blocks", "name")})
# As in the templates, where nobody said it.
_OTHERWISE: Final = {"status": "unknown", "evidence": "none"}


@dataclass(frozen=True)
class DraftRecord:
    """A record as far as it is told; it need not be a sound one yet.

    Parameters
    ----------
    kind, id
        Of the record; the id is none of the base.
    fields
        All its fields as JSON has them, ``body`` included.
    parts
        Which part of a question stands where in the lists of the record.
    unsourced
        Question and part of each claim for which only the talk stands.
    strangers
        Names of organisations that are not in the base.
    """

    kind: str
    id: str
    fields: Mapping[str, Any]
    parts: Mapping[str, tuple[str, ...]]
    unsourced: tuple[tuple[str, str], ...]
    strangers: tuple[str, ...]

    @property
    def file(self) -> str:
        """Path of its file inside a knowledge base."""
        kind = KINDS[self.kind]
        return f"{kind.folder}/{self.id}{kind.suffix}"

    @property
    def text(self) -> str:
        """Text of its file, in the form of the templates."""
        return fields_text(self.fields)


def draft_record(kb: KnowledgeBase, answers: Answers) -> DraftRecord:
    """Record of an interview: nothing in it but what was answered, and nothing of that left out.

    A claim that names no source has the talk itself as its source. What the record has no field
    for stands in its long text: core blocks, organisations that the base does not know, who can be
    asked. Without a title the id is the kind's name.
    """
    return _Making(kb, answers).record()


class _Making:
    def __init__(self, kb: KnowledgeBase, answers: Answers) -> None:
        self.kb, self.answers = kb, answers
        self.asked = {one.id: one for one in questions(answers.kind)}
        self.listed = set(answers.rows(SOURCES))
        self.unsourced: list[tuple[str, str]] = []
        self.strangers: dict[str, str] = {}

    def record(self) -> DraftRecord:
        answers, folder = self.answers, KINDS[self.answers.kind].folder
        told = {one.id: self._answer(one) for one in self.asked.values() if not one.section}
        text = body(answers, self._source, self.strangers)
        name = new_id(answers.text("title"), getattr(self.kb, folder), fallback=answers.kind)
        if self.unsourced:
            told["sources"] = [*told["sources"], self._talk()]
        fixed = {
            "id": name, "kind": answers.kind, "translation": self._states(told),
            "review": {"state": "draft", "by": None, "date": None},
            "checked": answers.day.isoformat(), "body": text,
        }  # fmt: skip
        # What nobody asks here, such as what others did with it, is as in a new record.
        model = KINDS[answers.kind].model.model_fields
        unasked = {one: field.get_default(call_default_factory=True)
                   for one, field in model.items() if not field.is_required()}  # fmt: skip
        fields = {one: (unasked | told | fixed)[one] for one in model}
        parts = {one.id: answers.rows(one) for one in self.asked.values() if one.repeated}
        return DraftRecord(answers.kind, name, fields, parts, tuple(self.unsourced),
                           tuple(self.strangers.values()))  # fmt: skip

    def _answer(self, question: Question) -> Any:
        rows = self.answers.rows(question)
        if question.repeated:
            taken: list[str] = []
            return [self._part(question, part, taken) for part in rows]
        if len(question.fields) > 1:
            return self._fields(question, "") if rows else None
        value = self._value(question, question.fields[0], "")
        return _OTHERWISE.get(question.id) if value is None else value

    def _part(self, question: Question, part: str, taken: list[str]) -> dict[str, Any]:
        told = self._fields(question, part)
        if question.id == "sources":
            return {"id": part, **told}
        if question.id == "building_blocks":
            name = self.answers.text(question.id, part, "name")
            taken.append(new_id(name, taken, fallback="block"))
            return {"id": taken[-1], **told}
        return told

    def _fields(self, question: Question, part: str) -> dict[str, Any]:
        fields = (one for one in question.fields if one.form != "tick")
        return {one.name: self._value(question, one, part) for one in fields}

    def _value(self, question: Question, field: Field, part: str) -> Any:
        """What a field of the record says; what cannot be read stays as it was written."""
        if field.form == "source":
            return self._source(question.id, part)
        text = self.answers.text(question.id, part, field.name)
        if field.form in _LISTS:
            lines = [line.strip() for line in text.split("\n") if line.strip()]
            return self._organisations(question, lines) if field.form == "organisations" else lines
        if field.form in ("number", "year"):
            return number(text) if text else None
        plain = text if field.form == "text" else " ".join(text.split())
        if field.form == "organisation":
            return next(iter(self._organisations(question, [plain])), None)
        local = plain and (question.id, field.name) in _LOCAL
        return {self.answers.lang: plain} if local else plain or None

    def _organisations(self, question: Question, names: list[str]) -> list[str]:
        found = {name: organisation_named(self.kb, name) for name in names if name}
        if strangers := "; ".join(name for name, one in found.items() if one is None):
            self.strangers[question.id] = strangers
        return list(dict.fromkeys(one.id for one in found.values() if one))

    def _source(self, question: str, part: str) -> str:
        told = self.answers.text(question, part, "source")
        if told in self.listed:
            return told
        self.unsourced.append((question, part))
        return TALK

    def _talk(self) -> dict[str, Any]:
        t, answers = Texts(self.answers.lang), self.answers
        who = answers.text("organisation") or answers.text("raised_by")
        return {
            "id": TALK, "title": t(N_("Conversation in a write-shop")),
            "publisher": " ".join(who.split()) or t(N_("those who were asked")),
            "year": answers.day.year, "url": None, "language": answers.lang,
            "accessed": answers.day.isoformat(),
        }  # fmt: skip

    def _states(self, told: Mapping[str, Any]) -> dict[str, dict[str, str]]:
        """Every text in several languages is the original of its language."""
        names = [name for name in ("title", "summary") if told[name]]
        blocks = told.get("building_blocks") or ()
        names += [f"building_blocks.{one['id']}.name" for one in blocks if one["name"]]
        return {name: {self.answers.lang: "original"} for name in names}


def number(text: str) -> int | float | str:
    """The number that is written; the text itself where it is none.

    A point or a comma stands before decimals; spaces between thousands are passed over. What may
    be thousands as well as decimals is none.

    Examples
    --------
    >>> number("43 900"), number("55,8"), number("43.900"), number("about ten")
    (43900, 55.8, '43.900', 'about ten')
    """
    plain = re.sub(r"\s", "", text)
    if len(plain) > 15 or not _NUMBER.fullmatch(plain):  # noqa: PLR2004 - a float is exact so far
        return text
    if _EITHER.fullmatch(plain):
        return text
    return float(plain.replace(",", ".")) if re.search("[.,]", plain) else int(plain)
