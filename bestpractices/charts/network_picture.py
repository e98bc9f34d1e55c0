"""A network as SVG text for print and for pages that run nothing: no script, no style sheet.

Colours are written into the picture, because it is saved and printed alone.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from bestpractices.charts.frame import Box
from bestpractices.charts.labels import FONT_SIZE, Corner, Label, Side, free_label, text_width
from bestpractices.charts.network_signs import node_sign

WIDTH: Final = 900.0
PADDING: Final = 26.0
_SMALLEST: Final = 3.5
_LARGEST: Final = 13.0
_LINE: Final = 20.0  # of the legend
_LONGEST: Final = 38  # letters of a name
_INK: Final = "#1d2429"
_TIE: Final = "#9aa0a3"
_MARKED: Final = "#a3201d"
_SIDES: Final = (
    Side.RIGHT, Side.LEFT, Side.ABOVE, Side.BELOW,
    Corner.ABOVE_RIGHT, Corner.BELOW_RIGHT, Corner.ABOVE_LEFT, Corner.BELOW_LEFT,
)  # fmt: skip


@dataclass(frozen=True)
class Dot:
    """A node: its place (0 to 1, ``y`` upwards), its group, and what its area shows, 0 and up."""

    id: str
    label: str
    x: float
    y: float
    group: str = ""
    value: float = 0.0


@dataclass(frozen=True)
class Line:
    """A tie; a marked one is drawn in another colour and twice as wide."""

    start: str
    end: str
    marked: bool = False


def network_picture(
    dots: Sequence[Dot],
    lines: Iterable[Line],
    *,
    title: str,
    groups: Mapping[str, str] | None = None,
    marked: str = "",
) -> str:
    """SVG of a network; the same input gives the same bytes.

    Parameters
    ----------
    dots
        Those with the highest value get their names first; a name that finds no free place is
        left away.
    lines
        Between ids of dots.
    title
        What the picture shows, for those who do not see it.
    groups
        Label of each group, in the order of the legend; each has its own shape and colour.
    marked
        What marked lines are, for the legend.

    Returns
    -------
    str
        One ``svg`` element with a white ground, 900 units wide; the legend below. No dots: the
        legend alone.

    Examples
    --------
    >>> drawn = network_picture([Dot("a", "Ağ & co", 0.5, 0.5)], [], title="One")
    >>> "Ağ &amp; co</text>" in drawn
    True
    """
    kinds = dict(groups or {})
    places, height = _places(dots)
    largest = max((dot.value for dot in dots), default=0.0)
    sizes = {dot.id: _radius(dot.value, largest) for dot in dots}
    legend = [*kinds.values(), *([marked] if marked else [])]
    rows = _rows(legend)
    tall = height + _LINE * (rows[-1][1] + 1.5 if rows else 0)
    order = list(kinds)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {WIDTH:g} {tall:.0f}" '
        f'font-family="system-ui, sans-serif" font-size="{FONT_SIZE:g}">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{WIDTH:g}" height="{tall:.0f}" fill="#ffffff"/>',
        *_ties(lines, places),
        *(
            node_sign(order.index(dot.group) if dot.group in kinds else 0, *places[dot.id],
                      sizes[dot.id])
            for dot in dots
        ),
        *(_text(label) for label in _labels(dots, places, sizes, height)),
        *_legend(kinds, rows, height, marked=marked),
        "</svg>",
    ]  # fmt: skip
    return "\n".join(parts)


def _places(dots: Sequence[Dot]) -> tuple[dict[str, tuple[float, float]], float]:
    """Places in units of the viewBox, and its height: the wider side fills the width."""
    if not dots:
        return {}, 0.0
    low, high = min(dot.y for dot in dots), max(dot.y for dot in dots)
    left, right = min(dot.x for dot in dots), max(dot.x for dot in dots)
    scale = (WIDTH - 2 * PADDING) / max(right - left, high - low, 1e-9)
    aside = (WIDTH - 2 * PADDING - (right - left) * scale) / 2 + PADDING
    places = {
        dot.id: ((dot.x - left) * scale + aside, (high - dot.y) * scale + PADDING) for dot in dots
    }
    return places, (high - low) * scale + 2 * PADDING


def _radius(value: float, largest: float) -> float:
    share = value / largest if largest > 0 and value > 0 else 0.0
    return _SMALLEST + (_LARGEST - _SMALLEST) * math.sqrt(share)


def _ties(lines: Iterable[Line], places: Mapping[str, tuple[float, float]]) -> list[str]:
    """One path for all plain ties and one for the marked, which lie above."""
    paths: dict[bool, list[str]] = {False: [], True: []}
    for line in lines:
        (x, y), (to_x, to_y) = places[line.start], places[line.end]
        paths[line.marked].append(f"M{x:.1f} {y:.1f}L{to_x:.1f} {to_y:.1f}")
    looks = {False: (_TIE, "0.7", "0.6"), True: (_MARKED, "1.8", "0.9")}
    return [
        f'<path d="{"".join(steps)}" fill="none" stroke="{looks[kind][0]}" '
        f'stroke-width="{looks[kind][1]}" stroke-opacity="{looks[kind][2]}"/>'
        for kind, steps in paths.items()
        if steps
    ]


def _labels(
    dots: Sequence[Dot],
    places: Mapping[str, tuple[float, float]],
    sizes: Mapping[str, float],
    height: float,
) -> list[Label]:
    """Names that lie over no sign and no other name, those of the largest first."""
    whole = Box(0, 0, WIDTH, height)
    signs = {
        dot.id: Box(x - r, y - r, x + r, y + r)
        for dot in dots
        for (x, y), r in [(places[dot.id], sizes[dot.id])]
    }
    taken = list(signs.values())
    found = []
    for dot in sorted(dots, key=lambda dot: (-dot.value, dot.id)):
        text = dot.label if len(dot.label) <= _LONGEST else dot.label[: _LONGEST - 1] + "…"
        label = free_label(text, signs[dot.id], within=whole, taken=taken, sides=_SIDES)
        if text and label:
            taken.append(label.box)
            found.append(label)
    return found


def _text(label: Label) -> str:
    # a light rim, so that ties do not run through the letters
    return (
        f'<text x="{label.x:.1f}" y="{label.y:.1f}" dy="{label.shift}em" fill="{_INK}" '
        f'text-anchor="{label.anchor}" stroke="#ffffff" stroke-width="2.5" '
        f'stroke-linejoin="round" paint-order="stroke">{escape(label.text)}</text>'
    )


def _rows(words: Sequence[str]) -> list[tuple[float, int]]:
    """Where each word of the legend begins: x, and the line."""
    places, x, line = [], PADDING, 0
    for word in words:
        width = text_width(word) + 44
        if x > PADDING and x + width > WIDTH - PADDING:
            x, line = PADDING, line + 1
        places.append((x, line))
        x += width
    return places


def _legend(
    groups: Mapping[str, str], rows: Sequence[tuple[float, int]], top: float, *, marked: str
) -> list[str]:
    drawn = []
    for at, (label, (x, line)) in enumerate(
        zip([*groups.values(), *([marked] if marked else [])], rows, strict=True)
    ):
        y = top + _LINE * (line + 0.5)
        if at < len(groups):
            drawn.append(node_sign(at, x + 8, y, 6))
        else:
            drawn.append(f'<path d="M{x:.1f} {y:.1f}h18" stroke="{_MARKED}" stroke-width="2"/>')
        drawn.append(
            f'<text x="{x + 23:.1f}" y="{y:.1f}" dy="0.35em" fill="{_INK}">{escape(label)}</text>'
        )
    return drawn
