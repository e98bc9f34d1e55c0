"""All that the sessions hold about a person, as one JSON file: what every person may ask for."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from bestpractices.workshop.erasure import MARK, Named, without
from bestpractices.workshop.event import KINDS, Entry
from bestpractices.workshop.faults import UnknownPersonError
from bestpractices.workshop.state import state

FORMAT: Final = "bestpractices person"
VERSION: Final = 1


def person_text(person: str, logs: Iterable[Sequence[Entry]]) -> str:
    """JSON of every entry that `Store.erase` would change.

    An entry in which the person takes part or speaks is given whole. Of what others said, only the
    fields that name the person are given: the rest is about those others.

    Parameters
    ----------
    person
        The pseudonym, however it is spelled.
    logs
        Entries of whole sessions, those that were undone included.

    Raises
    ------
    UnknownPersonError
        If nothing is held about the person.
    """
    named = Named(person)
    told = [found for log in logs if log and (found := _session(log, named))]
    if not told:
        message = f'nobody called "{person[:80]}" is in the store; look at the log for the name'
        raise UnknownPersonError(message)
    head = {"format": FORMAT, "version": VERSION, "person": person.strip(), "sessions": told}
    return json.dumps(head, ensure_ascii=False, indent=1) + "\n"


def _session(log: Sequence[Entry], named: Named) -> dict[str, Any]:
    """A session with its entries about the person; empty if there are none."""
    found = list(_about(log, named))
    if not found:
        return {}
    now = state(log)
    entries = [{**one, "undone": one["seq"] in now.undone} for one in found]
    return {"session": log[0].session, "title": now.title, "entries": entries}


def _about(log: Sequence[Entry], named: Named) -> Iterator[dict[str, Any]]:
    for entry in filter(named.may_be_in, log):
        new = without(entry, named, MARK)
        if new is None:
            continue
        known, fields, rest = KINDS.get(entry.kind), entry.fields, new.fields
        own = known is not None and any(named.is_(fields.get(n)) for n in known.kind.persons)
        shown = fields if own else {n: v for n, v in fields.items() if rest[n] != v}
        yield {
            "seq": entry.seq, "at": entry.moment, "by": entry.by, "kind": entry.kind,
            "own": own, "payload": shown,
        }  # fmt: skip
