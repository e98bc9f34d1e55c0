"""Stable pairs by deferred acceptance, and the pairs that would upset a pairing."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from typing import TypeAlias

from bestpractices.analysis.counterparts.wishes import Places, Wishes, check_wishes, places_of

Pair: TypeAlias = tuple[str, str]


def deferred_acceptance(
    proposers: Wishes,
    receivers: Wishes,
    *,
    proposer_places: Places | None = None,
    receiver_places: Places | None = None,
) -> list[Pair]:
    """Stable pairs of two sides, the best ones possible for the side that proposes.

    Everyone who proposes asks its wishes one after the other; everyone asked keeps the best that
    came so far, as many as it has places, and sends the others on. Of all stable pairings it is the
    best for every proposer and the worst for every receiver: compute both ways and show both.

    Parameters
    ----------
    proposers, receivers
        Whom each would take, the best first. Only two who name each other can become a pair.
    proposer_places, receiver_places
        How many each can take; 1 where nothing is said, 0 takes nobody.

    Returns
    -------
    list of (proposer, receiver)
        Sorted. Who is in no pair found nobody who would have it. Empty if one side is.

    Raises
    ------
    WishError
        If one wishes itself, somebody twice or somebody who is not there, or has places below 0.

    Examples
    --------
    >>> girls = {"A": ["D", "E", "F"], "B": ["D", "F", "E"], "C": ["F", "D", "E"]}
    >>> boys = {"D": ["B", "C", "A"], "E": ["A", "C", "B"], "F": ["C", "B", "A"]}
    >>> deferred_acceptance(girls, boys)
    [('A', 'E'), ('B', 'D'), ('C', 'F')]

    References
    ----------
    Gale and Shapley (1962), College admissions and the stability of marriage, American
    Mathematical Monthly 69, 9-15. Several places on both sides: Roth (1984), Econometrica 52,
    47-57.
    """
    check_wishes(proposers, receivers, places=proposer_places)
    check_wishes(receivers, proposers, places=receiver_places)
    standing = _standing(receivers)
    held: dict[str, list[str]] = {name: [] for name in receivers}
    left = {
        name: deque(other for other in wished if name in standing[other])
        for name, wished in proposers.items()
    }
    free = {name: places_of(name, proposer_places) for name in proposers}
    asking = deque(proposers)
    while asking:
        name = asking.popleft()
        while free[name] and left[name]:
            other = left[name].popleft()
            free[name] -= 1
            refused = _keep(held[other], name, standing[other], places_of(other, receiver_places))
            if refused is not None:
                free[refused] += 1
                asking.append(refused)
    return sorted((name, other) for other, names in held.items() for name in names)


def blocking_pairs(
    pairs: Iterable[Pair],
    first: Wishes,
    second: Wishes,
    *,
    first_places: Places | None = None,
    second_places: Places | None = None,
) -> list[Pair]:
    """Those who are no pair and would both rather be one; empty if the pairing is stable.

    Would rather: it has a place free, or prefers the other to one of those it has.

    Parameters
    ----------
    pairs
        Pairs of one of the first and one of the second side.

    Returns
    -------
    list of (first, second)
        Sorted.

    References
    ----------
    Gale and Shapley (1962), as for `deferred_acceptance`.
    """
    made = set(pairs)
    partners: dict[str, list[str]] = {name: [] for name in (*first, *second)}
    for one, other in made:
        partners[one].append(other)
        partners[other].append(one)
    standing = {**_standing(first), **_standing(second)}

    def would(one: str, other: str, places: Places | None) -> bool:
        """Whether one would take the other beside, or instead of, somebody it has."""
        ranks, now = standing[one], partners[one]
        if other not in ranks:
            return False
        free = len(now) < places_of(one, places)
        return free or any(ranks[other] < ranks.get(partner, len(ranks)) for partner in now)

    return sorted(
        (one, other)
        for one, wished in first.items()
        for other in wished
        if (one, other) not in made
        and would(one, other, first_places)
        and would(other, one, second_places)
    )


def _standing(wishes: Wishes) -> dict[str, dict[str, int]]:
    return {name: {other: n for n, other in enumerate(w)} for name, w in wishes.items()}


def _keep(held: list[str], name: str, ranks: dict[str, int], places: int) -> str | None:
    """Take one in by rank; who has no place any more, which may be the new one."""
    held.append(name)
    held.sort(key=ranks.__getitem__)
    return held.pop() if len(held) > places else None
