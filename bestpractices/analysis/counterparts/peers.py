"""Stable pairs within one group, such as teams that read each other's plans."""

from __future__ import annotations

from bestpractices.analysis.counterparts.stable import Pair
from bestpractices.analysis.counterparts.wishes import Wishes, check_wishes

_Lists = dict[str, list[str]]


def stable_peers(wishes: Wishes) -> list[Pair] | None:
    """Pairs within one group such that no two would both rather have each other; None if none can.

    Unlike two sides, one group need not have a stable pairing. Who cannot be in a pair in any
    stable pairing stays alone.

    Parameters
    ----------
    wishes
        Whom each would take, the best first; only two who name each other can become a pair.

    Returns
    -------
    list of pairs, or None
        Each pair and all of them sorted; None if every pairing can be upset.

    Raises
    ------
    WishError
        If one wishes itself, somebody twice or somebody who is not there.

    Examples
    --------
    >>> stable_peers({"a": ["b", "c"], "b": ["a", "c"], "c": ["a", "b"]})
    [('a', 'b')]
    >>> stable_peers({"a": ["b", "c"], "b": ["c", "a"], "c": ["a", "b"]}) is None
    True

    References
    ----------
    Irving (1985), An efficient algorithm for the stable roommates problem, Journal of Algorithms 6,
    577-595; lists that leave somebody out: Gusfield and Irving (1989), The Stable Marriage Problem,
    section 4.5.2.
    """
    check_wishes(wishes, wishes)
    lists = {name: [other for other in w if name in wishes[other]] for name, w in wishes.items()}
    _propose(lists)
    alone = {name for name, left in lists.items() if not left}
    while turner := next((name for name, left in lists.items() if len(left) > 1), None):
        _turn(lists, turner)
        if {name for name, left in lists.items() if not left} != alone:
            return None
    return sorted({(min(n, left[0]), max(n, left[0])) for n, left in lists.items() if left})


def _propose(lists: _Lists) -> None:
    """First phase: each is held by somebody, and all that cannot be any more is struck out."""
    holds: dict[str, str] = {}
    asking = sorted(lists, reverse=True)
    while asking:
        name = asking.pop()
        if not lists[name]:
            continue
        first = lists[name][0]
        before = holds.get(first)
        holds[first] = name  # whoever it held is struck out below: it asks again
        _strike_after(lists, first, name)
        if before is not None and before != name:
            asking.append(before)


def _strike_after(lists: _Lists, name: str, kept: str) -> None:
    """All whom one likes less than the one it holds."""
    place = lists[name].index(kept)
    for other in lists[name][place + 1 :]:
        lists[other].remove(name)
    del lists[name][place + 1 :]


def _turn(lists: _Lists, beginner: str) -> None:
    """Second phase: everyone on a rotation gives up its first and takes its second."""
    askers, asked = [beginner], []
    while True:
        second = lists[askers[-1]][1]
        asked.append(second)
        last = lists[second][-1]
        if last in askers:
            break
        askers.append(last)
    start = askers.index(last)
    for asker, second in zip(askers[start:], asked[start:], strict=True):
        if asker in lists[second]:
            _strike_after(lists, second, asker)
