"""What the coach changes in an agenda: its parts, their order and minutes, when it begins."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final, cast

from bestpractices.pages.desk import Action, Desk, Entered, EntryError
from bestpractices.pages.sessions.agenda import agenda, keys
from bestpractices.texts import N_
from bestpractices.workshop import AgendaItem, AgendaReached, AgendaSet, Event, event

NO_DAY: Final = N_("The day or the hour cannot be read. Write it as 2026-11-22 and 14:00.")
_NO_TITLE: Final = N_("Give every part of the agenda a title, or remove it.")
_NO_MINUTES: Final = N_("Give every part its minutes: a whole number from 1 to 1440.")
_NO_PART: Final = N_("This part of the agenda is not there any more.")
_MOST_MINUTES: Final = 1440  # a day


def moment(entered: Entered) -> datetime | None:
    """When the session begins, by the clock of this machine; None where no day was given.

    Raises
    ------
    EntryError
        If it is no day or no hour.
    """
    day, hour = entered.text("day"), entered.text("hour") or "09:00"
    if not day:
        return None
    try:
        return datetime.fromisoformat(f"{day}T{hour}").astimezone()
    except (ValueError, OverflowError):
        raise EntryError(NO_DAY) from None


def _agenda(desk: Desk) -> AgendaSet:
    """The agenda as it stands; without one it is empty."""
    return next(iter(desk.state().of(AgendaSet)), AgendaSet(items=()))


def _reached(desk: Desk) -> int | None:
    return next((one.item for one in desk.state().of(AgendaReached)), None)


def _change(desk: Desk, entered: Entered) -> None:
    """Take over what was typed into the parts, and what the button that was pressed asks for.

    Parts that somebody else added meanwhile stay, and those that went do not come back.
    """
    before = _agenda(desk)
    names = keys(before.items)
    do, _, at = entered.text("do").partition(" ")
    if do and at not in names:
        raise EntryError(_NO_PART)
    order = _ordered(names, do, at)
    items = dict(zip(names, before.items, strict=True))
    parts = [_typed(desk, entered, name, items[name]) for name in order]
    here = _reached(desk)
    was = names[here] if here is not None and here < len(names) else None
    now = order.index(was) if was in order else here
    _write(desk, entered, before, parts, reached=now)


def _ordered(names: Sequence[str], do: str, at: str) -> list[str]:
    """Names of the parts after one moved by one place, or went; at an end it stays."""
    order = [name for name in names if not (do == "remove" and name == at)]
    if do in ("up", "down"):
        place = order.index(at)
        order.insert(max(0, place + (-1 if do == "up" else 1)), order.pop(place))
    return order


def _typed(desk: Desk, entered: Entered, name: str, item: AgendaItem) -> AgendaItem:
    """A part as it was typed; as it was where the form did not show it."""
    if f"title.{name}" not in entered.fields:
        return item
    title = entered.text(f"title.{name}")
    # Whoever leaves a title of ours as it is leaves it in every language.
    same = title == desk.e.t(item.title)
    return _part(item.title if same else title, entered, f".{name}")


def _part(title: str, entered: Entered, suffix: str = "") -> AgendaItem:
    minutes = entered.text(f"minutes{suffix}")
    if not title:
        raise EntryError(_NO_TITLE)
    if not (minutes.isdecimal() and 1 <= int(minutes) <= _MOST_MINUTES):
        raise EntryError(_NO_MINUTES)
    told = {"title": title, "minutes": int(minutes), "step": entered.some(f"step{suffix}")}
    return _set({"items": [told]}).items[0]


def _set(payload: object) -> AgendaSet:
    return cast("AgendaSet", event("agenda_set", payload))


def _add(desk: Desk, entered: Entered) -> None:
    before = _agenda(desk)
    part = _part(entered.text("title"), entered)
    _write(desk, entered, before, [*before.items, part], reached=_reached(desk))


def _begin_anew(desk: Desk, entered: Entered) -> None:
    before = _agenda(desk)
    parts = _set(agenda(entered.text("template"), before.starts)).items
    _write(desk, entered, before, parts, reached=_reached(desk))


def _write(
    desk: Desk, entered: Entered, before: AgendaSet, parts: Sequence[AgendaItem],
    *, reached: int | None,
) -> None:  # fmt: skip
    """Keep an agenda, and with it the place where the room is; nothing if all is as before."""
    events: list[Event] = []
    if tuple(parts) != before.items:
        events.append(AgendaSet(items=tuple(parts), starts=before.starts))
    last = max(0, len(parts) - 1)
    if reached is not None and min(reached, last) != _reached(desk):
        events.append(AgendaReached(item=min(reached, last)))
    if events:
        desk.write(entered, *events)


def _here(desk: Desk, entered: Entered) -> None:
    number = entered.text("item")
    if not number.isdecimal() or int(number) >= len(_agenda(desk).items):
        raise EntryError(_NO_PART)
    desk.write(entered, AgendaReached(item=int(number)))


def _starts(desk: Desk, entered: Entered) -> None:
    desk.write(entered, AgendaSet(items=_agenda(desk).items, starts=moment(entered)))


def _now(desk: Desk, entered: Entered) -> None:
    """The part where the room is begins now, and all times with it; without one the first part."""
    found, here = _agenda(desk), _reached(desk)
    before = sum(item.minutes for item in found.items[:here]) if here else 0
    now = datetime.now().astimezone().replace(second=0, microsecond=0)
    events: list[Event] = [AgendaSet(items=found.items, starts=now - timedelta(minutes=before))]
    if here is None and found.items:
        events.append(AgendaReached(item=0))
    desk.write(entered, *events)


ACTIONS: Final[dict[str, Action]] = {
    "agenda": _change,
    "agenda_add": _add,
    "agenda_template": _begin_anew,
    "agenda_at": _here,
    "agenda_now": _now,
    "starts": _starts,
}
