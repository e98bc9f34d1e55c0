"""Moments of the Net-Maps in a store: the states that can be laid beside each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from bestpractices.pages.demo.net_map import said
from bestpractices.pages.demo.session import DEMO
from bestpractices.pages.edition import Edition
from bestpractices.pages.sessions import history
from bestpractices.workshop import NetMapLink, NetMapSet, Store
from bestpractices.workshop.net_map import NetMap, is_of_map, net_map_of

_LAST: Final = 60  # steps of a map that can be chosen
_SESSIONS: Final = 30  # that were written last


@dataclass(frozen=True)
class Moment:
    """A map of a session after an entry; as it stands now where no entry is named."""

    session: str
    map: str
    seq: int | None = None
    label: str = ""

    @property
    def value(self) -> str:
        """How a form names it."""
        return f"{self.session}/{self.map}/{self.seq or ''}"

    @classmethod
    def read(cls, value: str) -> Moment | None:
        """The moment that a form names; None if it names none."""
        session, _, rest = value.partition("/")
        name, _, seq = rest.rpartition("/")
        if not session or not name or not (seq.isdecimal() or not seq):
            return None
        return cls(session, name, int(seq) if seq else None)

    def is_at(self, other: Moment | None) -> bool:
        """Whether both are the same moment of the same map."""
        return other is not None and self.value == other.value


def moments(e: Edition, store: Store, now: Moment) -> Iterator[Moment]:
    """Earlier states of a map, one for each step that was made, the newest first."""
    entries = [one for one in store.events(now.session) if is_of_map(one, now.map)]
    # events of one step belong together: the map stands only after the last of them
    ends = list({one.uid.rpartition("-")[0] or one.uid: one for one in entries}.values())
    state = store.state(now.session)
    for one in reversed(ends[-_LAST - 1 : -1]):
        at = one.at.astimezone()
        time = f"{e.t.date(at.date())}, {at:%H:%M}"
        yield replace(now, seq=one.seq, label=f"{time} – {history.sentence(e, one, state)}")


def others(e: Edition, store: Store, now: Moment) -> Iterator[Moment]:
    """Maps of other teams and sessions as they stand now, those written last first."""
    lines = sorted(store.sessions(), key=lambda one: one.changed, reverse=True)
    for line in lines[:_SESSIONS]:
        state = store.state(line.session)
        title = e.t("A session to try things out") if line.session == DEMO else line.title
        for name in dict.fromkeys(one.map for one in state.of(NetMapLink)):
            if (line.session, name) != (now.session, now.map):
                team = e.t(history.team_name(state, name))
                label = title if name == "main" else f"{title} – {team}"
                yield Moment(line.session, name, label=label)


def map_at(e: Edition, store: Store, moment: Moment) -> NetMap:
    """The map at a moment; empty if it was not begun.

    Raises
    ------
    NoSessionError
        If there is no such session.
    """
    state = store.state(moment.session, moment.seq)
    found = net_map_of(state, start=NetMapSet(map=moment.map))
    if moment.session != DEMO:
        return found
    return replace(found, frame=said(e, found.frame))


def is_same_map(one: Moment, other: Moment) -> bool:
    """Whether two moments are of one map, so that equal ids mean the same card."""
    return (one.session, one.map) == (other.session, other.map)
