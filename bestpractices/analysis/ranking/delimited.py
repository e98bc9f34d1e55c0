"""Rows of a table saved as text, with the place of every cell, as spreadsheets write it.

A spreadsheet set to Turkish, French or Dutch writes semicolons between the cells, decimal commas
and, under the plain name "CSV", the letters of Windows. All of that is read as it is meant.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from bestpractices.analysis.ranking.flaws import Flaw, FlawedFileError

_NUMBER: Final = re.compile(r"[-+]?([0-9]+([.,][0-9]*)?|[.,][0-9]+)([eE][-+]?[0-9]+)?")
_HINT: Final = re.compile(r"sep=([;,\t])\r?\n", re.IGNORECASE)
_WORKBOOKS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


@dataclass(frozen=True)
class Cell:
    """What stands in a cell without the space around it; line and column count from 1."""

    text: str
    line: int
    column: int


def text_of(data: bytes, name: str) -> tuple[str, list[Flaw]]:
    """Text of a file, and advice if its letters had to be guessed.

    Raises
    ------
    FlawedFileError
        If it is a workbook or no text.
    """
    if data.startswith(_WORKBOOKS):
        _refuse(name, "a workbook of a spreadsheet", 'save it as "CSV UTF-8"')
    coding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    advice: list[Flaw] = []
    try:
        text = data.decode(coding)
    except UnicodeDecodeError as error:
        # split, not count: what collects the texts of the pages takes every `count` for its own
        line = len(data[: error.start].split(b"\n"))
        column = error.start - data.rfind(b"\n", 0, error.start)
        text = _windows_text(data, name)
        mend = 'save it as "CSV UTF-8" if letters look wrong'
        message = "not UTF-8, so read with the Turkish letters of Windows (1254)"
        advice.append(Flaw(name, line, column, message, mend))
    if "\0" in text:
        _refuse(name, "no text", 'save it as "CSV UTF-8"')
    return text, advice


def _windows_text(data: bytes, name: str) -> str:
    # the letters of French and Dutch stand at the same places in it
    try:
        return data.decode("cp1254")
    except UnicodeDecodeError:
        _refuse(name, "no text in UTF-8 or the letters of Windows", 'save it as "CSV UTF-8"')
        raise


def _refuse(name: str, what: str, mend: str) -> None:
    raise FlawedFileError([Flaw(name, 1, 1, f"this is {what}", mend)])


def cells(text: str, name: str) -> list[list[Cell]]:
    r"""Rows of cells; rows in which nothing stands are left out.

    Raises
    ------
    FlawedFileError
        If a quotation mark that opens a cell is not closed.

    Examples
    --------
    >>> [[cell.text for cell in row] for row in cells('option;cost\n"a;b";0,5\n', "table.csv")]
    [['option', 'cost'], ['a;b', '0,5']]
    """
    begin, sign = opening(text)
    pattern = re.compile(rf'[ ]*("(?:[^"]|"")*"[ ]*|[^{sign}\r\n]*)({sign}|\r\n|\r|\n|\Z)')
    rows: list[list[Cell]] = [[]]
    line, start = (2 if begin else 1), begin
    while True:
        found = pattern.match(text, begin)
        place = Cell("", line, begin - start + 1)
        if found is None or _is_open(found[1]):
            mend = 'close it, or write "" for a mark inside a cell'
            message = "a quotation mark that is not closed before the end of its cell"
            raise FlawedFileError([Flaw(name, place.line, place.column, message, mend)])
        rows[-1].append(Cell(_content(found[1]), place.line, place.column))
        begin = found.end()
        inside = found[1].count("\n")
        if inside:
            line, start = line + inside, found.start(1) + found[1].rfind("\n") + 1
        if found[2] != sign:
            if not found[2]:
                break
            rows.append([])
            line, start = line + 1, begin
    return [row for row in rows if any(cell.text for cell in row)]


def _is_open(cell: str) -> bool:
    return cell.startswith('"') and not (len(cell.rstrip(" ")) > 1 and cell.rstrip(" ")[-1] == '"')


def _content(cell: str) -> str:
    bare = cell.strip(" ")
    if bare.startswith('"'):
        bare = bare[1:-1].replace('""', '"')
    # composed, because a Mac writes ş as two signs and the weights may come from elsewhere
    return unicodedata.normalize("NFC", bare.strip())


def opening(text: str) -> tuple[int, str]:
    r"""Where the first row begins, and the sign between the cells.

    Examples
    --------
    >>> opening("sep=;\nA;B"), opening("A,B")
    ((6, ';'), (0, ','))
    """
    hint = _HINT.match(text)
    return (hint.end(), hint[1]) if hint else (0, _separator(text))


def _separator(text: str) -> str:
    """The sign between the cells of the first row; a comma there may also be a decimal one."""
    head = re.sub(r'"[^"]*"', "", text.lstrip("\r\n").split("\n", 1)[0])
    return max(";\t", key=head.count) if re.search(r"[;\t]", head) else ","


def number(text: str) -> float | None:
    """Number with a decimal point or a decimal comma; ``None`` if it is none.

    Examples
    --------
    >>> [number(text) for text in ("0,25", ".5", "1e-3", "5 %", "nan", "")]
    [0.25, 0.5, 0.001, None, None, None]
    """
    return float(text.replace(",", ".")) if _NUMBER.fullmatch(text) else None


def has_control_sign(text: str) -> bool:
    """Whether a name would do something to a terminal or a line instead of standing there."""
    return any(unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp") for sign in text)
