"""What an event is: a frozen payload of a kind, and the entry that the log keeps of it.

A new kind is a subclass of `Event` with a ``kind``; importing its module makes it known.

Examples
--------
>>> class TeaServed(Event):
...     kind: ClassVar[Kind] = Kind("tea_served", key=("team",))
...     team: Key
>>> event("tea_served", {"team": "konya"}).key()
'konya'
>>> _ = KINDS.pop("tea_served")
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, ClassVar, Final, Literal, NamedTuple, TypeAlias

from pydantic import BaseModel, ConfigDict, ValidationError

from bestpractices.workshop.faults import RefusedEventError, UnknownKindError
from bestpractices.workshop.fields import Key

__all__ = ["KINDS", "Entry", "Event", "Key", "Kind", "Refers", "event"]

# ``new``: the thing may not be there yet; ``there``: it must be; ``any``: the newest holds.
Rule: TypeAlias = Literal["new", "there", "any"]


@dataclass(frozen=True)
class Refers:
    """Fields that together name another thing of the session, which must be there.

    Parameters
    ----------
    slot
        Where that thing is kept, such as ``team_added``.
    fields
        Fields of the payload that make its key; nothing is asked where one of them is None.
    """

    slot: str
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Kind:
    """What the log knows of a kind of event.

    Parameters
    ----------
    name
        As it stands in the log and in files; never given to another meaning.
    key
        Fields that say which thing the event is about: of equal ones the newest holds. ``()``: the
        session has one; None: every event is a thing of its own.
    slot
        Under which name it is kept in the state, if not its own: a change takes the place of the
        first entry.
    rule
        Whether the thing must be new or there already.
    refers
        Other things that must be there; while they are not, this one is not shown.
    persons
        Fields that hold pseudonyms of persons.
    words
        Fields with what those persons said; erased together with them.
    version
        Of the payload; raised when its fields change.
    upgrade
        Payload of an older version, and that version, into one of today.
    """

    name: str
    key: tuple[str, ...] | None = None
    slot: str = ""
    rule: Rule = "any"
    refers: tuple[Refers, ...] = ()
    persons: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    version: int = 1
    upgrade: Callable[[dict[str, Any], int], dict[str, Any]] | None = None

    @property
    def place(self) -> str:
        """Name of the slot in the state."""
        return self.slot or self.name


KINDS: Final[dict[str, type[Event]]] = {}


class Event(BaseModel):
    """Base of all payloads: frozen, no unknown field, no silent conversion."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)
    kind: ClassVar[Kind]

    @classmethod
    def __pydantic_init_subclass__(cls, **_: Any) -> None:
        """Make the kind known by its name."""
        known = KINDS.setdefault(cls.kind.name, cls)
        if known is not cls and known.__qualname__ != cls.__qualname__:
            message = f"two kinds of event are called {cls.kind.name}"
            raise TypeError(message)
        KINDS[cls.kind.name] = cls

    def key(self) -> str | None:
        """Which thing the event is about; None if it is one of its own."""
        fields = self.kind.key
        return None if fields is None else "/".join(str(getattr(self, f) or "") for f in fields)

    def references(self) -> list[tuple[str, str]]:
        """Slot and key of the things that must be there."""
        named = [(r.slot, [getattr(self, f) for f in r.fields]) for r in self.kind.refers]
        return [(slot, "/".join(parts)) for slot, parts in named if None not in parts]

    def as_json(self) -> str:
        """The payload as JSON, one spelling for equal events."""
        return json.dumps(
            self.model_dump(mode="json"), ensure_ascii=False, separators=(",", ":"), sort_keys=True
        )


def event(kind: str, payload: object, *, version: int | None = None) -> Event:
    """Event of a kind from its payload as JSON gives it.

    Raises
    ------
    UnknownKindError
        If there is no such kind; the message names those there are.
    RefusedEventError
        If the payload does not fit; the message says which field and the mend.
    """
    model = KINDS.get(kind)
    if model is None:
        message = f'there is no kind "{kind[:80]}"; use one of {", ".join(sorted(KINDS))}'
        raise UnknownKindError(message)
    if not isinstance(payload, dict):
        message = f"the payload of {kind} must be an object with its fields in braces"
        raise RefusedEventError(message)
    old, now = version or model.kind.version, model.kind
    if old > now.version:
        message = f"{kind} of version {old} comes from a newer program; update bestpractices"
        raise RefusedEventError(message)
    if old < now.version and now.upgrade is not None:
        payload = now.upgrade(payload, old)
    try:
        return model.model_validate_json(json.dumps(payload, ensure_ascii=False).encode())
    except UnicodeEncodeError:
        message = f"{kind} holds half a character; type the text again"
        raise RefusedEventError(message) from None
    except (ValidationError, RecursionError) as error:
        raise RefusedEventError(_sentence(kind, error)) from None


def _sentence(kind: str, error: ValidationError | RecursionError) -> str:
    if isinstance(error, RecursionError):
        return f"the payload of {kind} is nested too deeply; write it flat"
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    place = ".".join(str(part) for part in first["loc"])
    said = str(first["msg"]).removeprefix("Value error, ")
    said = {"Field required": "is missing", "Extra inputs are not permitted": "is unknown"}.get(
        said, said
    )
    return f"{kind}: {place[:80]} {said}" if place else f"{kind}: {said}"


# A plain tuple: an old session has a hundred thousand entries, and dataclasses take twice the time.
class _Kept(NamedTuple):
    session: str
    seq: int
    moment: str
    by: str
    kind: str
    version: int
    key: str | None
    target: int | None
    payload: str
    uid: str


class Entry(_Kept):
    """One event as the log keeps it; nothing in it changes.

    Parameters
    ----------
    session, seq
        Its place: counted from 1 without gaps.
    moment
        When it was written, as ISO text in UTC; never before the entry above it.
    by
        Role of who wrote it, such as ``coach``; never the name of a person.
    kind, version, payload
        The event; the payload as JSON text, read only where it is asked for.
    key
        Which thing it is about; None if it is one of its own.
    target
        Entry that it undoes or brings back.
    uid
        Once in its session, and the same in every copy of it.
    """

    @property
    def at(self) -> datetime:
        """When it was written."""
        return datetime.fromisoformat(self.moment)

    @cached_property
    def event(self) -> Event:
        """The event itself.

        Raises
        ------
        UnknownKindError
            If no module that is loaded knows its kind.
        """
        model = KINDS.get(self.kind)
        if model is not None and model.kind.version == self.version:
            return model.model_validate_json(self.payload)
        return event(self.kind, self.fields, version=self.version)

    @cached_property
    def references(self) -> list[tuple[str, str]]:
        """Slot and key of the things that must be there; as `Event.references`."""
        return self.event.references()

    @property
    def fields(self) -> dict[str, Any]:
        """The payload as a mapping, also of a kind that is not known here."""
        found: dict[str, Any] = json.loads(self.payload)
        return found
