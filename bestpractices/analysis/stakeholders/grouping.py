"""Groups of the nodes as numbers, in the order in which measures take them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from bestpractices.analysis.stakeholders.ties import Places, in_order

# Nodes without a group that a message names.
_NAMED: Final = 10


@dataclass(frozen=True, eq=False)
class Grouping:
    """Which group each node belongs to.

    Parameters
    ----------
    labels
        Groups in order.
    of
        For every node the place of its group among the labels.
    sizes
        Members of every group, at least 1.
    """

    labels: tuple[Any, ...]
    of: Places
    sizes: Places


def grouping(nodes: Sequence[Any], group: Mapping[Any, Any]) -> Grouping:
    """Groups of the nodes, in their order; groups without a member among them are left out.

    Raises
    ------
    ValueError
        If a node has no group; the message lists them.

    Examples
    --------
    >>> found = grouping(["a", "b", "c"], {"a": "TR", "b": "BE", "c": "TR", "d": "NL"})
    >>> found.labels, found.of.tolist(), found.sizes.tolist()
    (('BE', 'TR'), [1, 0, 1], [1, 2])
    """
    without = [node for node in nodes if group.get(node) is None]
    if without:
        message = f"no group for {listed(without)}: give every node one"
        raise ValueError(message)
    labels = in_order({group[node] for node in nodes})
    place = {label: at for at, label in enumerate(labels)}
    of = np.fromiter((place[group[node]] for node in nodes), np.int64, len(nodes))
    return Grouping(tuple(labels), of, np.bincount(of, minlength=len(labels)).astype(np.int64))


def listed(nodes: Sequence[Any]) -> str:
    """Ids as a message shows them: the first ten, and how many more there are.

    Examples
    --------
    >>> listed(["a", "b"])
    "'a', 'b'"
    """
    shown = ", ".join(repr(node) for node in nodes[:_NAMED])
    more = len(nodes) - _NAMED
    return f"{shown} and {more} more" if more > 0 else shown
