"""Wishes of two sides about each other, and how many partners each can take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

from bestpractices.errors import BestPracticesError

Wishes: TypeAlias = Mapping[str, Sequence[str]]
"""Whom each would take, the best first; who is not named is not acceptable."""
Places: TypeAlias = Mapping[str, int]
"""How many each can take; who is not named can take one."""

_ONE: Final = 1


class WishError(BestPracticesError, ValueError):
    """Wishes that cannot be meant; the message says whose and the mend."""


def places_of(name: str, places: Places | None) -> int:
    """How many one can take: 1 where nothing is said."""
    return (places or {}).get(name, _ONE)


def check_wishes(wishes: Wishes, others: Wishes, *, places: Places | None = None) -> None:
    """Refuse wishes that cannot be meant.

    Raises
    ------
    WishError
        If one wishes itself, the same partner twice or one that is not there, or has a number of
        places below zero or for a name that is not there.
    """
    for name, wished in wishes.items():
        _check_one(name, wished, others)
    for name, number in (places or {}).items():
        if name not in wishes:
            message = f'places are given for "{name}", which is not among those to be paired'
            raise WishError(message)
        if number < 0:
            message = f'"{name}" has {number} places; give 0 if it can take nobody'
            raise WishError(message)


def _check_one(name: str, wished: Sequence[str], others: Wishes) -> None:
    seen: set[str] = set()
    for other in wished:
        if other == name:
            message = f'"{name}" wishes itself; take it out of its own list'
            raise WishError(message)
        if other in seen:
            message = f'"{name}" names "{other}" twice; keep the place that is meant'
            raise WishError(message)
        if other not in others:
            message = f'"{name}" wishes "{other}", which is not there; mend the name or take it out'
            raise WishError(message)
        seen.add(other)
