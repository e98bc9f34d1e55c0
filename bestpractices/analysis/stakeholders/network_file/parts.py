"""What a file says of a network, before it is a graph: nodes, ties, and what is wrong with them."""

from __future__ import annotations

import difflib
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple, TypeAlias

from bestpractices.analysis.ranking.delimited import has_control_sign, number
from bestpractices.analysis.ranking.flaws import Flaw, FlawedFileError

# Ids that one message quotes; a message stays one line.
_QUOTED: Final = 5
# A file with more flaws than this is not read to its end, so that it cannot fill the memory.
_MOST_FLAWS: Final = 1000
Place: TypeAlias = tuple[int, int]
Attributes: TypeAlias = dict[str, Any]

WEIGHT_MEND: Final = "write a number above 0, 1 for an ordinary tie"


class Tie(NamedTuple):
    """One tie as a file has it; ``attributes`` is ``None`` where it has none."""

    start: str
    end: str
    directed: bool
    attributes: Attributes | None


@dataclass
class Parts:
    """Nodes and ties in the order of the file, gathered line by line.

    Parameters
    ----------
    file
        Name of the file, for the messages.
    nodes
        Attributes of every node by its id.
    places
        Line and column at which a node first stands.
    ties
        All ties, loops and parallel ones included.
    lines
        Line of every tie, as long as ``ties``.
    flaws, advice
        What must be mended, and what is good to know.
    """

    file: str
    nodes: dict[str, Attributes] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    ties: list[Tie] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    flaws: list[Flaw] = field(default_factory=list)
    advice: list[Flaw] = field(default_factory=list)

    def flaw(self, place: Place, message: str, mend: str) -> None:
        """Remember a flaw; give up where there are too many."""
        self.flaws.append(Flaw(self.file, *place, message, mend))
        if len(self.flaws) >= _MOST_FLAWS:
            raise FlawedFileError(self.flaws)

    def advise(self, place: Place, message: str, mend: str) -> None:
        """Remember what is good to know."""
        self.advice.append(Flaw(self.file, *place, message, mend))

    def add_node(self, name: str, place: Place, attributes: Attributes) -> None:
        """Put in a node that the file declares; a second one of the same id is a flaw."""
        if not self.is_sound_id(name, place):
            return
        if name in self.nodes:
            line, column = self.places[name]
            message = f'node "{name}" stands already at {line}:{column}'
            self.flaw(place, message, "delete one of them, or give them different ids")
            return
        self.nodes[name] = attributes
        self.places[name] = place

    def add_end(self, name: str, place: Place) -> None:
        """Put in a node that is known from its ties alone."""
        if name not in self.nodes and self.is_sound_id(name, place):
            self.nodes[name] = {}
            self.places[name] = place

    def add_tie(self, tie: Tie, line: int) -> None:
        """Put in a tie; both ends come by ``add_node`` or ``add_end``."""
        self.ties.append(tie)
        self.lines.append(line)

    def is_sound_id(self, name: str, place: Place) -> bool:
        """Whether a node can bear this name; if not, that is a flaw."""
        if not name:
            self.flaw(place, "a node without an id", "write one")
        elif has_control_sign(name):
            self.flaw(place, f"id {quoted([name])} has a control sign", "delete it")
        else:
            return True
        return False

    def weight(self, text: str, place: Place) -> float | None:
        """Strength of a tie; ``None`` and a flaw if it is none."""
        value = number(text)
        if not text:
            self.flaw(place, "a tie without a weight", WEIGHT_MEND)
        elif value is None or not math.isfinite(value):
            self.flaw(place, f"weight {quoted([text])} is no number", WEIGHT_MEND)
        elif value <= 0:
            mend = "delete the tie if there is none, else " + WEIGHT_MEND
            self.flaw(place, f"weight {text} is not above 0", mend)
        else:
            return value
        return None


def quoted(names: Sequence[str]) -> str:
    """Names in one line: the first few, and how many more.

    Examples
    --------
    >>> quoted(["A", "B"]), quoted(list("ABCDEFG"))
    ('"A", "B"', '"A", "B", "C", "D", "E" and 2 more')
    """
    shown = ", ".join(f'"{_short(name)}"' for name in names[:_QUOTED])
    more = len(names) - _QUOTED
    return f"{shown} and {more} more" if more > 0 else shown


def _short(name: str, most: int = 60) -> str:
    plain = " ".join(name.split())
    return f"{plain[:most]}…" if len(plain) > most else plain


def nearest(name: str, known: Iterable[str], hints: Mapping[str, str] | None = None) -> str | None:
    """The known name that was probably meant.

    Examples
    --------
    >>> nearest("Contry", ["country", "sector"]), nearest("x", ["country"])
    ('country', None)
    """
    by_lower = {one.lower(): one for one in known}
    if hints and name.lower() in hints:
        return hints[name.lower()]
    found = difflib.get_close_matches(name.lower(), by_lower, n=1)
    return by_lower[found[0]] if found else None
