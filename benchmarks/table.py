"""Figures of two servers side by side, as lines of text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from statistics import median
from typing import Any, Final

Visit = Mapping[str, Any]

ROWS: Final = {
    "requests": "requests to the server",
    "kilobytes": "received over the line, kB",
    "card": "first practice card, ms",
    "view": "view with search box, ms",
    "elsewhere": "requests to other hosts",
}
LINE: Final = "{:<38}{:>22}{:>20}{:>12}"


def table(measured: Mapping[str, Any]) -> Iterator[str]:
    """Lines of the table: median (least-most) of the visits, and stock divided by ours."""
    first = {name: [visit] for name, visit in measured["first"].items()}
    yield LINE.format("", "stock Voila", "ours", "stock/ours")
    for row, words in ROWS.items():
        yield _line(words, figures(measured["visits"], row))
    for row in ("card", "view"):
        yield _line(f"very first: {ROWS[row]}", figures(first, row))
    for when, megabytes in measured["memory"].items():
        words = f"server's memory {when} the visits, MB"
        yield _line(words, {name: [value] for name, value in megabytes.items()})


def figures(visits: Mapping[str, Sequence[Visit]], row: str) -> dict[str, list[float]]:
    """One figure of all visits, by server."""
    return {name: [visit[row] for visit in those] for name, those in visits.items()}


def _line(words: str, columns: Mapping[str, Sequence[float]]) -> str:
    stock, ours = columns["stock"], columns["ours"]
    ratio = f"{median(stock) / median(ours):.1f}" if median(ours) else "-"
    return LINE.format(words, _span(stock), _span(ours), ratio)


def _span(values: Sequence[float]) -> str:
    middle = f"{median(values):.0f}"
    return f"{middle} ({min(values):.0f}-{max(values):.0f})" if len(values) > 1 else middle
