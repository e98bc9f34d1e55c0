"""A criteria table from a file: one row an option, one column a criterion, empty is unknown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from bestpractices.analysis.ranking.criteria import CriteriaTable
from bestpractices.analysis.ranking.delimited import (
    Cell,
    cells,
    has_control_sign,
    number,
    text_of,
)
from bestpractices.analysis.ranking.flaws import Flaw, FlawedFileError

# What is quoted from a cell, so that a message stays one line.
_QUOTED: Final = 40
# The shares of ranks are options² numbers: a million here, and nobody reads a longer list.
MOST_OPTIONS: Final = 1000


def criteria_table(data: bytes, name: str) -> tuple[CriteriaTable, list[Flaw]]:
    r"""Table in a CSV file, and advice that does not keep it from being ranked.

    Parameters
    ----------
    data
        Content of the file.
    name
        Its name, for the messages.

    Raises
    ------
    FlawedFileError
        With all flaws of all cells.

    Examples
    --------
    >>> table, advice = criteria_table("option;cost\nA;0,5\nB;\n".encode(), "table.csv")
    >>> table.values, advice
    (((0.5,), (None,)), [])
    """
    text, advice = text_of(data, name)
    rows = _without_empty_end(cells(text, name))
    flaws = [Flaw(name, *found) for found in _flaws(rows)]
    if flaws:
        raise FlawedFileError(flaws)
    values = tuple(tuple(number(cell.text) for cell in row[1:]) for row in rows[1:])
    options = tuple(row[0].text for row in rows[1:])
    table = CriteriaTable(options, tuple(cell.text for cell in rows[0][1:]), values)
    return table, [*advice, *(Flaw(name, *found) for found in _advice(rows))]


def _without_empty_end(rows: list[list[Cell]]) -> list[list[Cell]]:
    """Drop columns at the end in which nothing stands: a spreadsheet saves them if once used."""
    while rows and len(rows[0]) > 1 and not rows[0][-1].text:
        width = len(rows[0])
        if any(len(row) >= width and row[width - 1].text for row in rows):
            break
        rows = [row[: width - 1] for row in rows]
    return rows


def _flaws(rows: list[list[Cell]]) -> Iterator[tuple[int, int, str, str]]:
    if not rows:
        yield 1, 1, "the file is empty", 'write "option" and the criteria in the first line'
        return
    head, *body = rows
    yield from _of_head(head)
    if not body:
        mend = "add one line for each option"
        yield head[0].line + 1, 1, "no options under the names of the columns", mend
    if len(body) > MOST_OPTIONS:
        cell = body[MOST_OPTIONS][0]
        message = f"{len(body)} options; at most {MOST_OPTIONS} are ranked"
        yield cell.line, cell.column, message, "keep those that are still in question"
        return
    yield from _of_names([row[0] for row in body], "option")
    for row in body:
        yield from _of_row(row, head)


def _of_head(head: Sequence[Cell]) -> Iterator[tuple[int, int, str, str]]:
    if len(head) == 1:
        mend = "add one column for each criterion, with ; or , between them"
        yield head[0].line, head[0].column, "only one column, so there is no criterion", mend
    yield from _of_names(head[1:], "criterion")


def _of_names(names: Sequence[Cell], kind: str) -> Iterator[tuple[int, int, str, str]]:
    seen: dict[str, Cell] = {}
    for cell in names:
        first = seen.setdefault(cell.text, cell)
        if not cell.text:
            yield cell.line, cell.column, f"{kind} without a name", "write one"
        elif first is not cell:
            message = f'{kind} "{cell.text}" stands already at {first.line}:{first.column}'
            yield cell.line, cell.column, message, "rename or delete one of them"
        elif has_control_sign(cell.text):
            message = f'{kind} "{cell.text}" has a control sign in its name'
            yield cell.line, cell.column, message, "delete it"


def _of_row(row: Sequence[Cell], head: Sequence[Cell]) -> Iterator[tuple[int, int, str, str]]:
    if len(row) != len(head):
        mend = "leave a cell empty if its value is not known; put ; between cells if , is decimal"
        message = f"{len(row)} cells, but {len(head)} columns have a name"
        yield row[-1].line, row[-1].column, message, mend
        return
    for cell, column in zip(row[1:], head[1:], strict=True):
        value = number(cell.text)
        mend = "write a number from 0 to 1, or nothing if it is not known"
        if cell.text and value is None:
            message = f'"{_short(cell.text)}" in column "{column.text}" is no number'
            yield cell.line, cell.column, message, mend
        elif value is not None and not 0 <= value <= 1:
            message = f'{cell.text} in column "{column.text}" is not within 0 and 1'
            yield cell.line, cell.column, message, mend


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return f"{plain[:_QUOTED]}…" if len(plain) > _QUOTED else plain


def _advice(rows: list[list[Cell]]) -> Iterator[tuple[int, int, str, str]]:
    head, *body = rows
    if len(body) == 1:
        mend = "add another one to compare it with"
        yield body[0][0].line, body[0][0].column, "only one option, so it is first", mend
        return
    for place, name in enumerate(head[1:], start=1):
        values = {number(row[place].text) for row in body}
        if values == {None}:
            message = f'no value of criterion "{name.text}" is known'
            yield name.line, name.column, message, "find out at least one, or leave the column out"
        elif len(values) == 1:
            message = f'criterion "{name.text}" is {values.pop():g} for all options'
            mend = "it cannot tell them apart, so its weight changes no rank; leave it out"
            yield name.line, name.column, message, mend
