"""Networks in Pajek's format (.net): numbered vertices, then arcs and edges by number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from bestpractices.analysis.ranking.delimited import number, text_of
from bestpractices.analysis.stakeholders.network_file.parts import Parts, Tie, quoted
from bestpractices.analysis.stakeholders.network_file.xml_network import composed

_TOKEN: Final = re.compile(r'"([^"]*)"|(\S+)')
_SECTION: Final = re.compile(r"\*([^\s:]*)\s*(.*)", re.DOTALL)
_RELATION: Final = re.compile(r':\s*\d+\s*(?:"([^"]*)"|(\S+))?')
_MEND: Final = "write one of *Vertices, *Arcs, *Edges, *Arcslist, *Edgeslist, *Matrix"


def pajek(data: bytes, name: str) -> Parts:
    r"""Nodes and ties of a Pajek network; flaws are gathered, not raised.

    The id of a node is its label, its number where it has none. What stands behind the
    coordinates of a vertex is read as pairs of a name and a value.

    Content and name as in ``edge_list``.

    Raises
    ------
    FlawedFileError
        If it is no text.

    Examples
    --------
    >>> pajek(b'*Vertices 2\n1 "A"\n2 "B"\n*Edges\n1 2 3\n', "a.net").ties
    [Tie(start='A', end='B', directed=False, attributes={'weight': 3.0})]

    References
    ----------
    Mrvar and Batagelj (2023), Pajek: Reference manual, version 5.17.
    """
    text, advice = text_of(data, name)
    reader = _Pajek(Parts(name, advice=list(advice)))
    for line, row in enumerate(text.splitlines(), start=1):
        bare = row.strip()
        if bare and not bare.startswith("%"):
            reader.take(bare, line)
    return reader.finished(empty=not text.strip())


class _Pajek:
    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self._section = ""
        self._relation = ""
        self._size: int | None = None
        self._named: dict[int, str] = {}
        self._row = 0

    def take(self, row: str, line: int) -> None:
        if row.startswith("*"):
            self._begin(row, line)
        elif self._section == "vertices":
            self._vertex(_tokens(row), line)
        elif self._section in ("arcs", "edges"):
            self._tie(_tokens(row), line)
        elif self._section in ("arcslist", "edgeslist"):
            self._ties(_tokens(row), line)
        elif self._section == "matrix":
            self._matrix_row(_tokens(row), line)
        elif not self._section:
            self.parts.flaw((line, 1), f"{quoted([row])} stands before *Vertices", _MEND)

    def _begin(self, row: str, line: int) -> None:
        section, rest = _SECTION.fullmatch(row).groups()  # type: ignore[union-attr]
        self._section = section.lower()
        found = _RELATION.match(rest)
        self._relation = composed((found[1] or found[2] or "") if found else "")
        self._row = 0
        if self._section == "vertices":
            self._begin_vertices(rest, line)
        elif self._section not in (*_TIES, "network"):
            self.parts.flaw((line, 1), f"*{section} is not known", _MEND)
        elif self._section != "network":
            self._name_the_rest(line)

    def _begin_vertices(self, rest: str, line: int) -> None:
        first, *others = rest.split() or [""]
        if self._size is not None:
            self.parts.flaw((line, 1), "*Vertices for a second time", "save one network in a file")
        elif others:
            message = "two numbers of vertices: a network of two kinds of nodes"
            self.parts.advise((line, 1), message, "its kinds are not read; give them as nodes.csv")
        if not first.isdecimal():
            self.parts.flaw((line, 1), "*Vertices without their number", "write *Vertices 12")
            self._size = 0
            return
        self._size = int(first)

    def _vertex(self, tokens: Sequence[str], line: int) -> None:
        key = self._number(tokens[0], line)
        if key is None:
            return
        name = composed(tokens[1]) if len(tokens) > 1 else tokens[0]
        if key in self._named:
            message = f"vertex {key} stands already in this list"
            self.parts.flaw((line, 1), message, "delete one of them, or give it another number")
            return
        self._named[key] = name
        rest = list(tokens[2:])
        for _ in range(_COORDINATES):
            if rest and number(rest[0]) is not None:
                rest.pop(0)
        if len(rest) % 2:
            rest.pop(0)  # its shape
        pairs = dict(zip(rest[::2], rest[1::2], strict=True))
        self.parts.add_node(name, (line, 1), {**pairs})

    def _number(self, token: str, line: int) -> int | None:
        key = int(token) if token.lstrip("-").isdecimal() else None
        if key is not None and 1 <= key <= (self._size or 0):
            return key
        message = f"{quoted([token])} is no number of a vertex (1 to {self._size or 0})"
        self.parts.flaw((line, 1), message, "mend it, or the number behind *Vertices")
        return None

    def _name_the_rest(self, line: int) -> None:
        """Vertices that have no line of their own bear their number."""
        if self._size is None:
            self.parts.flaw((line, 1), "ties before *Vertices", "write the vertices first")
            self._size = 0
        if self._size > _MOST:
            message = f"{self._size} vertices, more than {_MOST}"
            self.parts.flaw((line, 1), message, "mend the number behind *Vertices")
            self._size = 0
        for key in range(1, self._size + 1):
            if key not in self._named:
                self._named[key] = str(key)
                self.parts.add_node(str(key), (line, 1), {})

    def _tie(self, tokens: Sequence[str], line: int) -> None:
        if len(tokens) < _PAIR:
            self.parts.flaw((line, 1), "a tie without a second end", "write two numbers")
            return
        weight = None
        if len(tokens) > _PAIR and number(tokens[_PAIR]) is not None:
            weight = self.parts.weight(tokens[_PAIR], (line, 1))
        self._add(tokens[0], tokens[1], line, weight)

    def _ties(self, tokens: Sequence[str], line: int) -> None:
        for token in tokens[1:]:
            self._add(tokens[0], token, line, None)

    def _matrix_row(self, tokens: Sequence[str], line: int) -> None:
        self._row += 1
        if len(tokens) != self._size:
            message = f"{len(tokens)} numbers in row {self._row} of the matrix"
            self.parts.flaw((line, 1), message, f"write {self._size}")
            return
        for column, token in enumerate(tokens, start=1):
            if number(token) != 0:
                weight = self.parts.weight(token, (line, 1))
                self._add(str(self._row), str(column), line, weight)

    def _add(self, start: str, end: str, line: int, weight: float | None) -> None:
        ends = self._number(start, line), self._number(end, line)
        if ends[0] is None or ends[1] is None:
            return
        known: dict[str, object] = {} if weight is None else {"weight": weight}
        if self._relation:
            known["kind"] = self._relation
        directed = not self._section.startswith("edges")
        names = self._named[ends[0]], self._named[ends[1]]
        self.parts.add_tie(Tie(*names, directed, known or None), line)

    def finished(self, *, empty: bool) -> Parts:
        if empty:
            self.parts.flaw((1, 1), "the file is empty", "save the network again")
        elif self._size is None and not self.parts.flaws:
            self.parts.flaw((1, 1), "no *Vertices in the file", _MEND)
        elif not self.parts.flaws:
            self._name_the_rest(1)
        return self.parts


_TIES: Final = ("arcs", "edges", "arcslist", "edgeslist", "matrix")
_PAIR: Final = 2
_COORDINATES: Final = 3
# A number of ten digits by mistake would fill the memory with names.
_MOST: Final = 2_000_000


def _tokens(row: str) -> list[str]:
    if '"' not in row:
        return row.split()
    return [quoted or plain for quoted, plain in _TOKEN.findall(row)]
