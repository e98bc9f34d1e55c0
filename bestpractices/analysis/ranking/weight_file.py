"""Weights from a file: CSV with a name and a number in each line, or YAML, of which JSON is a part.

Both because both are at hand: a group fills in two columns of a spreadsheet, and our own programs
give and take ``{"name": number}``. YAML is read as strictly as records are, with the place of
every name.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import PurePath
from typing import Any, Final, TypeAlias

from bestpractices.analysis.ranking.delimited import Cell, cells, number, text_of
from bestpractices.analysis.ranking.flaws import Flaw, FlawedFileError
from bestpractices.analysis.ranking.weights import weight_faults, weights_for
from bestpractices.records.yaml_text import YamlError, parse

_DELIMITED: Final = (".csv", ".tsv", ".txt")
_PAIR: Final = 2
Place: TypeAlias = tuple[int, int]


def weights_in(data: bytes, name: str, *, criteria: Sequence[str]) -> dict[str, float]:
    """Weight of every criterion, in their order, divided by the sum.

    Parameters
    ----------
    data
        Content of the file.
    name
        Its name: ``.csv``, ``.tsv`` and ``.txt`` are two columns, all else is YAML or JSON.

    Raises
    ------
    FlawedFileError
        With all that is wrong with it.

    Examples
    --------
    >>> weights_in(b'{"cost": 3, "time": 1}', "weights.json", criteria=["time", "cost"])
    {'time': 0.25, 'cost': 0.75}
    """
    text, _ = text_of(data, name)
    delimited = PurePath(name).suffix.lower() in _DELIMITED
    weights, places = _columns(text, name, criteria) if delimited else _mapping(text, name)
    flaws = [
        Flaw(name, *places.get(fault.criterion or "", (1, 1)), fault.message, fault.mend)
        for fault in weight_faults(weights, criteria)
    ]
    if flaws:
        raise FlawedFileError(flaws)
    return weights_for(criteria, weights)


def _mapping(text: str, name: str) -> tuple[dict[str, Any], dict[str, Place]]:
    try:
        document = parse(text.replace("\r\n", "\n"))
    except YamlError as error:
        place = (error.line + 1, error.column + 1)
        raise FlawedFileError([Flaw(name, *place, str(error), "write name: number")]) from None
    if not isinstance(document.value, dict) or not document.value:
        message, mend = "no weights by name", "write name: number for each criterion"
        raise FlawedFileError([Flaw(name, 1, 1, message, mend)])
    places = {
        unicodedata.normalize("NFC", str(path[0])): (line + 1, column + 1)
        for path, (line, column) in document.positions.items()
        if len(path) == 1
    }
    composed = {unicodedata.normalize("NFC", key): v for key, v in document.value.items()}
    return composed, places


def _columns(
    text: str, name: str, criteria: Sequence[str]
) -> tuple[dict[str, Any], dict[str, Place]]:
    rows = cells(text, name)
    if len(rows) == _PAIR and _is_table(*rows):
        rows = [list(pair) for pair in zip(*rows, strict=True)]
    if rows and len(rows[0]) > 1 and rows[0][0].text not in criteria and _is_head(rows[0]):
        rows = rows[1:]
    flaws = [Flaw(name, *found) for found in _of_rows(rows)]
    if flaws:
        raise FlawedFileError(flaws)
    weights = {row[0].text: _weight(row[1]) for row in rows}
    return weights, {row[0].text: (row[0].line, row[0].column) for row in rows}


def _is_table(names: Sequence[Cell], values: Sequence[Cell]) -> bool:
    """Whether the names stand over the numbers, as in a criteria table."""
    if len(names) != len(values) or any(number(cell.text) is not None for cell in names):
        return False
    return all(number(cell.text) is not None for cell in values)


def _is_head(row: Sequence[Cell]) -> bool:
    return number(row[1].text) is None


def _weight(cell: Cell) -> float | str | None:
    value = number(cell.text)
    return value if value is not None else cell.text or None


def _of_rows(rows: Sequence[Sequence[Cell]]) -> list[tuple[int, int, str, str]]:
    found = []
    if not rows:
        found.append((1, 1, "no weights", "write a name and a number in each line"))
    seen: set[str] = set()
    for row in rows:
        place = (row[0].line, row[0].column)
        if len(row) != _PAIR:
            mend = "write a name and a number, with ; between them if , is decimal"
            found.append((*place, f"{len(row)} cells instead of two", mend))
        elif row[0].text in seen:
            found.append((*place, f'"{row[0].text}" stands twice', "keep one of them"))
        seen.add(row[0].text)
    return found
