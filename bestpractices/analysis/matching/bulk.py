"""The best practices for very many needs: one product of matrices a handful of needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bestpractices.analysis.matching.closeness import Singles
from bestpractices.analysis.matching.criteria import BALANCED, NAMES
from bestpractices.analysis.matching.matcher import Matcher
from bestpractices.analysis.matching.text_fit import Columns, Telling, trust
from bestpractices.analysis.ranking.weights import weights_for
from bestpractices.records.models import Need

# Needs at once: their scores over 100,000 practices stay below a tenth of a gigabyte.
_CHUNK: Final = 64
# A score of single precision is good to so many places.
_PLACES: Final = 6


class Best(NamedTuple):
    """Of one need the practices in order of their scores, then of their ids."""

    need: str
    practices: tuple[str, ...]
    scores: tuple[float, ...]


def best_of_all(
    matcher: Matcher,
    needs: Sequence[Need],
    *,
    limit: int = 10,
    weights: Mapping[str, float] | None = None,
) -> Iterator[Best]:
    """The best practices for each of many needs; the scores are those of ``Matcher.match``.

    No reasons, no acceptability: ask for those of the needs that are shown. Criteria of which a
    need says nothing lose their weight as in ``match``.
    """
    shares = weights_for(NAMES, weights or BALANCED)
    asked = [_Asked.of(matcher, need, shares) for need in needs]
    columns = matcher.text.columns(one.telling for one in asked)
    profiles = np.concatenate([one.profiles.T for one in matcher.measures.values()])
    for start in range(0, len(needs), _CHUNK):
        chunk = asked[start : start + _CHUNK]
        scores = _scores(matcher, chunk, columns, profiles, shares["text"])
        for one, row in zip(chunk, scores, strict=True):
            yield _best(matcher, one.need, row, limit)


def _scores(
    matcher: Matcher, asked: Sequence[_Asked], columns: Columns, profiles: Singles, share: float
) -> Singles:
    found: Singles = np.array([one.vector for one in asked]) @ profiles
    texts = matcher.text.sums([one.telling for one in asked], columns)
    most = texts.max(axis=1, initial=0)
    for place, one in enumerate(asked):
        top = most[place]
        if top > 0:
            texts[place] *= np.float32(share * trust(one.telling) / top)
            found[place] += texts[place]
        # the weight of what no practice is known by goes to the others
        total = one.total + (share if top > 0 else 0)
        if total > 0:
            found[place] /= np.float32(total)
    return found


class _Asked(NamedTuple):
    """What a need asks: its words, its vectors times the weights, the sum of these weights."""

    need: str
    telling: Telling
    vector: Singles
    total: float

    @classmethod
    def of(cls, matcher: Matcher, need: Need, shares: Mapping[str, float]) -> _Asked:
        parts, total = [], 0.0
        for name, measure in matcher.measures.items():
            asked = measure.asked(need)
            if asked is None or not measure.known.any():
                parts.append(np.zeros(measure.profiles.shape[1], np.float32))
            else:
                parts.append(asked * np.float32(shares[name]))
                total += shares[name]
        return cls(need.id, matcher.text.telling(need), np.concatenate(parts), total)


def _best(matcher: Matcher, need: str, scores: Singles, limit: int) -> Best:
    places = _highest(scores, limit)
    rounded = np.round(scores[places].astype(np.float64), _PLACES)
    places = places[np.lexsort((places, -rounded))][:limit]
    return Best(
        need,
        tuple(matcher.practices[place].id for place in places),
        tuple(scores[places].tolist()),
    )


def _highest(scores: Singles, limit: int) -> NDArray[np.int64]:
    """Places of all scores that may be among the best: no lower than the worst of some good ones.

    The highest of each group of neighbours are some good ones; to sort them is quick.
    """
    size = max(1, int(len(scores) ** 0.5) // max(limit, 1))
    whole = len(scores) // size
    groups = scores[: whole * size].reshape(whole, size).max(axis=1)
    if len(groups) <= limit:
        return np.arange(len(scores))
    least = np.partition(groups, -limit)[-limit]
    return np.flatnonzero(scores >= least - np.float32(10.0**-_PLACES))
