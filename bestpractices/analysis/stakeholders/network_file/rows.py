"""Rows of a long table saved as text: a million of them in seconds, with the place of each cell."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from functools import cached_property
from typing import Final, NamedTuple

from bestpractices.analysis.ranking.delimited import opening
from bestpractices.analysis.ranking.flaws import Flaw, FlawedFileError

# A text of any length may stand in one cell; the csv module stops at 131,072 signs.
_LONGEST: Final = 10_000_000


class Row(NamedTuple):
    """Cells without the space around them, and the line on which they begin."""

    cells: list[str]
    line: int


class Rows:
    r"""Rows in which something stands, in order.

    Where ``delimited.cells`` keeps the place of every cell, this one finds it again when a cell is
    wrong, because lists of ties are long and nearly all of their cells are right.

    Examples
    --------
    >>> rows = Rows("source;target\n\nA;B\n", "ties.csv")
    >>> list(rows)
    [Row(cells=['source', 'target'], line=1), Row(cells=['A', 'B'], line=3)]
    >>> rows.place(Row(["A", "B"], 3), 1)
    (3, 3)
    """

    def __init__(self, text: str, name: str) -> None:
        self.name = name
        self._begin, self.sign = opening(text)
        # composed, because a Mac writes ş as two signs and the nodes may come from elsewhere
        self._text = unicodedata.normalize("NFC", text)

    def __iter__(self) -> Iterator[Row]:
        csv.field_size_limit(_LONGEST)
        before = 1 if self._begin else 0
        source = io.StringIO(self._text[self._begin :], newline="")
        reader = csv.reader(source, delimiter=self.sign, strict=True, skipinitialspace=True)
        line = before + 1
        try:
            for row in reader:
                found = [cell.strip() for cell in row]
                if any(found):
                    yield Row(found, line)
                line = before + reader.line_num + 1
        except csv.Error:
            mend = 'close it, or write "" for a mark inside a cell'
            message = "a quotation mark that is not closed before the end of its cell"
            raise FlawedFileError([Flaw(self.name, line, 1, message, mend)]) from None

    @cached_property
    def _lines(self) -> list[str]:
        return io.StringIO(self._text, newline="").readlines()

    def place(self, row: Row, cell: int) -> tuple[int, int]:
        """Line and column of a cell, both counted from 1."""
        line = self._lines[row.line - 1] if row.line <= len(self._lines) else ""
        pattern = re.compile(rf'[ ]*(?:"(?:[^"]|"")*"[ ]*|[^{self.sign}\r\n]*)(?:{self.sign}|$)')
        begin = 0
        for _ in range(cell):
            found = pattern.match(line, begin)
            begin = found.end() if found else begin
        return row.line, begin + 1
