"""A network as columns: a tenth of the text of one object for each node and tie."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

_DIGITS: Final = 4  # places in 0..1: a tenth of a pixel on a large screen


def columns(
    nodes: Sequence[Mapping[str, Any]],
    ties: Sequence[Mapping[str, Any]],
    *,
    groups: Sequence[str] = (),
    kinds: Sequence[str] = (),
    tie_kinds: Sequence[str] = (),
) -> dict[str, dict[str, list[Any]]]:
    """Columns of nodes and ties as the script of a network view takes them.

    Ids of nodes, groups and kinds become their places in the lists that are given. A column of
    which no node or tie has anything is left out.

    Raises
    ------
    ValueError
        If one of these ids is not in its list, or a node stands twice.

    Examples
    --------
    >>> nodes = [{"id": name, "label": name, "x": 0, "y": 0} for name in "ab"]
    >>> columns(nodes, [{"from": "a", "to": "b"}])["ties"]
    {'from': [0], 'to': [1], 'kinds': [[]], 'change': [''], 'marked': [0]}
    """
    place = _places([node["id"] for node in nodes], "node")
    group, kind = _places(groups, "group"), _places(kinds, "kind")
    tie_kind = _places(tie_kinds, "kind of tie")
    told: dict[str, list[Any]] = {
        "id": list(place),
        "label": [node["label"] for node in nodes],
        "x": [round(float(node["x"]), _DIGITS) for node in nodes],
        "y": [round(float(node["y"]), _DIGITS) for node in nodes],
        "group": [_place(group, node.get("group"), "group") for node in nodes],
        "kind": [_place(kind, node.get("kind"), "kind") for node in nodes],
        "href": [node.get("href") for node in nodes],
    }
    tied: dict[str, list[Any]] = {
        "from": [_place(place, tie["from"], "node") for tie in ties],
        "to": [_place(place, tie["to"], "node") for tie in ties],
        "kinds": [
            [_place(tie_kind, one, "kind of tie") for one in tie.get("kinds", ())] for tie in ties
        ],
        "since": [tie.get("since") for tie in ties],
        "until": [tie.get("until") for tie in ties],
        "change": [tie.get("change", "") for tie in ties],
        "marked": [int(tie.get("marked", False)) for tie in ties],
    }
    return {"nodes": _told(told), "ties": _told(tied)}


def _places(ids: Sequence[str], what: str) -> dict[str, int]:
    place = {one: at for at, one in enumerate(ids)}
    if len(place) < len(ids):
        twice = sorted({one for one in ids if ids.count(one) > 1})
        message = f"each {what} stands once, and {', '.join(twice)} stands twice"
        raise ValueError(message)
    return place


def _place(place: Mapping[str, int], one: str | None, what: str) -> int | None:
    if one is None:
        return None
    if one not in place:
        message = f"there is no {what} {one!r}: list it, or leave it out"
        raise ValueError(message)
    return place[one]


def _told(found: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """Columns in which something stands."""
    return {
        name: column for name, column in found.items() if any(one is not None for one in column)
    }
