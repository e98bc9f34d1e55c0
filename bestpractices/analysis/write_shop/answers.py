"""What was answered in an interview so far, and how far it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal, TypeAlias

from bestpractices.analysis.need_draft import typed_text
from bestpractices.analysis.write_shop.need_interview import NEED
from bestpractices.analysis.write_shop.practice_interview import PRACTICE
from bestpractices.analysis.write_shop.question import TEXT, Chapter, Question

RecordKind: TypeAlias = Literal["practice", "need"]
# Question, part, field; the part is empty where a question has but one answer.
Place: TypeAlias = tuple[str, str, str]

INTERVIEWS: Final[dict[RecordKind, tuple[Chapter, ...]]] = {"practice": PRACTICE, "need": NEED}


@dataclass(frozen=True)
class Answers:
    """Answers to an interview.

    Parameters
    ----------
    kind
        Kind of record that is to come of it.
    lang
        Language in which they are written.
    day
        Day of the talk.
    texts
        What was written, by question, part and field; of several words or lines one a line.
    parts
        Ids of the parts of each question that may be answered several times, in their order.
    """

    kind: RecordKind
    lang: str
    day: date
    texts: Mapping[Place, str] = field(default_factory=dict)
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def text(self, question: str, part: str = "", name: str = TEXT) -> str:
        """What stands in a field, as a file may hold it; empty where nothing does."""
        return typed_text(self.texts.get((question, part, name), ""))

    def rows(self, question: Question) -> tuple[str, ...]:
        """Parts of a question that say something; ``""`` is the answer of one without parts."""
        parts = self.parts.get(question.id, ()) if question.repeated else ("",)
        return tuple(part for part in parts if self.tells(question, part))

    def tells(self, question: Question, part: str = "") -> bool:
        """Whether something was written there; what is only ticked beside it does not count."""
        fields = (one.name for one in question.fields if one.tells)
        return any(self.text(question.id, part, name) for name in fields)


def questions(kind: RecordKind) -> Iterator[Question]:
    """All questions of an interview in the order of the talk."""
    for chapter in INTERVIEWS[kind]:
        yield from chapter.questions


@dataclass(frozen=True)
class ChapterProgress:
    """How many questions of a chapter are answered, and which are not."""

    chapter: Chapter
    answered: int
    empty: tuple[Question, ...]

    @property
    def mark(self) -> Literal["open", "started", "done"]:
        """Where the chapter stands."""
        if not self.empty:
            return "done"
        return "started" if self.answered else "open"


def progress(answers: Answers) -> tuple[ChapterProgress, ...]:
    """Every chapter with what is answered and what is empty."""
    found = []
    for chapter in INTERVIEWS[answers.kind]:
        empty = [
            one for one in chapter.questions if not answers.rows(one) and _is_due(one, answers)
        ]
        answered = sum(bool(answers.rows(one)) for one in chapter.questions)
        found.append(ChapterProgress(chapter, answered, tuple(empty)))
    return tuple(found)


def _is_due(question: Question, answers: Answers) -> bool:
    """Whether an empty answer lacks: what runs has no last year, and only Belgium has regions."""
    if question.id == "ended":
        return answers.text("status") == "ended"
    return question.id != "regions" or answers.text("country") in ("", "BE")
