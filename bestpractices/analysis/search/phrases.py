"""Phrases in quotes: which records have these words one after the other, in any of their forms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from bestpractices.analysis.search.index import Index
from bestpractices.analysis.search.stems import stem
from bestpractices.analysis.search.stop_words import is_stop_word
from bestpractices.records.languages import LANGUAGES


def records_with(index: Index, phrases: Iterable[tuple[str, ...]]) -> NDArray[np.bool_]:
    """Which records have all these phrases; small words between are passed over."""
    found = np.ones(len(index.addresses), np.bool_)
    for phrase in phrases:
        found &= _with(index, phrase)
    return found


def _with(index: Index, phrase: tuple[str, ...]) -> NDArray[np.bool_]:
    found = np.zeros(len(index.addresses), np.bool_)
    for terms in _in_languages(index, phrase):
        starts = _starts(index, terms)
        found[np.searchsorted(index.record_starts, starts, side="right") - 1] = True
    return found


def _in_languages(index: Index, phrase: tuple[str, ...]) -> Iterator[list[int]]:
    for lang in LANGUAGES:
        words = [word for word in phrase if not is_stop_word(word, lang)]
        terms = [index.term(stem(word, lang), lang) for word in words]
        known = [term for term in terms if term is not None]
        if known and len(known) == len(terms):
            yield known


def _starts(index: Index, terms: list[int]) -> NDArray[np.int64]:
    """Places at which these terms stand one after the other within one passage."""
    rarest = min(range(len(terms)), key=lambda place: len(index.places_of(terms[place])))
    starts = index.places_of(terms[rarest]).astype(np.int64) - rarest
    starts = starts[(starts >= 0) & (starts + len(terms) <= len(index.stream))]
    for place, term in enumerate(terms):
        starts = starts[index.stream[starts + place] == term]
    ends = starts + len(terms) - 1
    within: NDArray[np.int64] = starts[_passage(index, starts) == _passage(index, ends)]
    return within


def _passage(index: Index, places: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.asarray(np.searchsorted(index.passage_starts, places, side="right") - 1)
