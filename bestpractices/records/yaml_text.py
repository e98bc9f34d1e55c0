"""YAML 1.2 into plain values, strictly, with the line and column of every field.

Parsing is libyaml's through ``ruamel.yaml.clib`` (270 files in a tenth of a second); what a plain
scalar means is decided here by the core schema of YAML 1.2: only ``true`` and ``false`` are
booleans and ``no`` stays text. Equal keys, anchors, aliases and tags are refused.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from _ruamel_yaml import CParser
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

Path: TypeAlias = tuple[str | int, ...]

# Our deepest record has five levels; libyaml itself has no limit that protects the stack.
DEEPEST: Final = 20
LONGEST_NUMBER: Final = 30
# Control signs, and the line ends that YAML 1.1 knew and editors do not count.
UNWANTED: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]"
)
_INTEGER: Final = re.compile(r"[-+]?[0-9]+\Z")
_FLOAT: Final = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z")
_WORDS: Final[dict[str, Any]] = {
    **dict.fromkeys(("null", "Null", "NULL", "~", ""), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


class YamlError(ValueError):
    """The text is no YAML that we accept; ``line`` and ``column`` count from 0."""

    def __init__(self, message: str, line: int, column: int, *, code: str = "KB002") -> None:
        super().__init__(message)
        self.line, self.column, self.code = line, column, code


@dataclass
class Document:
    """A parsed text: its value, and where every field of it stands (line, column, from 0)."""

    value: Any = None
    positions: dict[Path, tuple[int, int]] = field(default_factory=dict)


@dataclass
class _Open:
    """A mapping or sequence that is being filled."""

    into: dict[str, Any] | list[Any]
    path: Path
    key: str | None = None


def parse(text: str) -> Document:
    """Value and positions of one YAML document; its lines end in a line feed.

    Raises
    ------
    YamlError
        With the place and, in ``code``, the kind of error: ``KB002`` not YAML, ``KB003`` equal
        keys, ``KB004`` anchor, alias, tag or nesting deeper than twenty.
    """
    _refuse_unwanted(text)
    document = Document()
    stack: list[_Open] = []
    try:
        parser = CParser(text)
        while not isinstance(event := parser.get_event(), StreamEndEvent):
            _take(event, stack, document)
    except MarkedYAMLError as error:
        message = " ".join(part for part in (error.context, error.problem) if part)
        raise YamlError(message, *_place_in(text, error)) from None
    return document


def _place_in(text: str, error: MarkedYAMLError) -> tuple[int, int]:
    mark = error.problem_mark or error.context_mark
    lines = text.split("\n")
    if mark is None or mark.line >= len(lines):  # libyaml puts an end of text one line further
        return len(lines) - 1, len(lines[-1])
    return mark.line, mark.column


def _refuse_unwanted(text: str) -> None:
    found = UNWANTED.search(text)
    if found:
        line = text.count("\n", 0, found.start())
        column = found.start() - text.rfind("\n", 0, found.start()) - 1
        message = f"control sign U+{ord(found[0]):04X}; delete it"
        raise YamlError(message, line, column)


def _take(event: Any, stack: list[_Open], document: Document) -> None:
    if isinstance(event, (MappingEndEvent, SequenceEndEvent)):
        stack.pop()
    elif isinstance(event, (ScalarEvent, MappingStartEvent, SequenceStartEvent, AliasEvent)):
        _refuse(event, stack)
        if stack and isinstance(stack[-1].into, dict) and stack[-1].key is None:
            _take_key(event, stack[-1], document)
        else:
            _take_value(event, stack, document)


def _refuse(event: Any, stack: list[_Open]) -> None:
    message = ""
    if event.anchor is not None:
        message = f'anchor or alias "{event.anchor}"; write the value out at each place'
    elif event.tag is not None and event.tag != "!":
        message = f'tag "{event.tag}"'
    elif len(stack) > DEEPEST:
        message = f"nested deeper than {DEEPEST} levels"
    if message:
        raise _error(message, event, code="KB004")


def _error(message: str, event: Any, *, code: str = "KB002") -> YamlError:
    return YamlError(message, event.start_mark.line, event.start_mark.column, code=code)


def _take_key(event: Any, parent: _Open, document: Document) -> None:
    if not isinstance(event, ScalarEvent):
        message = "a key that is no plain word"
        raise _error(message, event)
    if event.value in parent.into:
        message = f'key "{event.value}" stands twice'
        raise _error(message, event, code="KB003")
    parent.key = event.value
    place = (event.start_mark.line, event.start_mark.column)
    document.positions[(*parent.path, event.value)] = place


def _take_value(event: Any, stack: list[_Open], document: Document) -> None:
    value: Any = [] if isinstance(event, SequenceStartEvent) else {}
    if isinstance(event, ScalarEvent):
        value = scalar(event.value) if event.implicit[0] else event.value
    path: Path = ()
    if not stack and document.value is not None:
        message = "a second document; one file is one record"
        raise _error(message, event)
    if not stack:
        document.value = value
    elif isinstance(stack[-1].into, list):
        path = (*stack[-1].path, len(stack[-1].into))
        stack[-1].into.append(value)
        document.positions[path] = (event.start_mark.line, event.start_mark.column)
    else:
        path = (*stack[-1].path, stack[-1].key or "")
        stack[-1].into[stack[-1].key or ""] = value
        stack[-1].key = None
    if not isinstance(event, ScalarEvent):
        stack.append(_Open(value, path))


def scalar(text: str) -> Any:
    """Meaning of a plain scalar in the core schema of YAML 1.2; a date stays text.

    Examples
    --------
    >>> [scalar(text) for text in ("no", "true", "035", "7.5", "~")]
    ['no', True, 35, 7.5, None]
    """
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.match(text):
        return int(text) if len(text) <= LONGEST_NUMBER else text
    if _FLOAT.match(text) and math.isfinite(number := float(text)):
        return number
    return text
