"""New parts in the text of a record, so that nothing else in its file changes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from bestpractices.records.field_types import Part
from bestpractices.records.record_text import part_line

_FENCE: Final = "---"
# As in the templates: what a record says comes before what is said about it.
_LAST: Final = ("translation:", "review:", "checked:", "sources:")


def with_parts(text: str, added: Mapping[str, Sequence[Part]]) -> str:
    """The text of a record with parts at the end of its lists; a list that lacks is begun.

    Parameters
    ----------
    text
        Of a file with front matter; a list stands part by part under its name, or is empty.
    added
        New parts by the name of their list.

    Raises
    ------
    ValueError
        If the text is written in another way, so that only rewriting it as a whole would do.
    """
    opening, head, body = _apart(text)
    for name, parts in added.items():
        if parts:
            head = _with_list(head, name, [part_line(part) for part in parts])
    return "\n".join([opening, *head, _FENCE]) + body


def _apart(text: str) -> tuple[str, list[str], str]:
    found = re.match(r"---\n(.*?)\n---(?=\n|$)", text, re.DOTALL)
    if found is None:
        message = "the record has no front matter"
        raise ValueError(message)
    return _FENCE, found[1].split("\n"), text[found.end() :]


def _with_list(head: list[str], name: str, lines: list[str]) -> list[str]:
    at = next((n for n, line in enumerate(head) if line.startswith(f"{name}:")), None)
    if at is None:
        at = next((n for n, line in enumerate(head) if line.startswith(_LAST)), len(head))
        return [*head[:at], f"{name}:", *lines, *head[at:]]
    value, _, comment = head[at].removeprefix(f"{name}:").partition("#")
    if value.strip() not in ("", "[]"):
        message = f"the list {name} stands on one line"
        raise ValueError(message)
    end = next((n for n in range(at + 1, len(head)) if _is_key(head[n])), len(head))
    # What is remarked above the next name is about that one.
    while end > at + 1 and head[end - 1][:1] in ("", "#"):
        end -= 1
    label = f"{name}:  #{comment}" if comment else f"{name}:"
    return [*head[:at], label, *head[at + 1 : end], *lines, *head[end:]]


def _is_key(line: str) -> bool:
    return bool(line.strip()) and line[0] not in " #-"
