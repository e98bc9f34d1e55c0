"""A record as the text of its file: what an editor goes on with, and `read_text` reads again."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any, Final

from bestpractices.errors import Finding
from bestpractices.records.checks import Surroundings, check
from bestpractices.records.field_types import Part
from bestpractices.records.kinds import FOLDERS, KINDS
from bestpractices.records.knowledge_base import KnowledgeBase
from bestpractices.records.languages import LocalText
from bestpractices.records.models import Record
from bestpractices.records.reading import read_text

# What means itself in YAML 1.2 without quotes: words of the lists, ids, days.
_PLAIN: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]*|[0-9]{4}-[0-9]{2}-[0-9]{2}")
_OTHERWISE: Final = frozenset(("null", "true", "false"))
# As in the templates: what a record says comes before what is said about it.
_LAST: Final = ("translation", "review", "checked", "sources")
_LANGUAGE_KEYS: Final = frozenset(LocalText.model_fields)


def file_of(record: Record) -> str:
    """Path of a record's file inside a knowledge base, such as ``needs/<id>.md``."""
    kind = KINDS[record.kind]
    return f"{kind.folder}/{record.id}{kind.suffix}"


def record_text(record: Record) -> str:
    """Text of a record's file: all its fields in the order of the templates, then its long text.

    Parts of a list stand one a line. What comes from a text box is always quoted, so no sign in it
    can be taken for one of the file.
    """
    return fields_text(record.model_dump(mode="json"))


def fields_text(fields: Mapping[str, Any]) -> str:
    """The same of fields as JSON has them, which need not be a sound record yet."""
    fields = dict(fields)
    body = fields.pop("body", None)
    names = [*(name for name in fields if name not in _LAST), *_LAST]
    head = "".join(f"{line}\n" for name in names for line in _lines(name, fields[name]))
    return head if body is None else f"---\n{head}---\n{body}"


def part_line(part: Part) -> str:
    """A part of a list, such as a source, as its line in the text of a record."""
    return f"  - {_flow(part.model_dump(mode='json'))}"


def findings(kb: KnowledgeBase, record: Record, *, today: date | None = None) -> list[Finding]:
    """What `bestpractices check` would say if the record lay in the base as a file, by place."""
    reading = read_text(file_of(record), record_text(record), KINDS[record.kind].model)
    return check(reading, surroundings(kb, today or datetime.now(tz=UTC).date()))


def surroundings(kb: KnowledgeBase, today: date) -> Surroundings:
    """What the checks look at beside a file that would lie in this base."""
    words = {name: frozenset(ids) for name, ids in kb.vocabulary.lists.items()}
    for name in ("indicators", "features"):
        words[name] = frozenset(part.id for part in getattr(kb.indicators, name))
    ids = {folder: frozenset(getattr(kb, folder)) for folder in (*FOLDERS, "places")}
    return Surroundings(words, ids, {}, today)


def _lines(name: str, value: Any) -> Iterator[str]:
    parts = value if isinstance(value, list) and value and isinstance(value[0], dict) else ()
    yield f"{name}:" if parts else f"{name}: {_flow(value)}"
    yield from (f"  - {_flow(part)}" for part in parts)


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        # A language without a text is left out; every other null says that nobody knows.
        known = ((k, v) for k, v in value.items() if v is not None or k not in _LANGUAGE_KEYS)
        return f"{{{', '.join(f'{_flow(k)}: {_flow(v)}' for k, v in known)}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_flow, value))}]"
    if isinstance(value, str) and _PLAIN.fullmatch(value) and value.lower() not in _OTHERWISE:
        return value
    return json.dumps(value, ensure_ascii=False)
