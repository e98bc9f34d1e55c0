"""Which group each node of a network belongs to, from one of its attributes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import networkx as nx

from bestpractices.analysis.stakeholders.network_file.parts import nearest, quoted
from bestpractices.errors import BestPracticesError


class UnknownAttributeError(BestPracticesError, ValueError):
    """No node has this attribute; the message names those that there are."""


class MissingGroupError(BestPracticesError, ValueError):
    """Some nodes have no value of the attribute; the message names them."""


def groups_by(graph: nx.Graph[Any], attribute: str) -> dict[Any, str]:
    """Group of every node: its value of the attribute, as text.

    Parameters
    ----------
    graph
        Its nodes carry the attribute.
    attribute
        Such as ``country`` or ``sector``. Numbers are taken as they are written; 2 and 2.0 are one.

    Returns
    -------
    dict
        In the order of the nodes. No nodes: empty.

    Raises
    ------
    UnknownAttributeError
        If no node has it.
    MissingGroupError
        If only some have it: to leave them out would change every measure of groups, and to put
        them together would make a group of those who have nothing in common.

    Examples
    --------
    >>> graph = nx.Graph()
    >>> graph.add_node("A", country="BE")
    >>> groups_by(graph, "country")
    {'A': 'BE'}
    """
    values = {node: _text(data.get(attribute)) for node, data in graph.nodes(data=True)}
    missing = [str(node) for node, value in values.items() if not value]
    if values and len(missing) == len(values):
        raise UnknownAttributeError(_unknown(graph, attribute))
    if missing:
        wrong = f'no "{attribute}" for {len(missing)} of {len(values)} nodes: {quoted(missing)}'
        mend = 'fill them in, or write "unknown" to count them as a group of their own'
        message = f"{wrong}; {mend}"
        raise MissingGroupError(message)
    return values


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _unknown(graph: nx.Graph[Any], attribute: str) -> str:
    known = _attributes(data for _, data in graph.nodes(data=True))
    if not known:
        return f'no node has "{attribute}" or any other attribute; add them in a .nodes.csv beside'
    near = nearest(attribute, known)
    mend = f'did you mean "{near}"?' if near else f"choose one of {', '.join(known)}"
    return f'no node has "{attribute}"; {mend}'


def _attributes(found: Iterable[dict[str, Any]]) -> list[str]:
    return sorted({name for data in found for name, value in data.items() if _text(value)})
