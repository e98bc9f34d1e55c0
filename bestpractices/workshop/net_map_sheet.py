"""A Net-Map out of a spreadsheet: what stands in its rows, and what is wrong in which cell."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from pydantic import ValidationError

from bestpractices.analysis.folding import fold
from bestpractices.analysis.ranking.delimited import text_of
from bestpractices.analysis.ranking.flaws import FlawedFileError
from bestpractices.analysis.stakeholders.network_file.rows import Rows
from bestpractices.texts import N_
from bestpractices.workshop.event import Event
from bestpractices.workshop.net_map import NetMap
from bestpractices.workshop.net_map_events import (
    HIGHEST_TOWER,
    MOST_TYPES,
    LinkType,
    NetMapActor,
    NetMapLink,
    NetMapSet,
)

ACTOR_COLUMNS: Final = ("name", "group", "kind", "goals", "tower")
LINK_COLUMNS: Final = ("from", "to", "type", "mutual", "remark")
# Heads of columns in the four languages, folded.
_HEADS: Final = {
    "name": ("name", "ad", "adi", "isim", "nom", "naam", "label", "actor"),
    "group": ("group", "grup", "groupe", "groep"),
    "kind": ("kind", "tur", "genre", "soort"),
    "goals": ("goals", "hedefler", "buts", "objectifs", "doelen"),
    "tower": ("tower", "kule", "tour", "toren"),
    "from": ("from", "kimden", "de", "van", "source"),
    "to": ("to", "kime", "vers", "a", "naar", "target"),
    "type": ("type", "tip", "bag", "link"),
    "mutual": ("mutual", "karsilikli", "mutuel", "wederzijds"),
    "remark": ("remark", "not", "remarque", "opmerking", "aciklama"),
}
_YES: Final = frozenset({"1", "x", "yes", "true", "evet", "oui", "ja", "dogru", "vrai", "waar"})
_PERSON: Final = frozenset({"person", "kisi", "personne", "persoon"})
_MOST_ROWS: Final = 5000
_LARGEST: Final = 50_000_000  # bytes of a workbook once it is unpacked


@dataclass(frozen=True)
class SheetFlaw:
    """A cell that is not as it should be; the message is English, to be translated.

    Parameters
    ----------
    message, values
        What is wrong and the mend, and what stands for its ``{names}``.
    place
        Such as ``links!C4``; empty for the whole file.
    """

    message: str
    values: Mapping[str, Any] = field(default_factory=dict)
    place: str = ""


@dataclass(frozen=True)
class SheetRead:
    """Events of the rows that can be read, and flaws of the others, in the order of the rows."""

    events: tuple[Event, ...]
    flaws: tuple[SheetFlaw, ...]


@dataclass(frozen=True)
class _Table:
    name: str
    heads: Mapping[str, int]
    rows: Sequence[tuple[int, Sequence[str]]]

    def cell(self, row: Sequence[str], head: str) -> str:
        at = self.heads.get(head)
        return row[at].strip() if at is not None and at < len(row) else ""

    def place(self, line: int, head: str) -> str:
        letter = chr(ord("A") + min(self.heads.get(head, 0), 25))
        return f"{self.name}!{letter}{line}"


def read_sheet(data: bytes, name: str, *, found: NetMap) -> SheetRead:
    """What a spreadsheet adds to a map.

    Parameters
    ----------
    data, name
        Content and name of an ``.xlsx`` with the sheets ``actors`` and ``links``, or of a text
        file with the columns of one of them (`ACTOR_COLUMNS`, `LINK_COLUMNS`; heads also in
        Turkish, French and Dutch).
    found
        The map to which it is added: cards of the same name, whatever their case, are the same.

    Returns
    -------
    SheetRead
        A row with a flaw is left out and named with sheet, column and line; actors that only the
        links name get a card. A file that cannot be read: no events and one flaw.
    """
    try:
        tables = [*_tables(data, name)]
    except FlawedFileError as error:
        return SheetRead((), (SheetFlaw("{said}", {"said": str(error)}),))
    if not tables:
        message = N_(
            "No table of actors or links was found: name the columns “name” and “group”, or "
            "“from”, “to” and “type”, in the first row."
        )
        return SheetRead((), (SheetFlaw(message),))
    reading = _Reading(found)
    for table in sorted(tables, key=lambda one: "name" not in one.heads):
        take = reading.actor if "name" in table.heads else reading.link
        for line, row in table.rows:
            take(table, line, row)
    return SheetRead((*reading.events,), (*reading.flaws,))


def _tables(data: bytes, name: str) -> Iterator[_Table]:
    if not data.startswith(b"PK\x03\x04"):
        text, _ = text_of(data, name)
        rows = [(row.line, row.cells) for row in Rows(text, name)]
        yield from _headed(name, rows)
        return
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(one.file_size for one in packed.infolist()) > _LARGEST:
                raise zipfile.BadZipFile  # noqa: TRY301 - the same mend: save it anew
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        for sheet in book.worksheets:
            cells = sheet.iter_rows(values_only=True, max_row=_MOST_ROWS + 1)
            rows = [(line, [_text(one) for one in row]) for line, row in enumerate(cells, 1)]
            yield from _headed(sheet.title, rows)
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, SyntaxError, OSError):
        # what openpyxl raises for a workbook that is cut or was made by no spreadsheet
        flaw = N_("This is no workbook that can be read: open it in a spreadsheet, save it anew.")
        yield _Table("", {"name": 0}, [(0, [flaw])])


def _headed(name: str, rows: Sequence[tuple[int, Sequence[str]]]) -> Iterator[_Table]:
    filled = [(line, row) for line, row in rows if any(cell.strip() for cell in row)]
    if not filled:
        return
    folded = [fold(cell.strip()) for cell in filled[0][1]]
    heads = {head: folded.index(word) for head, words in _HEADS.items()
             for word in words if word in folded}  # fmt: skip
    if "name" in heads or {"from", "to"} <= set(heads):
        yield _Table(name, heads, filled[1:])


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


class _Reading:
    """What the rows have made so far."""

    def __init__(self, found: NetMap) -> None:
        self.frame = found.frame
        # a person may be called by name in the room, and stands in every file by pseudonym
        self.actors = {fold(called): one for one in found.actors
                       for called in (one.name, one.label) if called}  # fmt: skip
        self.links = {(one.type, one.start, one.end) for one in found.links}
        self.links |= {(one.type, one.end, one.start) for one in found.links if one.mutual}
        self.numbers = {one.actor for one in found.actors}
        self.events: list[Event] = []
        self.flaws: list[SheetFlaw] = []

    def actor(self, table: _Table, line: int, row: Sequence[str]) -> None:
        if not line:  # what could not be read at all
            self.flaws.append(SheetFlaw(row[0]))
            return
        name, tower = table.cell(row, "name"), table.cell(row, "tower") or "0"
        if not name:
            self._flaw(table, line, "name", N_("The name is missing; the row was left out."))
            return
        if not tower.isdecimal() or int(tower) > HIGHEST_TOWER:
            message = N_("“{cell}” is no height of a tower: write a whole number from 0 to {most}.")
            self._flaw(table, line, "tower", message, cell=tower, most=HIGHEST_TOWER)
            return
        goals = tuple(one.strip() for one in table.cell(row, "goals").split(";") if one.strip())
        is_person = fold(table.cell(row, "kind")) in _PERSON or name.startswith("@")
        self._card(
            (table, line), name, is_person=is_person, group=table.cell(row, "group"), goals=goals,
            tower=int(tower),
        )  # fmt: skip

    def link(self, table: _Table, line: int, row: Sequence[str]) -> None:
        ends = []
        for head in ("from", "to"):
            name = table.cell(row, head)
            if not name:
                self._flaw(table, line, head, N_("The name is missing; the row was left out."))
                return
            ends.append(name)
        if fold(ends[0]) == fold(ends[1]):
            message = N_("“{cell}” cannot be linked to itself; name another one.")
            self._flaw(table, line, "to", message, cell=ends[1])
            return
        kind = self._type(table, line, row)
        cards = [self._card((table, line), name, head=head)
                 for name, head in zip(ends, ("from", "to"), strict=True)]  # fmt: skip
        if kind is None or cards[0] is None or cards[1] is None:
            return
        self._link(table, line, row, (kind.id, cards[0].actor, cards[1].actor))

    def _link(
        self, table: _Table, line: int, row: Sequence[str], key: tuple[str, str, str]
    ) -> None:
        kind, start, end = key
        if key in self.links:
            message = N_("This link is on the map already; the row was left out.")
            self._flaw(table, line, "from", message)
            return
        mutual = fold(table.cell(row, "mutual")) in _YES
        remark = table.cell(row, "remark")
        # one that answers another makes that one mutual
        answers = (kind, end, start) in self.links
        if answers:
            start, end = end, start
        self.links |= {key, (kind, end, start)} if mutual else {key}
        self.events.append(
            NetMapLink(map=self.frame.map, type=kind, start=start, end=end,
                       mutual=mutual or answers, remark=remark)
        )  # fmt: skip

    def _type(self, table: _Table, line: int, row: Sequence[str]) -> LinkType | None:
        name = table.cell(row, "type")
        types = self.frame.types
        if not name and types:
            return types[0]
        same = next((one for one in types if fold(one.name) == fold(name)), None)
        if same or not name:
            if not same:
                self._flaw(table, line, "type", N_("The type of the link is missing."))
            return same
        if len(types) == MOST_TYPES:
            message = N_(
                "“{cell}” would be type {number}, and a map has {most} at most: use one of {types}."
            )
            self._flaw(table, line, "type", message, cell=name, number=MOST_TYPES + 1,
                       most=MOST_TYPES, types=", ".join(one.name for one in types))  # fmt: skip
            return None
        made = LinkType(id=self._fresh("t", {one.id for one in types}), name=name)
        self.frame = NetMapSet.model_validate({**dict(self.frame), "types": (*types, made)})
        self.events.append(self.frame)
        return made

    def _card(
        self, at: tuple[_Table, int], name: str, *, head: str = "name", is_person: bool = False,
        **said: Any,
    ) -> NetMapActor | None:  # fmt: skip
        name = name.removeprefix("@").strip()
        there = self.actors.get(fold(name))
        if there is not None and not any(said.values()):
            return there
        called = {"person": name} if is_person else {"name": name}
        before: dict[str, Any] = dict(there) if there else {
            "map": self.frame.map, "actor": self._fresh("a", self.numbers), **called,
        }  # fmt: skip
        try:
            made = NetMapActor.model_validate(
                {**before, **{key: value for key, value in said.items() if value}}
            )
        except ValidationError as error:
            reason = str(error.errors()[0]["msg"]).removeprefix("Value error, ")
            self._flaw(*at, head, N_("“{cell}” cannot be taken: {reason}"),
                       cell=name[:80], reason=reason)  # fmt: skip
            return None
        self.numbers.add(made.actor)
        self.actors[fold(name)] = made
        self.events.append(made)
        return made

    def _fresh(self, letter: str, taken: set[str]) -> str:
        number = len(taken) + 1
        while f"{letter}{number}" in taken:
            number += 1
        return f"{letter}{number}"

    def _flaw(self, table: _Table, line: int, head: str, message: str, **values: Any) -> None:
        self.flaws.append(SheetFlaw(message, values, table.place(line, head)))
