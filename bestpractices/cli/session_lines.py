"""Events from standard input, acknowledged on standard output once they are durable."""

from __future__ import annotations

import codecs
import json
import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from bestpractices.workshop import Event, Store

# What has arrived is written together: one wait for the disk, then all acknowledgements. More at
# once would keep others from writing for too long.
_MOST_AT_ONCE: Final = 500
_CHUNK: Final = 1 << 16
_LONGEST_LINE: Final = 1 << 20  # bytes; the longest event is a tenth of it


class _BadLineError(Exception):
    """A line that is no event; the message says the mend."""


def append_lines(store: Store, session: str, *, by: str) -> int:
    """Write what standard input brings; gives the exit code.

    The first line that does not fit ends it, with its number and the mend on standard error; the
    lines before it are written and acknowledged, those after it are not read.
    """
    if sys.stdout is None:
        return _complain("standard output is closed, so nothing could be acknowledged")
    store.seq(session)  # a session that is not there is told before anything is read
    number = 0
    for lines in _arriving():
        events, bad = _events(lines, number)
        number += len(lines)
        code = _written(store, session, events, by=by)
        if code or bad:
            return code or _complain(bad)
    return 0


def _written(store: Store, session: str, events: list[tuple[int, Event]], *, by: str) -> int:
    """Write events, each with the number of its line, and acknowledge them."""
    from bestpractices.workshop import RefusedEventError

    try:
        done = store.append_all(session, [event for _, event in events], by=by)
    except RefusedEventError as error:
        code = _written(store, session, events[: error.index], by=by)
        return code or _complain(f"line {events[error.index][0]}: {error}")
    try:
        for seq in done:
            print(json.dumps({"seq": seq}))
        sys.stdout.flush()
    except (BrokenPipeError, ValueError):
        _silence()
        note = "nobody reads the acknowledgements any more; what was written stays"
        return _complain(note)
    return 0


def _events(lines: list[bytes], before: int) -> tuple[list[tuple[int, Event]], str]:
    """Events of some lines up to the first bad one, and what is wrong with that."""
    from bestpractices.workshop import RefusedEventError

    found: list[tuple[int, Event]] = []
    for number, line in enumerate(lines, start=before + 1):
        try:
            if line.strip():
                found.append((number, _event(line)))
        except (_BadLineError, RefusedEventError) as error:
            return found, f"line {number}: {error}"
    return found, ""


def _event(line: bytes) -> Event:
    from bestpractices.workshop import event

    form = 'write {"kind": "note", "payload": {"text": "..."}} on one line'
    try:
        told = json.loads(line.removeprefix(codecs.BOM_UTF8).decode())
    except UnicodeDecodeError:
        message = "is not UTF-8; save the text as UTF-8"
        raise _BadLineError(message) from None
    except (json.JSONDecodeError, RecursionError, ValueError):
        message = f"is no whole JSON object; {form}"
        raise _BadLineError(message) from None
    if not isinstance(told, dict) or not isinstance(told.get("kind"), str):
        message = f"has no kind; {form}"
        raise _BadLineError(message)
    if set(told) - {"kind", "payload"}:
        message = f"has more than kind and payload; {form}"
        raise _BadLineError(message)
    return event(told["kind"], told.get("payload", {}))


def _arriving() -> Iterator[list[bytes]]:
    """Lines as they arrive, some at once; the last may lack its end."""
    rest = b""
    while sys.stdin is not None and (chunk := os.read(sys.stdin.fileno(), _CHUNK)):
        *lines, rest = (rest + chunk).split(b"\n")
        for start in range(0, len(lines), _MOST_AT_ONCE):
            yield lines[start : start + _MOST_AT_ONCE]
        if len(rest) > _LONGEST_LINE:
            break
    if rest:
        yield [rest]


def _complain(message: str) -> int:
    print(f"bestpractices: {message}", file=sys.stderr)
    return 1


def _silence() -> None:
    """Let Python not try again at its end to write what nobody reads."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, sys.stdout.fileno())
