"""Nodes from a table beside the ties: one row a node, ``id`` and whatever is known of it."""

from __future__ import annotations

from typing import Final

from bestpractices.analysis.ranking.delimited import text_of
from bestpractices.analysis.stakeholders.network_file.parts import Parts, nearest, quoted
from bestpractices.analysis.stakeholders.network_file.rows import Row, Rows

_HINTS: Final = dict.fromkeys(("name", "node", "nodes", "key", "actor", "ad", "nom", "naam"), "id")


def node_list(data: bytes, name: str) -> Parts:
    r"""Nodes of a table of nodes; flaws are gathered, not raised. An empty cell is not known.

    Raises
    ------
    FlawedFileError
        If it is no table.

    Examples
    --------
    >>> node_list("ID;country\nA;TR\nB;\n".encode(), "ties.nodes.csv").nodes
    {'A': {'country': 'TR'}, 'B': {}}
    """
    text, advice = text_of(data, name)
    parts = Parts(name, advice=list(advice))
    rows = Rows(text, name)
    body = iter(rows)
    head = next(body, None)
    if head is None:
        parts.flaw((1, 1), "the file is empty", 'write "id" in the first line, or delete the file')
        return parts
    names = [cell.lower() for cell in head.cells]
    _check_head(parts, rows, head, names)
    if not parts.flaws:
        for row in body:
            _take(parts, rows, row, head.cells, id_place=names.index("id"))
    return parts


def _check_head(parts: Parts, rows: Rows, head: Row, names: list[str]) -> None:
    for place, one in enumerate(names):
        if one and one in names[:place]:
            message = f'two columns are called "{head.cells[place]}"'
            parts.flaw(rows.place(head, place), message, "rename or delete one of them")
    if "id" not in names:
        near = [cell for cell in head.cells if cell and nearest(cell, ["id"], _HINTS)]
        mend = f'rename "{near[0]}" to "id"' if near else "add one, with the names used in the ties"
        parts.flaw((head.line, 1), f'no column "id" among {quoted(head.cells)}', mend)


def _take(parts: Parts, rows: Rows, row: Row, names: list[str], *, id_place: int) -> None:
    cells, line = row
    if len(cells) < len(names) or any(cells[len(names) :]):
        message = f"{len(cells)} cells, but {len(names)} columns have a name"
        mend = "leave a cell empty if its value is not known"
        parts.flaw(rows.place(row, min(len(cells), len(names)) - 1), message, mend)
        return
    known = {one: cells[i] for i, one in enumerate(names) if one and i != id_place and cells[i]}
    where = (line, 1) if cells[id_place] else rows.place(row, id_place)
    parts.add_node(cells[id_place], where, known)
