"""A Net-Map as SVG text for a phone, for print and for pages that run nothing.

Signs stand on the two sides of a lens, those of a group beside each other, with their names
outside; so no name lies upon another, and all arrows run through the middle.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final, NamedTuple

from bestpractices.charts.labels import FONT_SIZE, text_width
from bestpractices.charts.network_signs import node_sign

# Narrow, so that names can be read on a phone.
WIDTH: Final = 400.0
ARROWS: Final = ("#0b6b6d", "#b0470f", "#55489a", "#a3201d", "#4d5a13")
DASHES: Final = ("", "9 5", "2 5", "12 4 2 4", "5 3")
_ROW: Final = 30.0  # from sign to sign on one side
_SIGN: Final = 5.5
_NARROWEST, _WIDEST = 34.0, 66.0  # half of the lens, at its ends and in its middle
_PADDING: Final = 16.0
_BEND: Final = 0.55  # how far an arrow leans to the middle
_BESIDE: Final = 7.0  # between arrows of the same two signs
_HEAD: Final = 6.0
_LINES: Final = 2  # of a name
_INK: Final = "#1d2429"


class Point(NamedTuple):
    """A place in units of the viewBox; y grows downwards."""

    x: float
    y: float


@dataclass(frozen=True)
class Card:
    """Somebody on the map; the group is the place of theirs in the legend, None without one."""

    id: str
    label: str
    group: int | None = None


@dataclass(frozen=True)
class Arrow:
    """A link from card to card; the type is its place in the legend."""

    start: str
    end: str
    type: int = 0
    mutual: bool = False


def net_map_picture(cards: Sequence[Card], arrows: Iterable[Arrow], *, title: str) -> str:
    """SVG of a Net-Map; the same input gives the same bytes.

    Parameters
    ----------
    cards
        In the order in which they stand around the lens.
    arrows
        Between ids of cards.
    title
        What the picture shows, for those who do not see it.

    Returns
    -------
    str
        One ``svg`` element with a white ground, 400 units wide; names run over two lines and are
        cut after that. No cards: the ground alone.

    Examples
    --------
    >>> drawn = net_map_picture([Card("a", "Ağ & co")], [], title="One")
    >>> "Ağ &amp; co</text>" in drawn
    True
    """
    rows = math.ceil(len(cards) / 2)
    height = 2 * _PADDING + rows * _ROW
    places = _places([card.id for card in cards], rows)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {WIDTH:g} {height:.0f}" '
        f'font-family="system-ui, sans-serif" font-size="{FONT_SIZE:g}">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{WIDTH:g}" height="{height:.0f}" fill="#ffffff"/>',
        *_drawn(arrows, places, height),
        *(_sign(card, places[card.id]) for card in cards),
        *(line for card in cards for line in _name(card.label, places[card.id])),
        "</svg>",
    ]
    return "\n".join(parts)


def arrow_sample(kind: int) -> str:
    """A short arrow of a type, for the legend."""
    drawn = _line("M1 5H27", kind) + _head(Point(0, 5), Point(33, 5), kind)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="34" height="10" viewBox="0 0 34 10" '
        f'aria-hidden="true">{drawn}</svg>'
    )


def sign_sample(group: int) -> str:
    """The sign of a group, for the legend."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 16 16" '
        f'aria-hidden="true">{node_sign(group, 8, 8, _SIGN)}</svg>'
    )


def _places(ids: Sequence[str], rows: int) -> dict[str, Point]:
    """The first half downwards on the right, the second upwards on the left."""
    found = {}
    for at, name in enumerate(ids):
        row = at if at < rows else len(ids) - 1 - at
        share = (row + 0.5) / rows
        half = _NARROWEST + (_WIDEST - _NARROWEST) * math.sin(math.pi * share)
        side = 1 if at < rows else -1
        found[name] = Point(WIDTH / 2 + side * half, _PADDING + share * rows * _ROW)
    return found


