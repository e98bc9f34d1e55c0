"""The index: which word stands where, as arrays of numbers.

A *term* is a stem in a language, such as ``tr:kadi``. The *stream* has the terms of all records one
after the other; small words are left out. Everything else tells how to get from a word to its
places, and from there to record, field and language.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from bestpractices.analysis.search.facets import Facet
from bestpractices.analysis.search.strings import Strings

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]


@dataclass(frozen=True)
class Index:
    """What is known of the words of a knowledge base.

    Parameters
    ----------
    stamp
        Of which records it was made, and how.
    addresses
        Of all records, sorted: a record's number is its place here, so ties go by address.
    words, word_starts, word_terms
        All folded words, sorted; the terms of word n are
        ``word_terms[word_starts[n]:word_starts[n + 1]]``.
    terms
        All terms, sorted.
    starts, records, weights
        Records of term n and how much the term weighs there, from 0 to 1:
        ``records[starts[n]:starts[n + 1]]``, ``weights`` likewise.
    stream, record_starts
        All terms in the order of the texts; record n begins at ``record_starts[n]``.
    passage_starts, passage_fields, passage_langs, record_passages
        Where each passage begins in the stream, its field and its language; which is the first
        passage of each record.
    place_starts, places
        Places of term n in the stream: ``places[place_starts[n]:place_starts[n + 1]]``.
    translation_starts, translation_terms, translation_dices
        Terms of other languages that translate term n, likewise, each with Dice's coefficient.
    facets
        The lists by which what was found is counted and narrowed.
    """

    stamp: str
    addresses: Strings
    words: Strings
    word_starts: Longs
    word_terms: Ints
    terms: Strings
    starts: Longs
    records: Ints
    weights: NDArray[np.float32]
    stream: Ints
    record_starts: Longs
    passage_starts: Longs
    passage_fields: NDArray[np.uint8]
    passage_langs: NDArray[np.uint8]
    record_passages: Longs
    place_starts: Longs
    places: Ints
    translation_starts: Longs
    translation_terms: Ints
    translation_dices: NDArray[np.float32]
    facets: Mapping[str, Facet]

    @cached_property
    def word_list(self) -> list[str]:
        """The words as a list, for what looks at many of them."""
        return list(self.words)

    @cached_property
    def _term_numbers(self) -> dict[str, int]:
        return {term: number for number, term in enumerate(self.terms)}

    def word_number(self, word: str) -> int | None:
        """Number of a folded word; None if it stands nowhere."""
        place = bisect_left(self.word_list, word)
        known = place < len(self.word_list) and self.word_list[place] == word
        return place if known else None

    def words_beginning_with(self, beginning: str) -> range:
        """Numbers of all folded words that begin so."""
        first = bisect_left(self.word_list, beginning)
        return range(first, bisect_left(self.word_list, beginning + "\U0010ffff"))

    def terms_of(self, word: str) -> list[int]:
        """Terms of a folded word, in all languages in which it stands somewhere."""
        number = self.word_number(word)
        return [] if number is None else self.terms_of_number(number)

    def terms_of_number(self, number: int) -> list[int]:
        """Terms of the word with this number."""
        start, end = self.word_starts[number : number + 2]
        found: list[int] = self.word_terms[start:end].tolist()
        return found

    def term(self, stem: str, lang: str) -> int | None:
        """Number of a stem in a language."""
        return self._term_numbers.get(f"{lang}:{stem}")

    def frequency(self, term: int) -> int:
        """In how many records a term stands."""
        return int(self.starts[term + 1] - self.starts[term])

    def places_of(self, term: int) -> Ints:
        """Places of a term in the stream, in order."""
        return self.places[self.place_starts[term] : self.place_starts[term + 1]]

    def translations_of(self, term: int) -> list[tuple[int, float]]:
        """Terms of other languages that translate a term, each with Dice's coefficient."""
        start, end = self.translation_starts[term : term + 2]
        terms = self.translation_terms[start:end].tolist()
        return list(zip(terms, self.translation_dices[start:end].tolist(), strict=True))
