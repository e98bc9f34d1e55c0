"""Text fit: how much of what a need says is said in a practice too."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bestpractices.analysis.matching.closeness import Singles
from bestpractices.analysis.matching.need_words import need_words, written
from bestpractices.analysis.matching.reason import Reason, Side
from bestpractices.analysis.search import Finder
from bestpractices.analysis.search.ranking import idf
from bestpractices.records.models import Need, Practice
from bestpractices.texts import N_

SHARED: Final = N_("Words in common that tell most: {words}.")
_FEW: Final = N_("Its text has less than half as much in common with the need as the closest one.")
_SILENT: Final = N_("The texts of the need have no telling word.")
_NOWHERE: Final = N_("No practice has a word of the need.")
MOST_SHOWN: Final = 6
_HALF: Final = 0.5
# Words that more practices than this have are compared as columns, all needs at once.
FREQUENT: Final = 0.1
# What is divided by the highest is always 1 for somebody, also when two sentences were all that was
# asked. With this many telling words a need has said enough to be taken at its word; those of the
# base have 120 to 150, a title and a summary alone about 30.
_ENOUGH: Final = 100


class Posting(NamedTuple):
    """In which practices a term stands, in order, and how much it counts there."""

    practices: NDArray[np.int32]
    weights: Singles


class Telling(NamedTuple):
    """Words of a need that some practice has: numbers of the terms, and what each counts."""

    terms: NDArray[np.int32]
    weights: Singles


class Columns(NamedTuple):
    """Frequent terms: the place of each, -1 for the others, and a row of numbers for each place."""

    places: NDArray[np.int32]
    weights: Singles


class TextFit:
    """BM25F of the practices for all words of a need, divided by the highest.

    The words and their weights are those of the search index, how rare they are is counted among
    the practices alone. What a need and a practice have in common says little as a number; beside
    the closest practice it does. A need of few words gives less, in proportion.
    """

    name = "text"

    def __init__(self, finder: Finder) -> None:
        self.index = finder.index
        first, last = (bisect_left(self.index.addresses, f"practices{end}") for end in "/0")
        self.first, self.practices = first, last - first
        self._rarities: dict[int, float] = {}

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """Number of every term of the index."""
        return {term: number for number, term in enumerate(self.index.terms)}

    def _range(self, number: int) -> tuple[int, int]:
        """From where to where in the index the practices of a term stand."""
        start, end = self.index.starts[number : number + 2].tolist()
        borders = (self.first, self.first + self.practices)
        low, high = np.searchsorted(self.index.records[start:end], borders).tolist()
        return start + low, start + high

    def posting(self, number: int) -> Posting:
        """Practices that have a term."""
        start, end = self._range(number)
        practices = self.index.records[start:end] - np.int32(self.first)
        return Posting(practices, self.index.weights[start:end].astype(np.float32))

    def telling(self, need: Need) -> Telling:
        """Words of a need with their weight times how rare they are."""
        found = {
            number: weight * rare
            for term, weight in need_words(need).items()
            if (number := self.numbers.get(term)) is not None
            if (rare := self._rarity(number)) > 0
        }
        return Telling(np.array(list(found), np.int32), np.array(list(found.values()), np.float32))

    def _rarity(self, number: int) -> float:
        found = self._rarities.get(number)
        if found is None:
            start, end = self._range(number)
            found = idf(end - start, self.practices) if end > start else 0.0
            self._rarities[number] = found
        return found

    def by_term(self, telling: Telling) -> dict[str, float]:
        """The same by the terms themselves, those that count most first."""
        found = {
            self.index.terms[number]: weight
            for number, weight in zip(telling.terms.tolist(), telling.weights.tolist(), strict=True)
        }
        return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))

    def values(self, telling: Telling) -> Singles | None:
        """Value of every practice; None if no practice has a word of the need."""
        found = self.sums([telling])[0]
        most = found.max(initial=0)
        return found * np.float32(trust(telling) / most) if most > 0 else None

    def sums(self, asked: Sequence[Telling], columns: Columns | None = None) -> Singles:
        """Needs by practices: sum over the words, the frequent ones through columns if given."""
        columns = columns or self.columns([], 0)
        often = np.zeros((len(asked), len(columns.weights)), np.float32)
        rest = []
        for row, telling in zip(often, asked, strict=True):
            places = columns.places[telling.terms]
            row[places[places >= 0]] = telling.weights[places >= 0]
            rest.append(Telling(telling.terms[places < 0], telling.weights[places < 0]))
        found = often @ columns.weights
        for row, telling in zip(found, rest, strict=True):
            for number, weight in zip(telling.terms.tolist(), telling.weights, strict=True):
                practices, weights = self.posting(number)
                row[practices] += weight * weights
        return found

    def columns(self, asked: Iterable[Telling], share: float = FREQUENT) -> Columns:
        """Those among the words of some needs that more than a share of the practices have."""
        terms = np.unique(np.concatenate([*(one.terms for one in asked), np.empty(0, np.int32)]))
        sizes = {number: np.diff(self._range(number))[0] for number in terms.tolist()}
        often = [number for number, size in sizes.items() if size > share * self.practices]
        places = np.full(len(self.index.terms), -1, np.int32)
        places[often] = np.arange(len(often), dtype=np.int32)
        weights = np.zeros((len(often), self.practices), np.float32)
        for row, number in zip(weights, often, strict=True):
            practices, counted = self.posting(number)
            row[practices] = counted
        return Columns(places, weights)

    def reasons(
        self, need: Need, practice: Practice, value: float | None, place: int
    ) -> Iterator[Reason]:
        """The words in common that tell most; ``place`` is the practice's in the order of ids."""
        where = (f"needs/{need.id}", f"practices/{practice.id}")
        if value is None:
            message = _NOWHERE if need_words(need) else _SILENT
            yield Reason(self.name, Side.UNKNOWN, message, {}, where[:1])
            return
        telling = self.telling(need)
        gains = {
            self.index.terms[number]: weight * self._weight(number, place)
            for number, weight in zip(telling.terms.tolist(), telling.weights.tolist(), strict=True)
        }
        most = sorted((term for term, gain in gains.items() if gain > 0), key=lambda t: -gains[t])
        if most:
            shown = written(need)
            words = ", ".join(shown[term] for term in most[:MOST_SHOWN])
            yield Reason(self.name, Side.FOR, SHARED, {"words": words}, where)
        if value < _HALF * trust(telling):
            yield Reason(self.name, Side.AGAINST, _FEW, {}, where)

    def _weight(self, number: int, place: int) -> float:
        practices, weights = self.posting(number)
        found = int(np.searchsorted(practices, place))
        there = found < len(practices) and practices[found] == place
        return float(weights[found]) if there else 0.0


def trust(telling: Telling) -> float:
    """How far the texts of a need are believed: 1 if they are long enough."""
    return min(1.0, len(telling.terms) / _ENOUGH)
