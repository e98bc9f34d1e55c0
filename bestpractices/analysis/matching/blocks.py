"""The same for building blocks: which parts to take, from whichever practice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bestpractices.analysis.matching.criteria import BALANCED, NAMES
from bestpractices.analysis.matching.match import Match
from bestpractices.analysis.matching.matcher import TEXT, Matcher, known, on
from bestpractices.analysis.matching.need_words import stems, written
from bestpractices.analysis.matching.reason import Reason, Side
from bestpractices.analysis.matching.scores import Scores, scored
from bestpractices.analysis.matching.text_fit import MOST_SHOWN, SHARED, trust
from bestpractices.analysis.ranking.weights import weights_for
from bestpractices.records.models import BuildingBlock, Need

Floats = NDArray[np.float64]
# Blocks are looked for in this many practices; those of a practice that stands behind so many
# others would have to outdo it in every word.
_PRACTICES: Final = 200
# Half-way between no and full allowance for the length of a text.
_SLOPE: Final = 0.5
_REQUIREMENTS: Final = NAMES.index("requirements")


class _Part(NamedTuple):
    """A block, the place of its practice, and its words."""

    place: int
    block: BuildingBlock
    terms: frozenset[str]


class BlockMatches:
    """The building blocks of the best practices beside one need."""

    def __init__(self, matcher: Matcher, need: Need, weights: Mapping[str, float] | None) -> None:
        self.matcher, self.need = matcher, need
        telling = matcher.text.telling(need)
        self.weights_of = matcher.text.by_term(telling)
        self.weights = weights_for(NAMES, weights or BALANCED)
        values = matcher.values(need)
        best = scored(values, self.weights).order()[:_PRACTICES]
        self.parts = [part for place in sorted(best) for part in _parts(matcher, place)]
        self.values = values[[part.place for part in self.parts]]
        if self.parts:
            self.values[:, TEXT] = _texts(self.parts, self.weights_of) * trust(telling)
            self.values[:, _REQUIREMENTS] = [self._requirements(part) for part in self.parts]
        blocked = (matcher.requirements.is_blocked(need, part.block) for part in self.parts)
        self.blocked = np.fromiter(blocked, np.bool_, len(self.parts))

    def _requirements(self, part: _Part) -> float:
        value = self.matcher.requirements.value(self.need, part.block)
        return np.nan if value is None else value

    def best(self, limit: int) -> list[Match]:
        """The best blocks, blocked ones after all others; ``matching.match_blocks`` tells more."""
        if not self.parts:
            return []
        scores = scored(self.values, self.weights)
        # a blocked block takes no rank from another
        ranks = scores.ranks + len(self.parts) * self.blocked
        order = np.argsort(ranks, kind="stable")
        places = 1 + np.searchsorted(np.sort(ranks), ranks, side="left")
        return [self._match(number, scores, int(places[number])) for number in order[:limit]]

    def _match(self, number: int, scores: Scores, rank: int) -> Match:
        part = self.parts[number]
        row = dict(zip(NAMES, map(known, self.values[number]), strict=True))
        reasons = list(self._reasons(part, row))
        return Match(
            practice=self.matcher.practices[part.place].id,
            block=part.block.id,
            rank=rank,
            score=float(scores.low[number]),
            score_high=float(scores.high[number]),
            criteria=row,
            first_rank_share=None,
            blocking=on(Side.BLOCKING, reasons),
            for_=on(Side.FOR, reasons),
            against=on(Side.AGAINST, reasons),
            unknown=on(Side.UNKNOWN, reasons),
        )

    def _reasons(self, part: _Part, row: Mapping[str, float | None]) -> Iterator[Reason]:
        practice = self.matcher.practices[part.place]
        for name in NAMES:
            if name == "text":
                yield from self._words(part, practice.id)
            elif name == "requirements":
                required = self.matcher.requirements
                yield from required.reasons_of(self.need, practice, (part.block,))
            else:
                yield from self.matcher.measures[name].reasons(self.need, practice, row[name])

    def _words(self, part: _Part, practice: str) -> Iterator[Reason]:
        found = [term for term in self.weights_of if term in part.terms]
        if found:
            shown = written(self.need)
            words = ", ".join(shown[term] for term in found[:MOST_SHOWN])
            block = f"practices/{practice}/building_blocks/{part.block.id}"
            sources = (f"needs/{self.need.id}", block)
            yield Reason("text", Side.FOR, SHARED, {"words": words}, sources)


def _parts(matcher: Matcher, place: int) -> Iterator[_Part]:
    for block in matcher.practices[place].building_blocks:
        name = block.name.passage("en")
        texts = [(name.lang, name.text), ("en", " ".join((block.what, *block.requires)))]
        terms = frozenset(one.term for lang, text in texts for one in stems(text, lang))
        yield _Part(place, block, terms)


def _texts(parts: Sequence[_Part], weights: Mapping[str, float]) -> Floats:
    """Sum of the weights of the words in common, less for longer blocks; of the highest."""
    sums = np.array([sum(weights.get(term, 0.0) for term in sorted(one.terms)) for one in parts])
    sizes = np.array([len(one.terms) for one in parts])
    found = sums / (1 - _SLOPE + _SLOPE * sizes / max(sizes.mean(), 1))
    most = found.max()
    return found / most if most > 0 else np.full(len(parts), np.nan)
