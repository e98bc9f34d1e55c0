"""What sessions tell of practices, looked at again only where a session has changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from bestpractices.pages.sessions.told import told_in_session
from bestpractices.pages.teams.taken_up import TakenUp
from bestpractices.workshop import ReuseRecorded, SessionLine, Store

_KIND: Final = ReuseRecorded.kind.name
_AT_ONCE: Final = 5_000  # entries; a long session is not held in memory as a whole


@dataclass(frozen=True)
class Told:
    """What may be shown, by practice, in the order of the sessions; and its version."""

    by_practice: Mapping[str, tuple[TakenUp, ...]] = field(default_factory=dict)

    @cached_property
    def version(self) -> str:
        """The same for the same contents, nothing included."""
        return hashlib.sha256(repr(dict(self.by_practice)).encode()).hexdigest()[:12]


class ToldWatch:
    """Looks at sessions for what teams tell of practices; a session without any costs nothing."""

    def __init__(self) -> None:
        self.told = Told()
        self._seen: dict[str, int] = {}
        self._found: dict[str, tuple[TakenUp, ...]] = {}

    def look(self, store: Store, lines: Iterable[SessionLine]) -> None:
        """Look at the sessions that have entries which were not seen yet.

        Raises
        ------
        WorkshopError
            If the store does not answer; what was found before stays.
        """
        there = {line.session: line for line in lines}
        for gone in self._seen.keys() - there.keys():
            del self._seen[gone]
            self._found.pop(gone, None)
        for line in there.values():
            seen = self._seen.get(line.session, 0)
            if line.seq == seen:
                continue
            # Fewer entries than before: another store stands in the place of the first.
            new = seen if seen < line.seq else 0
            if line.session in self._found or _has_told(store, line, new):
                self._found[line.session] = told_in_session(store.state(line.session))
            self._seen[line.session] = line.seq
        self._take()

    def _take(self) -> None:
        by_practice: dict[str, list[TakenUp]] = {}
        for session in sorted(self._found):
            for one in self._found[session]:
                by_practice.setdefault(one.practice, []).append(one)
        frozen = {name: tuple(some) for name, some in sorted(by_practice.items())}
        self.told = Told(frozen)


def _has_told(store: Store, line: SessionLine, after: int) -> bool:
    """Whether some of the new entries are follow-ups."""
    return any(
        entry.kind == _KIND
        for begin in range(after, line.seq, _AT_ONCE)
        for entry in store.events(line.session, begin, begin + _AT_ONCE)
    )
