"""Results with reasons in the forms of the command line: text, JSON and CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeAlias

from bestpractices.analysis.matching.reason import Reason
from bestpractices.texts import Texts

Row: TypeAlias = Iterable[object]


def in_form(
    form: str,
    document: Callable[[], Any],
    *,
    rows: Callable[[], Iterable[Row]],
    lines: Callable[[], Iterable[str]],
) -> str:
    """One result in one of the forms ``text``, ``json`` and ``csv``; only that one is made.

    Parameters
    ----------
    document
        For JSON; no number in it is infinite.
    rows
        For CSV, the heads first.
    lines
        For a terminal.
    """
    if form == "json":
        return json.dumps(document(), ensure_ascii=False, indent=2, allow_nan=False)
    if form == "csv":
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows(rows())
        return out.getvalue().rstrip("\n")
    return "\n".join(lines())


def in_one_cell(reasons: Iterable[Reason], lang: str) -> str:
    """Reasons as a cell of a table; empty without any."""
    return " | ".join(one.sentence(lang) for one in reasons)


def listed(label: str, reasons: Iterable[Reason], texts: Texts) -> Iterator[str]:
    """Reasons of one side as lines of a terminal, each with the side's label."""
    for one in reasons:
        yield f"   - {texts(label)}: {one.sentence(texts.lang)}"
