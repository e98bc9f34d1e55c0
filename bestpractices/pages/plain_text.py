"""A record as plain text, for reading in a terminal."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import Any

from pydantic import BaseModel

from bestpractices.records.knowledge_base import KnowledgeBase
from bestpractices.records.languages import LocalText
from bestpractices.records.marks import Mark, Word, fields_with_marks
from bestpractices.records.models import Figure, Record, Source
from bestpractices.texts import Texts

_NOT_SHOWN = ("body", "translation", "review", "sources", "id", "kind", "title", "name", "summary")


def plain_text(kb: KnowledgeBase, record: Record, *, lang: str) -> str:
    """Everything a record says, in one language where it has it.

    Raises
    ------
    UnknownLanguageError
        If the language is none of the four.
    """
    t = Texts(lang)
    lines = [_title(record, lang), ""]
    if hasattr(record, "summary"):
        lines += [record.summary.passage(lang).text, ""]
    for name, mark in fields_with_marks(type(record)):
        value = getattr(record, name)
        if name not in _NOT_SHOWN and value not in ((), None):
            lines += _field(kb, t, name.replace("_", " "), value, words=_words(mark))
    lines += ["", getattr(record, "body", "").strip(), ""]
    lines += [_source(source) for source in record.sources]
    return "\n".join(lines).strip()


def _words(mark: Mark | None) -> str | None:
    """List of the vocabulary that labels a field."""
    return mark.vocabulary if isinstance(mark, Word) else None


def _title(record: Record, lang: str) -> str:
    title = record.label.passage(lang)
    state = record.translation.get("title", {}).get(lang)
    marks = [mark for mark in (title.lang if title.lang != lang else None, state) if mark]
    return f"{title.text}  [{', '.join(map(str, marks))}]" if marks else title.text


def _field(kb: KnowledgeBase, t: Texts, name: str, value: Any, *, words: str | None) -> list[str]:
    if isinstance(value, tuple) and isinstance(value[0], BaseModel):
        return [f"{name}:", *(f"  - {_value(kb, t, part, words)}" for part in value)]
    return [f"{name}: {_value(kb, t, value, words)}"]


def _value(kb: KnowledgeBase, t: Texts, value: Any, words: str | None) -> str:  # noqa: PLR0911
    if isinstance(value, tuple):
        return t.joined(_value(kb, t, part, words) for part in value)
    if isinstance(value, LocalText):
        return value.passage(t.lang).text
    if isinstance(value, Figure):
        return f"{value.what}: {_figure(t, value)}"
    if isinstance(value, BaseModel):
        return "; ".join(
            _value(kb, t, part, _words(mark))
            for name, mark in fields_with_marks(type(value))
            if (part := getattr(value, name)) not in ((), None)
        )
    if isinstance(value, str) and words is not None and words in kb.vocabulary.lists:
        return kb.vocabulary.label(words, value, t.lang)
    if isinstance(value, Enum):
        return str(value.value)
    return t.date(value) if isinstance(value, date) else str(value)


def _figure(t: Texts, figure: Figure) -> str:
    value = t("not known") if figure.value is None else f"{figure.value} {figure.unit}"
    source = f" [{figure.source}]" if figure.source else ""
    return f"{value} ({figure.year or t('year not known')}){source}"


def _source(source: Source) -> str:
    year = f", {source.year}" if source.year else ""
    return f"[{source.id}] {source.title}. {source.publisher}{year}. {source.url or ''}".rstrip()
