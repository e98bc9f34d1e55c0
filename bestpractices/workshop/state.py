"""What a session says now: a fold over its entries, without those that were undone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from types import MappingProxyType
from typing import Final, TypeVar, cast

from bestpractices.analysis.folding import fold
from bestpractices.workshop.event import KINDS, Entry, Event
from bestpractices.workshop.session_events import (
    PersonErased,
    Redone,
    SessionChanged,
    SessionCreated,
    Undone,
    Withdrawn,
)

E = TypeVar("E", bound=Event)
UNDONE: Final = Undone.kind.name
REDONE: Final = Redone.kind.name
ERASED: Final = PersonErased.kind.name
# Without its beginning a session is none, and what was erased is gone.
_STAYS: Final = frozenset({UNDONE, REDONE, ERASED, SessionCreated.kind.name})
_SIDEWAYS: Final = frozenset({UNDONE, REDONE, ERASED})


@dataclass(frozen=True)
class SessionState:
    """A session as it stands after an entry; nothing in it changes.

    Parameters
    ----------
    session
        Its name; empty for a session without entries.
    seq, at
        The last entry that counts here; 0 and None without entries.
    slots
        Per kind the entries in effect by key, in the order in which they first came.
    undone
        Entries that are without effect.
    """

    session: str = ""
    seq: int = 0
    at: datetime | None = None
    slots: Mapping[str, Mapping[str, Entry]] = field(default_factory=dict)
    undone: frozenset[int] = frozenset()
    # What was looked up once: a page asks for thousands of answers dozens of times.
    _there: dict[tuple[str, str], bool] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _standing: dict[str, tuple[Entry, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _events: dict[str, tuple[Event, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @property
    def title(self) -> str:
        """Title of the session; its name where it has none."""
        found = self.of(SessionCreated)
        return found[0].title if found else self.session

    def entries(self, kind: type[Event], *, last: int | None = None) -> tuple[Entry, ...]:
        """Entries of a kind whose team, person, practice and so on are there too.

        Parameters
        ----------
        last
            Only so many, those that came last; quick also where there are very many.
        """
        place = kind.kind.place
        if last is not None:
            newest = [*self.slots.get(place, {}).values()][::-1]
            return tuple(islice(filter(self._stands, newest), last))[::-1]
        if place not in self._standing:
            found = self.slots.get(place, {}).values()
            self._standing[place] = tuple(filter(self._stands, found))
        return self._standing[place]

    def of(self, kind: type[E], *, last: int | None = None) -> tuple[E, ...]:
        """Events of a kind, in the order in which their things first came; as `entries`."""
        if last is not None:
            return tuple(cast("E", entry.event) for entry in self.entries(kind, last=last))
        place = kind.kind.place
        if place not in self._events:
            self._events[place] = tuple(entry.event for entry in self.entries(kind))
        return cast("tuple[E, ...]", self._events[place])

    def held(self, kind: type[E]) -> tuple[E, ...]:
        """Events of a kind, also those whose team or person was taken back: they are still kept."""
        found = self.slots.get(kind.kind.place, {}).values()
        return tuple(cast("E", entry.event) for entry in found)

    def get(self, kind: type[E], *key: str) -> E | None:
        """The event about one thing; None if there is none, or what it refers to is not there."""
        entry = self.slots.get(kind.kind.place, {}).get("/".join(key))
        return cast("E", entry.event) if entry and self._stands(entry) else None

    def _stands(self, entry: Entry) -> bool:
        known = KINDS.get(entry.kind)
        if known is None or not known.kind.refers:
            return True
        return all(self.has(slot, key) for slot, key in entry.references)

    def has(self, slot: str, key: str) -> bool:
        """Whether a thing is there, and all that it refers to."""
        found = self._there.get((slot, key))
        if found is None:
            entry = self.slots.get(slot, {}).get(key)
            found = self._there[slot, key] = entry is not None and self._stands(entry)
        return found


class Draft:
    """A state that grows entry by entry; `state` gives it frozen."""

    def __init__(self, session: str) -> None:
        self.session = session
        self.log: list[Entry] = []
        self.undone: set[int] = set()
        self._slots: dict[str, dict[str, Entry]] = {}
        self._stale = False

    @property
    def seq(self) -> int:
        """Place of the last entry; 0 without entries."""
        return self.log[-1].seq if self.log else 0

    def add(self, entry: Entry) -> None:
        """Take in the next entry."""
        self.log.append(entry)
        if entry.kind in (UNDONE, REDONE) and entry.target is not None:
            change = self.undone.add if entry.kind == UNDONE else self.undone.discard
            change(entry.target)
            self._stale = True
        elif not self._stale:
            self._put(entry)

    def copy(self) -> Draft:
        """A draft of its own, to try out what may come next."""
        twin = Draft(self.session)
        twin.log, twin.undone = list(self.log), set(self.undone)
        twin._slots = {name: dict(slot) for name, slot in self._current().items()}
        return twin

    def state(self) -> SessionState:
        """The session as it stands now."""
        slots = {name: MappingProxyType(dict(slot)) for name, slot in self._current().items()}
        at = self.log[-1].at if self.log else None
        return SessionState(
            self.session, self.seq, at, MappingProxyType(slots), frozenset(self.undone)
        )

    def _current(self) -> dict[str, dict[str, Entry]]:
        """Slots that are up to date; what was undone is left out from the beginning on."""
        if self._stale:
            self._slots, self._stale = {}, False
            for entry in self.log:
                if entry.seq not in self.undone:
                    self._put(entry)
        return self._slots

    def _put(self, entry: Entry) -> None:
        if entry.kind in _SIDEWAYS:
            return
        if entry.kind == Withdrawn.kind.name:
            taken = cast("Withdrawn", entry.event)
            self._slots.get(taken.what, {}).pop(taken.key_of, None)
            return
        known = KINDS.get(entry.kind)
        place = known.kind.place if known else entry.kind
        key = str(entry.seq) if entry.key is None else entry.key
        self._slots.setdefault(place, {})[key] = entry

    def to_undo(self) -> int | None:
        """The last entry that can be undone; None if there is none."""
        found = (e.seq for e in reversed(self.log) if e.kind not in _STAYS)
        return next((seq for seq in found if seq not in self.undone), None)

    def to_redo(self) -> int | None:
        """The entry that was undone last, if nothing new came after; else None."""
        for entry in reversed(self.log):
            if entry.kind == UNDONE and entry.target in self.undone:
                return entry.target
            if entry.kind not in _SIDEWAYS:
                return None
        return None

    def refusal(self, new: Event) -> str:
        """Why an event cannot come next, with the mend; empty if it can."""
        if isinstance(new, Undone | Redone):
            return self._refused_turn(new)
        if isinstance(new, Withdrawn):
            there = new.key_of in self._current().get(new.what, {})
            shown = f"{new.what[:40]} {new.key_of[:80]}"
            return "" if there else f'there is no "{shown}" to withdraw; look at the log'
        return self._missing(new) or self._misplaced(new)

    def _missing(self, new: Event) -> str:
        state = SessionState(self.session, slots=self._current())
        for slot, key in new.references():
            if not state.has(slot, key):
                return f'{new.kind.name} speaks of "{key}", which is not there; add {slot} first'
        return ""

    def _misplaced(self, new: Event) -> str:
        key, slot = new.key() or "", self._current().get(new.kind.place, {})
        if new.kind.rule == "there" and key not in slot:
            return f'{new.kind.name}: "{key}" is not there; add {new.kind.place} first'
        if new.kind.rule == "new" and fold(key) in map(fold, slot):
            return f'{new.kind.name}: "{key or self.session}" is there already; choose another'
        return ""

    def _refused_turn(self, new: Undone | Redone) -> str:
        """Undo speaks of an earlier entry in effect, redo of one that was undone: no cycles."""
        if new.seq > self.seq:
            return f"{new.kind.name}: entry {new.seq} is not written yet; name an earlier one"
        if self.log[new.seq - 1].kind in _STAYS:
            return f"entry {new.seq} cannot be undone; name an entry of the work itself"
        if (new.seq in self.undone) == isinstance(new, Undone):
            state = "undone already" if isinstance(new, Undone) else "not undone"
            return f"entry {new.seq} is {state}; look at the log"
        return ""


def needs_look(new: Event) -> bool:
    """Whether it depends on the state if an event can come next."""
    turns = (Undone, Redone, Withdrawn)
    return isinstance(new, turns) or new.kind.rule != "any" or bool(new.references())


def state(entries: Iterable[Entry]) -> SessionState:
    """The session that some entries tell.

    Parameters
    ----------
    entries
        Of one session, from the first on, without gaps; a part of them gives the session as it
        stood then.

    Returns
    -------
    SessionState
        Without entries: the empty state.
    """
    draft: Draft | None = None
    for entry in entries:
        draft = draft or Draft(entry.session)
        draft.add(entry)
    return draft.state() if draft else SessionState()


TITLED: Final = (SessionCreated.kind.name, SessionChanged.kind.name)
