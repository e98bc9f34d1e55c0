"""Which sources a record lists and where it cites them, in fields and inside texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from pydantic import BaseModel

from bestpractices.records.marks import SourceKey
from bestpractices.records.reading import Reading
from bestpractices.records.yaml_text import Path

_CITATION: Final = re.compile(r"\[([a-z]\d+(?:[,;] ?[a-z]\d+)*)\]")
_IN_TEXT: Final = re.compile(r"[\[(](?:source )?([a-z]\d+(?:[,;] ?[a-z]\d+)*)[\])]")
_SOURCE_ID: Final = re.compile(r"[a-z]\d+")


def sources(reading: Reading) -> tuple[Any, ...]:
    """Sources that a file lists, in its order."""
    return getattr(reading.record, "sources", ())


def cited(reading: Reading) -> Iterator[tuple[Path | int, str]]:
    """Every citation: of a field with its path, in a text with its offset in the file."""
    letters = {source.id[0] for source in sources(reading)}
    for path, key, mark in reading.marks:
        if isinstance(mark, SourceKey):
            yield path, key
    own = {"sources"}
    for name in type(reading.record).model_fields:
        if name not in own and name != "body":
            yield from _inline(getattr(reading.record, name), (name,), letters)
    body = getattr(reading.record, "body", "")
    start = len(reading.text) - len(body)
    for match in _CITATION.finditer(body):
        for key in _SOURCE_ID.findall(match[1]):
            yield start + match.start(), key


def _inline(value: Any, path: Path, letters: set[str]) -> Iterator[tuple[Path, str]]:
    """Citations inside texts; only those that can be a source of this record, such as (s1)."""
    if isinstance(value, str):
        keys = (key for match in _IN_TEXT.finditer(value) for key in _SOURCE_ID.findall(match[1]))
        yield from ((path, key) for key in keys if key[0] in letters)
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _inline(getattr(value, name), (*path, name), letters)
    elif isinstance(value, tuple):
        for number, part in enumerate(value):
            yield from _inline(part, (*path, number), letters)