def _drawn(arrows: Iterable[Arrow], places: Mapping[str, Point], height: float) -> list[str]:
    middle = Point(WIDTH / 2, height / 2)
    lanes: dict[tuple[str, str], int] = {}
    drawn = []
    for one in arrows:
        pair = (min(one.start, one.end), max(one.start, one.end))
        lane = lanes[pair] = lanes.get(pair, -1) + 1
        start, end = places[one.start], places[one.end]
        bend = _bend(start, end, middle, lane)
        start, end = _before(bend, start, _SIGN + 2), _before(bend, end, _SIGN + 2)
        heads = [(bend, end), *([(bend, start)] if one.mutual else [])]
        tip = _before(bend, end, _HEAD)
        tail = _before(bend, start, _HEAD) if one.mutual else start
        path = f"M{tail.x:.1f} {tail.y:.1f}Q{bend.x:.1f} {bend.y:.1f} {tip.x:.1f} {tip.y:.1f}"
        drawn += [_line(path, one.type), *(_head(*way, one.type) for way in heads)]
    return drawn


def _bend(start: Point, end: Point, middle: Point, lane: int) -> Point:
    """Point to which an arrow leans; of several between the same two each has its own."""
    half = Point((start.x + end.x) / 2, (start.y + end.y) / 2)
    aside = (lane + 1) // 2 * (1 if lane % 2 else -1) * _BESIDE * 2
    # over the middle, those on one side lean by their distance, so that short ones stay short
    lean = _BEND if abs(start.x - end.x) > _NARROWEST else min(_BEND, abs(start.y - end.y) / 150)
    return Point(
        half.x + (middle.x - half.x) * max(lean, 0.3), half.y + (middle.y - half.y) * 0.2 + aside
    )


def _before(come: Point, to: Point, by: float) -> Point:
    """Point that lies so much before another one, seen from where one comes."""
    length = math.hypot(to.x - come.x, to.y - come.y) or 1.0
    share = min(by / length, 1.0)
    return Point(to.x - (to.x - come.x) * share, to.y - (to.y - come.y) * share)


def _line(path: str, kind: int) -> str:
    dash = DASHES[kind % len(DASHES)]
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    colour = ARROWS[kind % len(ARROWS)]
    return f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="1.6"{dashed}/>'


def _head(come: Point, to: Point, kind: int) -> str:
    back = _before(come, to, _HEAD)
    dx, dy = (to.x - back.x) * 0.5, (to.y - back.y) * 0.5
    corners = (to, Point(back.x - dy, back.y + dx), Point(back.x + dy, back.y - dx))
    points = " ".join(f"{one.x:.1f},{one.y:.1f}" for one in corners)
    return f'<polygon points="{points}" fill="{ARROWS[kind % len(ARROWS)]}"/>'


def _sign(card: Card, at: Point) -> str:
    if card.group is None:
        return (
            f'<circle cx="{at.x:.1f}" cy="{at.y:.1f}" r="{_SIGN - 1:g}" fill="#ffffff" '
            f'stroke="{_INK}" stroke-width="1.5"/>'
        )
    return node_sign(card.group, at.x, at.y, _SIGN)


def _name(label: str, at: Point) -> list[str]:
    right = at.x > WIDTH / 2
    x = at.x + (1 if right else -1) * (_SIGN + 5)
    lines = _broken(label, (WIDTH - x if right else x) - 4)
    first = at.y - (len(lines) - 1) * FONT_SIZE * 0.55
    anchor = "start" if right else "end"
    return [
        f'<text x="{x:.1f}" y="{first + number * FONT_SIZE * 1.1:.1f}" dy="0.35em" '
        f'text-anchor="{anchor}" fill="{_INK}">{escape(line)}</text>'
        for number, line in enumerate(lines)
    ]


def _broken(label: str, room: float) -> list[str]:
    """A name in lines of so many units at most; what does not find room is cut off."""
    words, lines = label.split(), [""]
    for word in words:
        longer = f"{lines[-1]} {word}".strip()
        if not lines[-1] or text_width(longer) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > _LINES:
        lines = [*lines[: _LINES - 1], " ".join(lines[_LINES - 1 :])]
    return [_cut(line, room) for line in lines]


def _cut(line: str, room: float) -> str:
    if text_width(line) <= room:
        return line
    while line and text_width(line + "…") > room:
        line = line[:-1]
    return line.rstrip() + "…"
