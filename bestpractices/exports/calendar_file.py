"""Days to remember as a file that calendar programs take in (iCalendar)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

_LONGEST_LINE: Final = 75  # bytes without the end of the line (RFC 5545, section 3.1)
_ESCAPED: Final = {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"}
_UNSEEN: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True)
class WholeDay:
    """Something that belongs to a day and to no hour.

    Parameters
    ----------
    uid
        Its name for ever: a program that takes in the file again changes the entry of this name.
    note
        What is told beside the title; empty: nothing.
    """

    uid: str
    day: date
    title: str
    note: str = ""


def calendar_file(days: Iterable[WholeDay], *, name: str, made: datetime) -> bytes:
    """Calendar in UTF-8; the same for the same days.

    Parameters
    ----------
    days
        In the order of the file; none: a calendar without entries.
    name
        What programs call the calendar.
    made
        When what it says was true, with its zone; it stands at every entry.

    References
    ----------
    RFC 5545, Internet Calendaring and Scheduling Core Object Specification (iCalendar).
    """
    stamp = made.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//bestpractices//session//EN",
             "CALSCALE:GREGORIAN", f"X-WR-CALNAME:{escaped(name)}"]  # fmt: skip
    for one in days:
        lines += _entry(one, stamp)
    return "".join(f"{folded(line)}\r\n" for line in (*lines, "END:VCALENDAR")).encode()


def escaped(text: str) -> str:
    r"""Text of a property: the four signs that mean something are escaped, unseen ones go.

    Examples
    --------
    >>> print(escaped("a, b;\nc"))
    a\, b\;\nc
    """
    seen = _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(_ESCAPED.get(sign, sign) for sign in seen)


def folded(line: str) -> str:
    """A line cut so that no part is longer than 75 bytes; no letter is cut apart."""
    return "\r\n ".join(_pieces(line))


def _pieces(line: str) -> Iterator[str]:
    piece, room = "", _LONGEST_LINE
    for sign in line:
        size = len(sign.encode())
        if size > room:
            yield piece
            # The space that continues a line counts too.
            piece, room = "", _LONGEST_LINE - 1
        piece, room = piece + sign, room - size
    yield piece


def _entry(one: WholeDay, stamp: str) -> list[str]:
    lines = [
        "BEGIN:VEVENT",
        f"UID:{escaped(one.uid)}",
        f"DTSTAMP:{stamp}",
        f"DTSTART;VALUE=DATE:{_written(one.day)}",
        f"SUMMARY:{escaped(one.title)}",
        # A day to remember keeps nobody from meeting others on it.
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]
    if one.day < date.max:  # without its end an entry lasts one day as well
        lines.insert(4, f"DTEND;VALUE=DATE:{_written(one.day + timedelta(1))}")
    if one.note:
        lines.insert(-2, f"DESCRIPTION:{escaped(one.note)}")
    return lines


def _written(day: date) -> str:
    # Years have four digits there; strftime gives fewer on some systems.
    return day.isoformat().replace("-", "")
