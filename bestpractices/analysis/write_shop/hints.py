"""What `bestpractices check` would say of a draft, as plain sentences beside their questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Final

from bestpractices.analysis.write_shop.answers import Answers, questions
from bestpractices.analysis.write_shop.draft_record import DraftRecord
from bestpractices.analysis.write_shop.question import Question
from bestpractices.errors import Finding
from bestpractices.records.checks import check
from bestpractices.records.kinds import KINDS
from bestpractices.records.knowledge_base import KnowledgeBase
from bestpractices.records.languages import LANGUAGES
from bestpractices.records.models import Record
from bestpractices.records.reading import Reading, read_text
from bestpractices.records.record_text import fields_text, surroundings
from bestpractices.records.yaml_text import Path
from bestpractices.texts import N_

UNTRANSLATED: Final = "KB022"
EMPTY: Final = N_("Still empty, and without it there is no record.")
UNREADABLE: Final = N_("This cannot be read as it is.")
UNSOURCED: Final = N_("A claim without a source: which page says so?")
STRANGER: Final = N_("“{name}” is not in the base yet; its own record would come first.")
TRANSLATE: Final = N_("For the base it would still be translated: {languages}.")
# By code of the check; of any other its own English words are shown.
SAID: Final = {
    "KB012": N_("The base does not know this word; choose one of the list."),
    "KB015": N_("The base does not know this place or organisation."),
    "KB016": N_("A text names a source that is not in the list: add it, or mend the brackets."),
    "KB018": N_("No claim names this source yet: which claim comes from it?"),
    "KB021": N_("A figure without a year: of which year is it?"),
    "KB024": N_("This is no web address: write the whole of it, from https:// on."),
    "KB025": N_("It ends before it begins: look at both years."),
}
_OTHER: Final = N_("The check of the base has a remark.")
_FIELDS: Final = frozenset({"KB010", "KB011", "KB020"})
# In place of what lacks, so that the other rules can look at the rest; by form of the field.
_STAND_INS: Final[dict[str, Any]] = {
    "line": "…", "text": "…", "address": None, "number": None, "year": None, "day": "2000-01-01",
    "country": "BE", "language": "en", "currency": "EUR",
}  # fmt: skip


@dataclass(frozen=True)
class Hint:
    """One thing to do, in English for the translators.

    Parameters
    ----------
    message
        What to do, with ``{names}`` of ``values``.
    question, part, name
        Question, part and field; empty where it is about the whole.
    needed
        Whether there is no record without it.
    detail
        What the check says, in English; empty where the message says it all.
    """

    message: str
    question: str = ""
    part: str = ""
    name: str = ""
    needed: bool = False
    detail: str = ""
    values: Mapping[str, Any] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Checked:
    """A draft as the checks see it: the record if it is one, and what is to be done."""

    record: Record | None
    hints: tuple[Hint, ...]

    @property
    def needed(self) -> tuple[Hint, ...]:
        """What keeps it from being a record."""
        return tuple(one for one in self.hints if one.needed)


def checked(
    kb: KnowledgeBase, answers: Answers, drafted: DraftRecord, *, today: date | None = None
) -> Checked:
    """Everything that the checks of the base say of a draft; nothing is written for it.

    Returns
    -------
    Checked
        Hints in the order of the talk, what is needed first, what is about the whole last.
        Without any answer: one hint for each field without which there is no record.
    """
    asked = list(questions(answers.kind))
    hints = list(_hints(kb, drafted, asked, today or datetime.now(tz=UTC).date()))
    hints += [Hint(UNSOURCED, question, part) for question, part in drafted.unsourced]
    hints += [Hint(STRANGER, values={"name": name}) for name in drafted.strangers]
    order = {one.id: place for place, one in enumerate(asked)}
    place = {part: number for parts in drafted.parts.values() for number, part in enumerate(parts)}
    last = len(order)
    hints.sort(key=lambda one: (not one.needed, order.get(one.question, last),
                                place.get(one.part, 0)))  # fmt: skip
    record = _read(drafted, drafted.fields).record
    return Checked(record, tuple(dict.fromkeys(hints)))


def _hints(
    kb: KnowledgeBase, drafted: DraftRecord, asked: Iterable[Question], today: date
) -> Iterator[Hint]:
    by_id, around = {one.id: one for one in asked}, surroundings(kb, today)
    reading = _read(drafted, drafted.fields)
    for finding in reading.findings:
        path = _path(reading, finding)
        empty = _at(drafted.fields, path) is None
        yield _hint(EMPTY if empty else UNREADABLE, drafted, by_id, path,
                    needed=True, detail="" if empty else _said(finding))  # fmt: skip
    lacking = [_path(reading, finding) for finding in reading.findings]
    whole = reading if reading.record is not None else _filled(drafted, by_id, lacking)
    untranslated = set()
    for finding in check(whole, around):
        path = _path(whole, finding)
        if any(path[: len(one)] == one for one in lacking if one):
            continue
        if finding.code == UNTRANSLATED:
            untranslated.add(finding.message.rpartition(" ")[2])
        elif finding.code not in _FIELDS:
            detail = "" if finding.code in SAID else _said(finding)
            yield _hint(SAID.get(finding.code, _OTHER), drafted, by_id, path, detail=detail)
    if languages := tuple(lang for lang in LANGUAGES if lang in untranslated):
        yield Hint(TRANSLATE, values={"languages": languages})


def _read(drafted: DraftRecord, fields: Mapping[str, Any]) -> Reading:
    return read_text(drafted.file, fields_text(fields), KINDS[drafted.kind].model)


def _filled(
    drafted: DraftRecord, by_id: Mapping[str, Question], lacking: Iterable[Path]
) -> Reading:
    """The draft as if what lacks were there."""
    fields = dict(drafted.fields)
    for path in lacking:
        fields = _with(fields, path, _stand_in(path, by_id))
    return _read(drafted, fields)


def _stand_in(path: Path, by_id: Mapping[str, Question]) -> Any:
    question = by_id.get(str(path[0])) if path else None
    if question is None:
        return None
    if path[0] in ("title", "summary") or path[-1] == "name":
        return {"en": "…"}
    name = str(path[-1]) if len(path) > 1 else "text"
    found = next((one for one in question.fields if one.name == name), question.fields[0])
    return _STAND_INS.get(found.form, "…")


def _with(value: Any, path: Path, new: Any) -> Any:
    """A copy in which another value stands at a path."""
    if not path:
        return new
    if isinstance(value, Mapping):
        return {**value, str(path[0]): _with(value.get(str(path[0])), path[1:], new)}
    if isinstance(value, list) and isinstance(path[0], int):
        return [_with(one, path[1:], new) if n == path[0] else one for n, one in enumerate(value)]
    return new


def _at(value: Any, path: Path) -> Any:
    for part in path:
        inside = isinstance(value, Mapping) and part in value
        listed = isinstance(value, list) and isinstance(part, int) and part < len(value)
        value = value[part] if inside or listed else None
    return value


def _path(reading: Reading, finding: Finding) -> Path:
    """Field at whose place a finding stands; empty where it is about the long text."""
    place = (finding.line - 1, finding.column - 1)
    found = [path for path, where in reading.positions.items() if where == place]
    return max(found, key=len, default=())


def _hint(
    message: str,
    drafted: DraftRecord,
    by_id: Mapping[str, Question],
    path: Path,
    **told: Any,
) -> Hint:
    question = by_id.get(str(path[0])) if path else None
    if question is None:
        return Hint(message, **told)
    parts = drafted.parts.get(question.id, ())
    number = path[1] if len(path) > 1 and isinstance(path[1], int) else None
    part = parts[number] if number is not None and number < len(parts) else ""
    names = [one for one in path[1:] if isinstance(one, str)]
    name = names[0] if names and question.id not in ("title", "summary") else "text"
    return Hint(message, question.id, part, "name" if name == "id" else name, **told)


def _said(finding: Finding) -> str:
    return f"{finding.message}: {finding.mend}"
