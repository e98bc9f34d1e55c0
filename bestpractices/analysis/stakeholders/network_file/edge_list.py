"""Ties from a table: one row a tie, with the columns ``source`` and ``target``.

Other columns are optional: ``kind``, ``weight``, ``directed`` (yes or no) or, as Gephi writes it,
``type`` (directed or undirected); all others are kept as attributes of the tie. A tie leads from
its source to its target unless the file or the reader says otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bestpractices.analysis.ranking.delimited import text_of
from bestpractices.analysis.stakeholders.network_file.parts import Parts, Tie, nearest, quoted
from bestpractices.analysis.stakeholders.network_file.rows import Row, Rows

_ENDS: Final = ("source", "target")
# What other programs and languages call the two ends; for the mend only.
_HINTS: Final[Mapping[str, Mapping[str, str]]] = {
    "source": dict.fromkeys(("from", "sender", "ego", "start", "kaynak", "bron"), "source"),
    "target": dict.fromkeys(("to", "receiver", "alter", "end", "hedef", "cible", "doel"), "target"),
}
_DIRECTED: Final[Mapping[str, bool]] = {
    **dict.fromkeys(("directed", "yes", "true", "1"), True),
    **dict.fromkeys(("undirected", "no", "false", "0"), False),
}
_GEPHI: Final = ("directed", "undirected", "")


@dataclass(frozen=True)
class _Columns:
    """Places of the columns that mean something, and the names of the others."""

    source: int
    target: int
    weight: int | None
    directed: int | None
    others: tuple[tuple[int, str], ...]


def edge_list(data: bytes, name: str) -> Parts:
    r"""Nodes and ties of a list of ties; flaws are gathered, not raised.

    Parameters
    ----------
    data
        Content of the file; comma, semicolon or tab between the cells, decimal point or comma.
    name
        Its name, for the messages.

    Raises
    ------
    FlawedFileError
        If it is no table.

    Examples
    --------
    >>> found = edge_list(b"source,target,weight\nA,B,2\n", "ties.csv")
    >>> found.ties
    [Tie(start='A', end='B', directed=True, attributes={'weight': 2.0})]
    """
    text, advice = text_of(data, name)
    parts = Parts(name, advice=list(advice))
    rows = Rows(text, name)
    body = iter(rows)
    head = next(body, None)
    if head is None:
        parts.flaw((1, 1), "the file is empty", 'write "source,target" in the first line')
        return parts
    columns = _columns_of(parts, rows, head)
    if columns is None:
        return parts
    for row in body:
        _take(parts, rows, row, width=len(head.cells), columns=columns)
    if not parts.ties and not parts.flaws:
        mend = "add one line for each tie, or a file of nodes beside it"
        parts.advise((head.line + 1, 1), "no ties under the names of the columns", mend)
    return parts


def _columns_of(parts: Parts, rows: Rows, head: Row) -> _Columns | None:
    names = [cell.lower() for cell in head.cells]
    for place, one in enumerate(names):
        if one and one in names[:place]:
            message = f'two columns are called "{head.cells[place]}"'
            parts.flaw(rows.place(head, place), message, "rename or delete one of them")
    for end in _ENDS:
        if end not in names:
            _flaw_of_missing(parts, rows, head, end)
    if parts.flaws:
        return None
    special = {one: names.index(one) for one in (*_ENDS, "weight", "directed") if one in names}
    gephi = _gephi_type(rows, names)
    direction = special.get("directed", gephi)
    taken = {*special.values(), gephi}
    others = [(i, _named(one)) for i, one in enumerate(head.cells) if one and i not in taken]
    ends = (special["source"], special["target"])
    return _Columns(*ends, special.get("weight"), direction, tuple(others))


def _named(column: str) -> str:
    return "kind" if column.lower() == "kind" else column


def _flaw_of_missing(parts: Parts, rows: Rows, head: Row, end: str) -> None:
    free = [cell for cell in head.cells if cell and cell.lower() not in _ENDS]
    found = [cell for cell in free if nearest(cell, [end], _HINTS[end])]
    message = f'no column "{end}" among {quoted(head.cells)}'
    if found:
        place = rows.place(head, head.cells.index(found[0]))
        parts.flaw(place, message, f'rename "{found[0]}" to "{end}"')
    else:
        mend = f'name the columns in the first line: "source{rows.sign.strip() or ","}target"'
        parts.flaw((head.line, 1), message, mend)


def _gephi_type(rows: Rows, names: list[str]) -> int | None:
    """Place of the column ``type`` if it says of every tie whether it is directed."""
    if "type" not in names or "directed" in names:
        return None
    place = names.index("type")
    body = iter(rows)
    next(body)
    words = (row.cells[place].lower() for row in body if place < len(row.cells))
    return place if all(word in _GEPHI for word in words) else None


def _take(parts: Parts, rows: Rows, row: Row, *, width: int, columns: _Columns) -> None:
    cells, line = row
    if len(cells) < width or any(cells[width:]):
        message = f"{len(cells)} cells, but {width} columns have a name"
        mend = "fill in or delete cells; put ; between cells if , is decimal"
        parts.flaw(rows.place(row, min(len(cells), width) - 1), message, mend)
        return
    start, end = cells[columns.source], cells[columns.target]
    for name, place in ((start, columns.source), (end, columns.target)):
        if name not in parts.nodes:
            parts.add_end(name, (line, 1) if name else rows.place(row, place))
    attributes = {name: cells[place] for place, name in columns.others if cells[place]}
    if columns.weight is not None:
        weight = _weight(parts, rows, row, columns.weight)
        if weight is None:
            return
        attributes["weight"] = weight  # type: ignore[assignment]
    directed = columns.directed is None or _direction(parts, rows, row, columns.directed)
    parts.add_tie(Tie(start, end, directed, attributes or None), line)


def _weight(parts: Parts, rows: Rows, row: Row, place: int) -> float | None:
    text = row.cells[place]
    try:
        value = float(text)  # nearly all of them, and ten times faster than looking closely
    except ValueError:
        value = -1.0
    if 0 < value < float("inf"):
        return value
    return parts.weight(text, rows.place(row, place))


def _direction(parts: Parts, rows: Rows, row: Row, place: int) -> bool:
    word = row.cells[place].lower()
    if word and word not in _DIRECTED:
        message = f"{quoted([word])} does not say whether the tie is directed"
        parts.flaw(rows.place(row, place), message, "write yes or no")
    return _DIRECTED.get(word, True)
