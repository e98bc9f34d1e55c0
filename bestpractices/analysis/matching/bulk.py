"""The best practices for very many needs: one product of matrices a handful of needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bestpractices.analysis.matching.closeness import Singles
from bestpractices.analysis.matching.criteria import BALANCED, NAMES
from bestpractices.analysis.matching.matcher import Matcher
from bestpractices.analysis.matching.measure import Measure
from bestpractices.analysis.matching.text_fit import Columns, Telling, trust
from bestpractices.analysis.ranking.weights import weights_for
from bestpractices.records.models import Need

# Needs at once: their scores over 100,000 practices stay below a tenth of a gigabyte.
_CHUNK: Final = 96
# A score of single precision is good to so many places.
_PLACES: Final = 6
_TINY: Final = 1e-12


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
        scores = _scores(matcher, chunk, columns, profiles)
        for one, row in zip(chunk, scores, strict=True):
            yield _best(matcher, one.need, row, limit)


def _scores(
    matcher: Matcher, asked: Sequence[_Asked], columns: Columns, profiles: Singles
) -> Singles:
    found: Singles = np.array([one.vector for one in asked]) @ profiles
    texts = matcher.text.sums([one.telling for one in asked], columns)
    shares = np.array([one.text for one in asked]) / np.maximum(texts.max(axis=1, initial=0), _TINY)
    texts *= shares[:, None].astype(np.float32)
    found += texts
    return found


class _Asked(NamedTuple):
    """What a need asks: its words, the share of the text, its vectors times their shares."""

    need: str
    telling: Telling
    text: float
    vector: Singles

    @classmethod
    def of(cls, matcher: Matcher, need: Need, weights: Mapping[str, float]) -> _Asked:
        """What a need asks of the practices that a matcher knows, in the order of its measures."""
        telling = matcher.text.telling(need)
        asked = {name: measure.asked(need) for name, measure in matcher.measures.items()}
        said = {name for name, one in matcher.measures.items() if one.known.any()}
        said = {name for name in said if asked[name] is not None}
        # the weight of what no practice is known by goes to the others
        total = sum(weights[name] for name in said | ({"text"} if len(telling.terms) else set()))
        shares = {name: weights[name] / (total or 1) for name in NAMES}
        parts = [
            np.float32(shares[name] if name in said else 0) * _or_zeros(asked[name], measure)
            for name, measure in matcher.measures.items()
        ]
        return cls(need.id, telling, shares["text"] * trust(telling), np.concatenate(parts))


def _or_zeros(asked: Singles | None, measure: Measure) -> Singles:
    return np.zeros(measure.profiles.shape[1], np.float32) if asked is None else asked


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
