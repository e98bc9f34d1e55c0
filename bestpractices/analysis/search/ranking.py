"""The scores: BM25 over the ways of every word, simple enough to be repeated in a browser.

A word of the question gives a record what its best way gives: ``worth * idf * weight``, with
``idf = log(1 + (N - n + 0.5) / (n + 0.5))`` for N records of which n go this way, and the word's
weight in the record from ``weighing``. A phrase of several terms weighs as much as the lightest of
them, a way as much as the heaviest of its phrases. The score is the sum over the words, times the
root of the share of words that the record has: who has both of two words comes before who has one
of them often.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from bestpractices.analysis.search.index import Index
from bestpractices.analysis.search.ways import Lead, Phrase, Way

# Sums of the same numbers in another order differ in the last places, and order must not.
_PLACES: Final = 6

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Given:
    """What a way gives: to which records, in order, and how much."""

    records: NDArray[np.int32]
    amounts: Floats

    def to(self, record: int) -> float:
        """What it gives to one record."""
        place = place_of(self.records, record)
        return 0.0 if place is None else float(self.amounts[place])


@dataclass(frozen=True)
class Scores:
    """Scores of all records, and what each way of each word gave."""

    total: Floats
    given: tuple[tuple[Given, ...], ...]


def scores(index: Index, leads: Sequence[Lead]) -> Scores:
    """Scores of all records for the words of a question."""
    given = tuple(tuple(_way(index, way) for way in lead.ways) for lead in leads)
    records = len(index.addresses)
    total, had = np.zeros(records), np.zeros(records, np.uint8)
    for ways in filter(None, given):
        most = np.zeros(records)
        for way in ways:
            _raise(most, way.records, way.amounts)
        total += most
        had += most > 0
    roots = np.sqrt(np.arange(len(leads) + 1) / max(len(leads), 1))
    return Scores(total * roots[had], given)


def _way(index: Index, way: Way) -> Given:
    found = [_phrase(index, phrase) for phrase in way.phrases]
    records, weights = found[0] if len(found) == 1 else _most(len(index.addresses), found)
    rare = idf(len(records), len(index.addresses))
    return Given(records, np.multiply(weights, way.worth * rare, dtype=np.float64))


Weighed = tuple[NDArray[np.int32], NDArray[np.float32]]


def _most(records: int, found: Iterable[Weighed]) -> Weighed:
    """Of several phrases the heaviest in each record."""
    most = np.zeros(records, np.float32)
    for having, weights in found:
        _raise(most, having, weights)
    # Comparing first is eight times as fast as looking for floats that are not zero.
    having = np.flatnonzero(most > 0).astype(np.int32)
    return having, most[having]


def _raise(most: NDArray[Any], records: NDArray[np.int32], amounts: NDArray[Any]) -> None:
    """Put amounts where less stands."""
    # The type by which arrays are looked up; else it would be made twice.
    places = records.astype(np.intp)
    most[places] = np.maximum(most.take(places), amounts)


def _phrase(index: Index, phrase: Phrase) -> Weighed:
    """Records that have all terms of a phrase, and how much it weighs there."""
    having, least = _term(index, phrase[0])
    for term in phrase[1:]:
        others, weights = _term(index, term)
        every = np.zeros(len(index.addresses), np.float32)
        every[others] = weights
        least = np.minimum(least, every[having])
        having, least = having[least > 0], least[least > 0]
    return having, least


def _term(index: Index, term: int) -> Weighed:
    start, end = index.starts[term : term + 2]
    return index.records[start:end], index.weights[start:end]


def phrase_weight(index: Index, phrase: Phrase, record: int) -> float:
    """How much a phrase weighs in one record: as much as the lightest of its terms."""
    return min(_weight(index, term, record) for term in phrase)


def _weight(index: Index, term: int, record: int) -> float:
    start, end = index.starts[term : term + 2]
    place = place_of(index.records[start:end], record)
    return 0.0 if place is None else float(index.weights[start + place])


def place_of(records: NDArray[np.int32], record: int) -> int | None:
    """Where a record stands in a sorted list of records; None if it is not there."""
    # A number of another type would have the whole list copied into that type.
    place = int(records.searchsorted(np.int32(record)))
    return place if place < len(records) and records[place] == record else None


def idf(having: int, records: int) -> float:
    """How rare a way is: near 0 if all records go it."""
    return float(np.log1p((records - having + 0.5) / (having + 0.5)))


def best(total: Floats, among: NDArray[np.bool_], limit: int) -> list[tuple[int, float]]:
    """Numbers and scores of the best records above 0; equal scores in the order of addresses."""
    found = np.flatnonzero(among & (total > 0))
    if limit < len(found):
        # Who is so near to the last place that rounding makes them equal has to be seen.
        least = np.partition(total[found], -limit)[-limit] - 10**-_PLACES
        found = found[total[found] >= least]
    rounded = np.round(total[found], _PLACES)
    order = np.argsort(-rounded, kind="stable")[:limit]
    return list(zip(found[order].tolist(), rounded[order].tolist(), strict=True))
