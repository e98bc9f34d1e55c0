"""A team of the demo session, as those who write its steps are given it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bestpractices.records.models import Need, Practice


@dataclass(frozen=True)
class DemoTeam:
    """A team of the demo.

    Parameters
    ----------
    practices
        The best first; the first has a building block.
    people
        Pseudonyms, two at least.
    """

    id: str
    need: Need
    practices: Sequence[Practice]
    people: Sequence[str]
