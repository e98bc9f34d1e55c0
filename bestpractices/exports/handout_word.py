"""A hand-out as a Word document, for those who want to write on in it."""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import singledispatch
from types import MappingProxyType
from typing import Any, Final

from bestpractices.exports.archive import DAY, steady
from bestpractices.exports.handout import (
    DASH,
    PAGES,
    Boxes,
    Break,
    Bullets,
    Fields,
    Handout,
    Heading,
    Lines,
    Paragraph,
    Part,
    Table,
    plain,
)
from bestpractices.exports.word_look import (
    add_styles,
    dress,
    fit,
    inside,
    keep_rows,
    put,
    put_foot,
    set_language,
    speak,
)

_SIZE: Final[Mapping[str, float]] = MappingProxyType({"a4": 10.5, "a5": 9.5})  # points
_LONGEST: Final = 255  # letters of a property of the document
_MARGIN: Final[Mapping[str, int]] = MappingProxyType({"a4": 22, "a5": 14})  # millimetres

_TONES: Final[Mapping[str, str]] = MappingProxyType(
    {"": "Normal", "lead": "Lead", "small": "Small", "stop": "Stop", "ask": "Ask"}
)


def handout_word(handout: Handout) -> bytes:
    """The hand-out as a ``.docx`` file; the same hand-out gives the same bytes.

    Headings, lists and tones are styles, so that the whole can be given another look at once.
    """
    import docx

    told, document = plain(handout), docx.Document()
    add_styles(document, size=_SIZE[told.page])
    set_language(document, told.lang)
    fit(document, PAGES[told.page], margin=_MARGIN[told.page])
    _describe(document, told)
    put(document, told.title, "Title")
    if told.subtitle:
        put(document, told.subtitle, "Subtitle")
    for part in told.parts:
        _put(part, document)
    put_foot(document, " · ".join(filter(None, (told.title, told.foot))), told.folio)
    buffer = io.BytesIO()
    document.save(buffer)
    return steady(buffer.getvalue())


def _describe(document: Any, handout: Handout) -> None:
    about = document.core_properties
    about.title, about.language = handout.title[:_LONGEST], handout.lang
    about.author = about.comments = ""
    about.created = about.modified = DAY


@singledispatch
def _put(part: Part, _: Any) -> None:
    message = f'"{type(part).__name__}" is no part of a hand-out; see bestpractices.exports.handout'
    raise TypeError(message)


@_put.register
def _(part: Heading, document: Any) -> None:
    put(document, part.text, f"Heading {part.level}")


@_put.register
def _(part: Paragraph, document: Any) -> None:
    first, told, others = part.text.partition("\n" if part.tone in ("stop", "ask") else "\0")
    line = put(document, "", _TONES[part.tone])
    line.add_run(f"{first}{told}").bold = bool(others) or None
    line.add_run(others)
    speak(line, part.lang)


@_put.register
def _(part: Bullets, document: Any) -> None:
    for one in part.items:
        speak(put(document, one, "List Bullet"), part.lang)


@_put.register
def _(part: Fields, document: Any) -> None:
    for label, value in part.pairs:
        line = put(document, "", "Field")
        line.add_run(label).bold = True
        line.add_run(f"\t{value or DASH}")


@_put.register
def _(part: Table, document: Any) -> None:
    made = document.add_table(0, len(part.head), "Table Grid")
    made.autofit = False
    shares = part.widths or (1,) * len(part.head)
    widths = [int(inside(document) * share / sum(shares)) for share in shares]
    for column, width in zip(made.columns, widths, strict=True):
        column.width = width
    for number, row in enumerate((part.head, *part.cells())):
        for cell, text, width in zip(made.add_row().cells, row, widths, strict=True):
            cell.width = width
            dress(cell.paragraphs[0], "Cell").add_run(text).bold = not number
    keep_rows(made)
    put(document, "", "Cell")  # else two tables grow into one


@_put.register
def _(part: Lines, document: Any) -> None:
    if part.label:
        label = put(document, "", "Normal")
        label.add_run(part.label).bold = True
        label.paragraph_format.keep_with_next = True
    for _ in range(part.count):
        put(document, "", "Line")


@_put.register
def _(part: Boxes, document: Any) -> None:
    for one in part.items:
        put(document, f"☐\t{one}", "Box")


@_put.register
def _(_: Break, document: Any) -> None:
    document.add_page_break()
