"""What a field's text stands for: a vocabulary word, another record, a source, a figure.

The models carry these marks in their annotations, so that checks and the graph need no second
list of fields.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from bestpractices.records.yaml_text import Path


@dataclass(frozen=True)
class Word:
    """The text is an id of this list of ``kb/vocabulary.yaml``."""

    vocabulary: str

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """JSON Schema with the name of the list; ``records.schema`` puts its words there."""
        return {**handler(core), "vocabulary": self.vocabulary}


@dataclass(frozen=True)
class Reference:
    """The text is the id of a record in this folder."""

    folder: str


@dataclass(frozen=True)
class SourceKey:
    """The text is the id of one of the record's own sources."""


@dataclass(frozen=True)
class WebAddress:
    """The text is an address that starts with http:// or https://."""


Mark = Word | Reference | SourceKey | WebAddress


def marked(model: BaseModel, path: Path = ()) -> Iterator[tuple[Path, str, Mark]]:
    """Every text of a record that carries a mark, with its path and its mark."""
    for name, mark in fields_with_marks(type(model)):
        yield from _marked_value(getattr(model, name), (*path, name), mark)


# Annotations never change while a program runs, and there are 7,600 texts to look at.
@cache
def fields_with_marks(model: type[BaseModel]) -> tuple[tuple[str, Mark | None], ...]:
    """Fields of a model, each with the mark that it carries."""
    found = []
    for name, info in model.model_fields.items():
        mark = next((m for m in info.metadata if isinstance(m, Mark)), None)
        found.append((name, mark or _mark_within(info.annotation)))
    return tuple(found)


def _marked_value(value: Any, path: Path, mark: Mark | None) -> Iterator[tuple[Path, str, Mark]]:
    if isinstance(value, BaseModel):
        yield from marked(value, path)
    elif isinstance(value, tuple):
        for number, part in enumerate(value):
            yield from _marked_value(part, (*path, number), mark)
    elif isinstance(value, str) and mark is not None:
        yield path, value, mark


def _mark_within(annotation: Any) -> Mark | None:
    for found in getattr(annotation, "__metadata__", ()):
        if isinstance(found, Mark):
            return found
    return next((mark for part in get_args(annotation) if (mark := _mark_within(part))), None)


def parts(model: BaseModel, wanted: type, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every part of a record that is of the wanted type, with its path."""
    for name in type(model).model_fields:
        yield from _parts_of(getattr(model, name), wanted, (*path, name))


def _parts_of(value: Any, wanted: type, path: Path) -> Iterator[tuple[Path, Any]]:
    if isinstance(value, wanted):
        yield path, value
    if isinstance(value, BaseModel):
        yield from parts(value, wanted, path)
    elif isinstance(value, tuple):
        for number, part in enumerate(value):
            yield from _parts_of(part, wanted, (*path, number))
