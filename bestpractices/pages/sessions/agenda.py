"""Agendas to begin a session with; the coach changes what does not fit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from bestpractices.pages.sessions.names import identity
from bestpractices.texts import N_
from bestpractices.workshop import AgendaItem, AgendaReached, AgendaSet, SessionState

# Title, minutes, step of the thread. Titles are kept in English and shown in the reader's language.
TEMPLATES: Final[dict[str, tuple[str, tuple[tuple[str, int, str | None], ...]]]] = {
    "half-day": (
        N_("Half a day: from a need to a plan (3 hours)"),
        (
            (N_("Welcome, aims, consent"), 15, None),
            (N_("The need"), 25, "need"),
            (N_("Practices that answer it"), 30, "practices"),
            (N_("Building blocks"), 15, "blocks"),
            (N_("Break"), 15, None),
            (N_("Could it work here?"), 35, "transferability"),
            (N_("Keep, adapt, drop"), 20, "adaptation"),
            (N_("With whom"), 10, "counterpart"),
            (N_("Next steps"), 15, "follow_up"),
        ),
    ),
    "short": (
        N_("Short: one need, one practice (90 minutes)"),
        (
            (N_("Welcome, aims, consent"), 5, None),
            (N_("The need"), 15, "need"),
            (N_("Practices that answer it"), 25, "practices"),
            (N_("Could it work here?"), 30, "transferability"),
            (N_("Next steps"), 15, "follow_up"),
        ),
    ),
}


def agenda(template: str, starts: datetime | None) -> dict[str, Any]:
    """Payload of the agenda of a template; the first template where there is none of this name."""
    _, items = TEMPLATES.get(template) or next(iter(TEMPLATES.values()))
    return {
        "items": [{"title": title, "minutes": m, "step": step} for title, m, step in items],
        "starts": starts.isoformat() if starts else None,
    }


STEPS: Final = {
    "need": N_("Need"),
    "practices": N_("Practices"),
    "blocks": N_("Building blocks"),
    "transferability": N_("Could it work here?"),
    "adaptation": N_("Adaptation"),
    "counterpart": N_("Counterpart"),
    "study_visit": N_("Study visit"),
    "problem_tree": N_("Problem tree"),
    "logframe": N_("Logframe"),
    "work_plan": N_("Work plan"),
    "concept": N_("Concept"),
    "follow_up": N_("Next steps"),
}


def keys(items: Sequence[AgendaItem]) -> list[str]:
    """A name for each part that stays with it when others move: its title, and which of these.

    Examples
    --------
    >>> keys([AgendaItem(title="Break", minutes=5)] * 2)
    ['break-1', 'break-2']
    """
    seen: Counter[str] = Counter()
    found = []
    for item in items:
        name = identity(item.title, "part")
        seen[name] += 1
        found.append(f"{name}-{seen[name]}")
    return found


@dataclass(frozen=True)
class Slot:
    """One part of the agenda: its place, its planned times, and whether the room is there."""

    number: int
    key: str
    item: AgendaItem
    starts: datetime | None
    reached: bool
    passed: bool

    @property
    def clock(self) -> str:
        """Planned beginning, such as 14:20; empty where the day is not set."""
        return self.starts.strftime("%H:%M") if self.starts else ""


def _later(starts: datetime | None, minutes: int) -> datetime | None:
    """So many minutes later; None for a day that is not set, or after the last of all years."""
    try:
        return starts and starts + timedelta(minutes=minutes)
    except OverflowError:  # a typing error in the year must not close the session
        return None


def slots(state: SessionState) -> tuple[Slot, ...]:
    """The agenda of a session in its order; empty where it has none."""
    found = state.get(AgendaSet, "") if state.of(AgendaSet) else None
    if found is None:
        return ()
    reached = state.of(AgendaReached)
    at = reached[0].item if reached else -1
    made, minutes = [], 0
    for number, (key, item) in enumerate(zip(keys(found.items), found.items, strict=True)):
        begins = _later(found.starts, minutes)
        made.append(Slot(number, key, item, begins, number == at, number < at))
        minutes += item.minutes
    return tuple(made)
