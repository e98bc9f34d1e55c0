"""What stands on a hand-out, whatever its file is: plain parts, one after the other.

All texts are in the language of the hand-out already, and mean nothing but themselves: no sign in
them is markup of any kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any, Final, Literal, TypeAlias

# Millimetres: width, height.
PAGES: Final = {"a4": (210, 297), "a5": (148, 210)}
DASH: Final = "–"  # where nothing is known
# No file of either form can hold them: control characters but the line break, halves of letters.
_NO_LETTERS: Final = re.compile("[\\x00-\\x09\\x0b-\\x1f\\x7f-\\x9f\\ud800-\\udfff\\ufffe\\uffff]")


@dataclass(frozen=True)
class Heading:
    """Title of a section; level 1 to 5, below the title of the hand-out."""

    text: str
    level: Literal[1, 2, 3, 4, 5] = 1


@dataclass(frozen=True)
class Paragraph:
    """A few sentences; each line break begins a new line.

    Parameters
    ----------
    tone
        ``lead`` and ``small`` are larger and smaller; ``stop`` stands in the way, ``ask`` is open:
        of these the first of several lines stands out.
    lang
        Language of the text where it is not that of the hand-out.
    """

    text: str
    tone: Literal["", "lead", "small", "stop", "ask"] = ""
    lang: str = ""


@dataclass(frozen=True)
class Bullets:
    """A list; nothing stands there without items."""

    items: tuple[str, ...]
    lang: str = ""


@dataclass(frozen=True)
class Fields:
    """Labels with their values; an empty value is shown as a dash."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Table:
    """Rows under a head that is repeated on every page; short rows are filled up.

    Parameters
    ----------
    head
        Labels of the columns; a table has at least one.
    rows
        Cells as texts.
    widths
        Share of each column, any unit; empty: all the same.

    Raises
    ------
    ValueError
        If there is no column, or not one width for each.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        if not self.head or len(self.widths) not in (0, len(self.head)):
            message = f"{len(self.head)} columns with {len(self.widths)} widths; give one for each"
            raise ValueError(message)

    def cells(self) -> tuple[tuple[str, ...], ...]:
        """Rows of the length of the head."""
        wide = len(self.head)
        return tuple((*row, *[""] * (wide - len(row)))[:wide] for row in self.rows)


@dataclass(frozen=True)
class Lines:
    """Empty lines to write on, under a label."""

    label: str
    count: int = 3


@dataclass(frozen=True)
class Boxes:
    """Boxes to tick."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Break:
    """What follows stands on a new page."""


Part: TypeAlias = Heading | Paragraph | Bullets | Fields | Table | Lines | Boxes | Break


@dataclass(frozen=True)
class Handout:
    """A hand-out.

    Parameters
    ----------
    title, subtitle
        At its top, and in the properties of the file.
    lang
        Language of its texts: words are broken at the end of a line by its rules, and readers of
        screens speak it.
    parts
        In their order; none: the title stands alone.
    page
        ``a4`` or ``a5``.
    foot
        What stands at the foot of each page beside the title, such as a day in words.
    folio
        What the number of a page is called, with ``{page}`` and ``{pages}``.
    unset
        What a PDF says at its end if no font has some of its letters.
    """

    title: str
    lang: str
    parts: tuple[Part, ...] = field(default=())
    subtitle: str = ""
    page: Literal["a4", "a5"] = "a4"
    foot: str = ""
    folio: str = "{page} / {pages}"
    unset: str = "Signs shown as boxes are in no font of this computer; the Word file has them."


def plain(handout: Handout) -> Handout:
    """The same with nothing in it that a file cannot hold, and without gaps between levels.

    Control characters become spaces, a heading is at most one level below the one before it, and
    lists without items are left out.
    """
    cleaned: Handout = _cleaned(handout)
    return replace(cleaned, parts=tuple(_steady(cleaned.parts)))


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return _NO_LETTERS.sub(" ", value.replace("\r\n", "\n").replace("\r", "\n"))
    if isinstance(value, tuple):
        return tuple(map(_cleaned, value))
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: _cleaned(getattr(value, f.name)) for f in fields(value)})
    return value


def _steady(parts: Iterable[Part]) -> Iterator[Part]:
    level: Any = 0
    for one in parts:
        if isinstance(one, Heading):
            level = min(one.level, level + 1)
            yield replace(one, level=level)
        elif not isinstance(one, Bullets | Boxes | Fields) or any(vars(one).values()):
            yield one
