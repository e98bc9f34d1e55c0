"""What a match tells: place, score, values, and the reasons on every side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bestpractices.analysis.matching.reason import Reason


@dataclass(frozen=True)
class Match:
    """A practice beside a need.

    Parameters
    ----------
    practice
        Its id.
    rank
        1 is best; equal scores share the smaller number.
    score, score_high
        What the known values assure, 0 to 1, and what the score becomes if everything unknown
        turns out best.
    criteria
        Value of every criterion, 0 to 1; None is unknown, and is left out of ``score``.
    blocking
        Blocks that the receiver cannot take as they are, and why; never part of the score.
    for_, against, unknown
        Reasons on each side, in the order of the criteria.
    first_rank_share
        Share of all weights (and unknown values) that put the practice first; None if so many
        practices were compared that it is not among those it was drawn for.
    block
        Id of the building block, if blocks were asked for.
    """

    practice: str
    rank: int
    score: float
    score_high: float
    criteria: Mapping[str, float | None]
    blocking: tuple[Reason, ...]
    for_: tuple[Reason, ...]
    against: tuple[Reason, ...]
    unknown: tuple[Reason, ...]
    first_rank_share: float | None
    block: str | None = None


@dataclass(frozen=True)
class Matching:
    """All that was asked of a need: the weights that were used and the best matches."""

    need: str
    weights: Mapping[str, float]
    matches: tuple[Match, ...]
