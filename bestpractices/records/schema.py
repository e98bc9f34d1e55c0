"""What an editor of records looks up: field table and JSON Schemas, made from the models.

``python -m bestpractices.records.schema`` rewrites both in ``kb/``; a test holds them together.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic.json_schema import GenerateJsonSchema

from bestpractices.errors import BrokenRecordsError
from bestpractices.records import field_types, models
from bestpractices.records.kinds import KINDS, REGISTERS
from bestpractices.records.languages import LocalText
from bestpractices.records.marks import Reference, SourceKey, WebAddress, Word
from bestpractices.records.reading import read
from bestpractices.shipped import shipped

BEGIN: Final = "<!-- field table: made by python -m bestpractices.records.schema -->"
END: Final = "<!-- end of the field table -->"
_ALIASES: Final[tuple[tuple[Any, str], ...]] = (
    (field_types.Id, "id"),
    (field_types.Country, "country code"),
    (field_types.Year, "year"),
    (field_types.Month, "month or quoted year"),
    (field_types.LanguageCode, "language code"),
    (field_types.Latitude, "number"),
    (field_types.Longitude, "number"),
    (LocalText, "text in several languages"),
    (models.Funding, "payment"),
    (str, "text"),
    (int, "whole number"),
    (float, "number"),
    (date, "day"),
)


class _Untitled(GenerateJsonSchema):
    """JSON Schema whose fields have no title: it would only repeat their name."""

    def field_title_should_be_set(self, _: Any) -> bool:
        return False


def json_schema(kind: str, words: Mapping[str, Sequence[str]] | None = None) -> dict[str, Any]:
    """JSON Schema of one kind of record, for editors that complete and check while one types.

    Parameters
    ----------
    kind
        ``practice``, ``need``, ``organisation``, ``project`` or ``context``.
    words
        Ids of every word list, which become ``enum``; None: those of the shipped knowledge base.
    """
    model = KINDS[kind].model
    schema = model.model_json_schema(schema_generator=_Untitled)
    schema["properties"].pop("body", None)  # stands below the fields, not among them
    known = words_of(shipped("kb")) if words is None else words
    filled: dict[str, Any] = _with_words(schema, known)
    return {
        **filled,
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": kind.capitalize(),
        "description": _first_line(model),
    }


def words_of(folder: Path) -> dict[str, tuple[str, ...]]:
    """Ids of every word list of a knowledge base, in the order of the files.

    Raises
    ------
    BrokenRecordsError
        If ``vocabulary.yaml`` or ``indicators.yaml`` has errors.
    """
    vocabulary, indicators = (
        read(folder / f"{name}.yaml", REGISTERS[name], root=folder)
        for name in ("vocabulary", "indicators")
    )
    if vocabulary.record is None or indicators.record is None:
        raise BrokenRecordsError(vocabulary.findings + indicators.findings)
    words = {name: tuple(concepts) for name, concepts in vocabulary.record.lists.items()}
    for name in ("indicators", "features"):
        words[name] = tuple(part.id for part in getattr(indicators.record, name))
    return words


def _with_words(schema: Any, words: Mapping[str, Sequence[str]]) -> Any:
    if isinstance(schema, list):
        return [_with_words(part, words) for part in schema]
    if not isinstance(schema, dict):
        return schema
    filled = {name: _with_words(part, words) for name, part in schema.items()}
    name = filled.get("vocabulary")
    if isinstance(name, str):
        del filled["vocabulary"]
        filled["enum"] = list(words[name])
    return filled


def field_table() -> str:
    """Markdown: every kind of record and every part of one, with what each field holds."""
    shared = set(models.Record.model_fields)
    sections = [_section("Every record", models.Record, models.Record.model_fields)]
    for kind in KINDS.values():
        own = {name: f for name, f in kind.model.model_fields.items() if name not in shared}
        title = f"{kind.name.capitalize()}: `{kind.folder}/<id>{kind.suffix}`"
        sections.append(_section(title, kind.model, own))
    sections += [_section(_type(part).capitalize(), part, part.model_fields) for part in _parts()]
    return "\n".join(sections)


def _section(title: str, model: type[BaseModel], fields: Mapping[str, FieldInfo]) -> str:
    hints = get_type_hints(model, include_extras=True)
    rows = [
        f"| `{name}` | {_type(hints[name])} | {_needed(field)} | {field.description or ''} |"
        for name, field in fields.items()
    ]
    head = ["| field | holds | needed | meaning |", "|---|---|---|---|"]
    return "\n".join([f"### {title}", "", _first_line(model), "", *head, *rows, ""])


def _needed(field: FieldInfo) -> str:
    if not field.is_required():
        return "no"
    return "yes, or `null`" if NoneType in get_args(field.annotation) else "yes"


def _type(hint: Any) -> str:
    """Type of a field in plain words."""
    for alias, words in _ALIASES:
        if hint == alias:
            return words
    if get_origin(hint) in (Union, UnionType):
        found = [_type(part) for part in get_args(hint) if part is not NoneType]
        return "number" if found == ["whole number", "number"] else " or ".join(found)
    if get_origin(hint) is tuple:
        return "list of " + re.sub(r"(?= of | in |$)", "s", _type(get_args(hint)[0]), count=1)
    if get_origin(hint) is dict:
        return "field, language, state"
    if get_origin(hint) is Literal:
        return " or ".join(f"`{value}`" for value in get_args(hint))
    return _marked_type(hint)


def _marked_type(hint: Any) -> str:
    for mark in getattr(hint, "__metadata__", ()):
        match mark:
            case Word(name):
                return f"word of `{name}`"
            case Reference(folder):
                return f"id in `{folder}`"
            case SourceKey():
                return "source id"
            case WebAddress():
                return "web address"
    if issubclass(hint, StrEnum):
        return ", ".join(f"`{value}`" for value in hint)
    return _name(hint).lower()


def _parts() -> Iterator[type[BaseModel]]:
    """Every model of which a record is made, in the order in which the kinds name them."""
    seen: dict[type[BaseModel], None] = {}
    for kind in KINDS.values():
        for hint in get_type_hints(kind.model, include_extras=True).values():
            seen.update(dict.fromkeys(_models_in(hint)))
    yield from seen


def _models_in(hint: Any) -> Iterator[type[BaseModel]]:
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        yield hint
    for part in get_args(hint):
        yield from _models_in(part)


def _name(model: type[Any]) -> str:
    """Name of a class in words: BuildingBlock becomes "Building block"."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", model.__name__).capitalize()


def _first_line(model: type[BaseModel]) -> str:
    return (model.__doc__ or "").partition("\n")[0].replace("``", "`")


def schema_text(kind: str, words: Mapping[str, Sequence[str]] | None = None) -> str:
    """JSON Schema of one kind as it stands in ``kb/schema/``."""
    return json.dumps(json_schema(kind, words), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def readme_text(text: str) -> str:
    """README of a knowledge base with today's field table between its two marks."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{field_table()}\n{END}{after}"


def rewrite(folder: Path) -> None:
    """Write the schemas and the field table into the folder of a knowledge base."""
    words = words_of(folder)
    (folder / "schema").mkdir(exist_ok=True)
    for kind in KINDS:
        text = schema_text(kind, words)
        (folder / "schema" / f"{kind}.schema.json").write_text(text, encoding="utf-8")
    readme = folder / "README.md"
    readme.write_text(readme_text(readme.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    rewrite(shipped("kb"))
