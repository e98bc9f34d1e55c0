"""Why a record was found: the place of the word in it, and a sentence about it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

import numpy as np

from bestpractices.analysis.search.hits import Reason
from bestpractices.analysis.search.index import Index
from bestpractices.analysis.search.languages import PASSAGE_LANGUAGES
from bestpractices.analysis.search.passages import FIELDS, NUMBER, Passage, Passages
from bestpractices.analysis.search.ranking import Scores, phrase_weight
from bestpractices.analysis.search.stop_words import is_stop_word
from bestpractices.analysis.search.ways import How, Lead, Phrase, Way
from bestpractices.analysis.search.words import bare, written_words
from bestpractices.texts import N_, Texts

# How each reason is told to a reader.
SENTENCES: Final = {
    How.WORD: N_("{field}: “{word}”"),
    How.FORM: N_("{field}: “{word}”, another form of “{asked}”"),
    How.JOINED: N_("{field}: “{word}”, written as one word"),
    How.PARTS: N_("{field}: “{word}”, parts of “{asked}”"),
    How.BEGINNING: N_("{field}: “{word}” begins with “{asked}”"),
    How.SLIP: N_("{field}: “{word}”, in case “{asked}” is a typing error"),
    How.FAMILY: N_("{field}: “{word}” begins like “{asked}”"),
    How.CONCEPT: N_("{field}: “{word}”, which the lists of terms hold equal to “{asked}”"),
    How.TRANSLATION: N_("{field}: “{word}”, which translates “{asked}” in texts of the base"),
}


class Reasons:
    """Reasons in the words of one reader."""

    def __init__(self, index: Index, passages: Passages, *, lang: str) -> None:
        self.index, self.passages, self.lang = index, passages, lang
        self.texts = Texts(lang)

    def of(
        self, record: int, leads: list[Lead], found: Scores, written: dict[str, str]
    ) -> Iterator[Reason]:
        """Reasons for a record, one for every word of the question that led there."""
        place = _PlacesInRecord(self.index, self.passages, record, lang=self.lang)
        told = set()
        for lead, given in zip(leads, found.given, strict=True):
            amounts = [way.to(record) for way in given]
            if not any(amounts):
                continue
            way = lead.ways[amounts.index(max(amounts))]
            reason = self._reason(way, place, written[lead.word])
            if (reason.field, reason.word) not in told:
                told.add((reason.field, reason.word))
                yield reason

    def _reason(self, way: Way, place: _PlacesInRecord, asked: str) -> Reason:
        field, word = place.told(self._phrase(way, place.record))
        how = How.FORM if way.how is How.WORD and bare(word) != bare(asked) else way.how
        sentence = self.texts(
            SENTENCES[how], field=self.texts(FIELDS[field].label), word=word, asked=asked
        )
        return Reason(FIELDS[field].name, word, asked, how.value, way.through, sentence)

    def _phrase(self, way: Way, record: int) -> Phrase:
        """The phrase that counts most, if possible one in the reader's language."""

        def order(terms: Phrase) -> tuple[bool, float]:
            """Whether a phrase is the reader's, then what it counts in the record."""
            weight = phrase_weight(self.index, terms, record)
            mine = self.index.terms[terms[0]].startswith(f"{self.lang}:")
            return mine and weight > 0, weight

        return max(way.phrases, key=order)


class _PlacesInRecord:
    """Places of terms in one record, and what is written there."""

    def __init__(self, index: Index, passages: Passages, record: int, *, lang: str) -> None:
        self.index, self.passages, self.record, self.lang = index, passages, record, lang
        self._coming = passages.of(index.addresses[record])
        self._read: list[Passage] = []
        self._told: dict[int, list[str]] = {}

    def told(self, phrase: Phrase) -> tuple[int, str]:
        """Field in which a phrase's first term stands, and its words as written."""
        found = [self._of_term(term) for term in phrase]
        words = dict.fromkeys(word for _, word in found)
        return found[0][0], " ".join(words)

    def _of_term(self, term: int) -> tuple[int, str]:
        places = self.index.places_of(term)
        start, end = self.index.record_starts[self.record : self.record + 2]
        # Numbers of another type would have all places copied into that type.
        first, last = places.searchsorted(np.array([start, end], places.dtype))
        here = places[first:last]
        starts = self.index.passage_starts
        passages = starts.searchsorted(here.astype(starts.dtype), side="right") - 1
        mine = PASSAGE_LANGUAGES.index(self.lang)
        fields = self.index.passage_fields[passages]
        others = self.index.passage_langs[passages] != mine
        best = np.lexsort((here, others, fields))[0]
        return int(fields[best]), self._written(int(passages[best]), int(here[best]))

    def _written(self, number: int, place: int) -> str:
        told = self._told.get(number)
        if told is None:
            passage = self._passage(number)
            lang, words = passage.lang, written_words(passage.text)
            told = [word for word in words if not is_stop_word(bare(word), lang)]
            self._told[number] = told
        return told[place - int(self.index.passage_starts[number])]

    def _passage(self, number: int) -> Passage:
        first, last = self.index.record_passages[self.record : self.record + 2]
        before = int(np.count_nonzero(self.index.passage_fields[first:last] != NUMBER["text"]))
        inner = number - int(first)
        # Most places are in the long texts, and what stands before them need not be read for that.
        if inner >= before:
            texts = self.passages.long_texts(self.index.addresses[self.record])
            return next(islice(texts, inner - before, None))
        while len(self._read) <= inner:
            self._read.append(next(self._coming))
        return self._read[inner]
