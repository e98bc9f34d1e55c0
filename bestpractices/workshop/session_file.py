"""Sessions as one JSON file, with a checksum: the same bytes for the same sessions."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from bestpractices.workshop.event import Entry
from bestpractices.workshop.faults import RefusedEventError, SessionFileError, UnknownKindError
from bestpractices.workshop.fields import one_line, session_name
from bestpractices.workshop.rows import new_entry
from bestpractices.workshop.state import Draft

FORMAT: Final = "bestpractices sessions"
VERSION: Final = 1
_AGAIN: Final = "export the session again"


def text(logs: Iterable[Sequence[Entry]]) -> str:
    """JSON of some sessions, one entry a line."""
    held = [_session(log) for log in logs if log]
    head = {"format": FORMAT, "version": VERSION, "checksum": _checksum(held)}
    lines = ",\n".join(map(_session_lines, held))
    return f'{_json(head)[:-1]}, "sessions": [{lines}]}}\n'


def sessions(content: str, *, name: str | None = None) -> list[list[Entry]]:
    """Logs of the sessions of a file, each event checked as if it were said now.

    Parameters
    ----------
    name
        Another name for the one session of the file.

    Raises
    ------
    SessionFileError
        If the file is not whole and sound; the message says where and the mend.
    """
    held = _held(content)
    if name is not None and len(held) != 1:
        message = f"the file holds {len(held)} sessions; only one can get another name"
        raise SessionFileError(message)
    return [_log(one, name) for one in held]


def _session(log: Sequence[Entry]) -> dict[str, Any]:
    return {"session": log[0].session, "events": [_event(entry) for entry in log]}


def _session_lines(one: dict[str, Any]) -> str:
    told = ",\n".join(map(_json, one["events"]))
    return f'{{"session": {_json(one["session"])}, "events": [\n{told}\n]}}'


def _event(entry: Entry) -> dict[str, Any]:
    return {
        "seq": entry.seq, "at": entry.moment, "by": entry.by, "kind": entry.kind,
        "version": entry.version, "payload": entry.fields, "uid": entry.uid,
    }  # fmt: skip


def _json(thing: object) -> str:
    return json.dumps(thing, ensure_ascii=False)


def _checksum(held: object) -> str:
    exact = json.dumps(held, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(exact.encode()).hexdigest()


def _held(content: str) -> list[Any]:
    """The sessions of a file that is whole."""
    try:
        file = json.loads(content)
    except json.JSONDecodeError as error:
        message = f"the file is cut or damaged at line {error.lineno}; {_AGAIN}"
        raise SessionFileError(message) from None
    except RecursionError:
        message = f"the file is nested too deeply to be a session; {_AGAIN}"
        raise SessionFileError(message) from None
    if not isinstance(file, dict) or file.get("format") != FORMAT:
        message = "the file holds no session; give one that bestpractices session export wrote"
        raise SessionFileError(message)
    if file.get("version") != VERSION:
        message = (
            f"the file is of version {file.get('version')} and this program reads {VERSION}; "
            "update bestpractices on both sides and export again"
        )
        raise SessionFileError(message)
    held = file.get("sessions")
    if not isinstance(held, list) or file.get("checksum") != _checksum(held):
        message = f"the file was changed after it was written; {_AGAIN}"
        raise SessionFileError(message)
    return held


def _log(one: Any, name: str | None) -> list[Entry]:
    try:
        named = session_name(name if name is not None else one["session"])
        if not one["events"]:
            message = f"session {named} has no entry; {_AGAIN}"
            raise SessionFileError(message)
        draft = Draft(named)
        for told in one["events"]:
            draft.add(_entry(draft, told))
        if len({entry.uid for entry in draft.log}) < len(draft.log):
            message = f"session {named} has an entry twice; {_AGAIN}"
            raise SessionFileError(message)
    except (TypeError, KeyError) as error:
        message = f"the file has no session in the usual form ({error}); {_AGAIN}"
        raise SessionFileError(message) from None
    except ValueError as error:
        if isinstance(error, SessionFileError):
            raise
        message = str(error)
        raise SessionFileError(message) from None
    return draft.log


def _entry(draft: Draft, told: Any) -> Entry:
    """Next entry of a log, if it can come next."""
    from bestpractices.workshop.event import event

    seq = draft.seq + 1
    place = f"session {draft.session}, entry {seq}"
    if told["seq"] != seq:
        message = f"{place} is missing or out of order; {_AGAIN}"
        raise SessionFileError(message)
    try:
        at = datetime.fromisoformat(told["at"])
        if not isinstance(told["uid"], str) or not told["uid"]:
            raise TypeError(told["uid"])
        said = event(told["kind"], told["payload"], version=told["version"])
        entry = new_entry(
            (draft.session, seq), said, at=at, by=one_line(told["by"]), uid=told["uid"]
        )
    except UnknownKindError:
        message = f"{place} is of a kind this program lacks ({told['kind']}); update bestpractices"
        raise SessionFileError(message) from None
    except (RefusedEventError, ValueError) as error:
        message = f"{place}: {error}"
        raise SessionFileError(message) from None
    problem = _impossible(draft, entry)
    if problem:
        message = f"{place}: {problem}"
        raise SessionFileError(message)
    return entry


def _impossible(draft: Draft, entry: Entry) -> str:
    """Why an entry cannot stand where it stands."""
    if (entry.seq == 1) != (entry.kind == "session_created"):
        return f"a session begins with session_created, and only there; {_AGAIN}"
    if draft.log and entry.moment < draft.log[-1].moment:
        return f"is earlier than the entry before it; {_AGAIN}"
    return draft.refusal(entry.event)
