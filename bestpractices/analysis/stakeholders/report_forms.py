"""The report of a network as JSON and as CSV, for other programs."""

from __future__ import annotations

import csv
import io
import json
import math
import re
from typing import Any, Final

from bestpractices.analysis.stakeholders.report import Report

# Signs with which a spreadsheet begins a formula, the full-width forms of East Asia included.
_FORMULA: Final = re.compile("[=+\\-@\t\r\uff1d\uff0b\uff0d\uff20]")


def as_json(report: Report) -> str:
    """One document: ``network``, ``nodes`` and ``key_players``; what is not defined is null."""
    return json.dumps(as_fields(report), ensure_ascii=False, allow_nan=False, indent=2)


def as_fields(report: Report) -> dict[str, Any]:
    """The document that ``bestpractices network --format json`` gives, as plain values."""
    return {
        "network": {name: _plain(value) for name, value in report.network.items()},
        "nodes": _rows(report),
        "key_players": {
            aim: {"sets": [list(one) for one in found["sets"]], "value": _plain(found["value"])}
            for aim, found in report.key_players.items()
        },
    }


def _rows(report: Report) -> list[dict[str, Any]]:
    columns = {"id": report.nodes.index.tolist()}
    columns |= {str(name): report.nodes[name].tolist() for name in report.nodes}
    rows = zip(*columns.values(), strict=True)
    return [dict(zip(columns, map(_plain, row), strict=True)) for row in rows]


def _plain(value: Any) -> Any:
    """Value as JSON has it: a whole number, a number, text, or nothing."""
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def as_csv(report: Report) -> str:
    """One row a node, in id order; an empty cell where a measure is not defined."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(["id", *report.nodes])
    for row in _rows(report):
        writer.writerow([_harmless(cell) for cell in row.values()])
    return buffer.getvalue()


def _harmless(cell: Any) -> Any:
    """Text that no spreadsheet takes for a formula."""
    if isinstance(cell, bool):
        return str(cell).lower()
    return f"'{cell}" if isinstance(cell, str) and _FORMULA.match(cell) else cell
