"""Ways from a word of the question to terms of the index: the word, its beginning, a slip."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from bestpractices.analysis.search.concepts import Concepts, Label
from bestpractices.analysis.search.edits import distances, slips_forgiven
from bestpractices.analysis.search.index import Index
from bestpractices.analysis.search.stems import stem
from bestpractices.analysis.search.stop_words import STOP_WORDS, is_stop_word
from bestpractices.records.languages import LANGUAGES

# Two letters begin too many words.
_SHORTEST_BEGINNING: Final = 3
_SHORTEST_PART: Final = 2
# Can et al. (2008), Information retrieval on Turkish texts, JASIST 59(3), 407-421: the first five
# letters find as well as a full analysis of the word.
_SAME_LETTERS: Final = 5
_SHORTEST_STEM: Final = 4
# The most frequent ones; the rest would change little and cost time.
_MOST_BEGINNINGS: Final = 50
_MOST_SLIPS: Final = 5
_PLACES: Final = 4


class How(StrEnum):
    """How a word of the question leads to a word of a record."""

    WORD = "word"
    FORM = "form"
    JOINED = "joined"
    PARTS = "parts"
    BEGINNING = "beginning"
    SLIP = "slip"
    FAMILY = "family"
    CONCEPT = "concept"
    TRANSLATION = "translation"


# What a find is worth beside the word itself; round numbers: sure ways near 1, guesses near a half.
WORTH: Final = {
    How.WORD: 1.0,
    How.FORM: 0.8,
    How.JOINED: 0.8,
    How.PARTS: 0.6,
    How.BEGINNING: 0.5,
    How.SLIP: 0.8,
    How.FAMILY: 0.5,
    How.CONCEPT: 0.6,
    How.TRANSLATION: 0.7,
}

Phrase = tuple[int, ...]


@dataclass(frozen=True)
class Way:
    """One way: a record goes it if it has all terms of one of the phrases.

    ``through`` says what led there: the id of a concept, or the word that was meant.
    """

    how: How
    worth: float
    phrases: tuple[Phrase, ...]
    through: str = ""


@dataclass(frozen=True)
class Lead:
    """One word of the question with all its ways."""

    word: str
    ways: tuple[Way, ...]


class Ways:
    """Ways through one index, with the concepts of its knowledge base."""

    def __init__(self, index: Index, concepts: Concepts) -> None:
        self.index, self.concepts = index, concepts

    def language(self, words: Iterable[str], *, reader: str) -> str:
        """Language of a question: the one that knows most of its words, else the reader's."""
        words = tuple(words)
        known = {lang: sum(self._is_known(word, lang) for word in words) for lang in LANGUAGES}
        best = max(known.values())
        return reader if known[reader] == best else max(LANGUAGES, key=lambda lang: known[lang])

    def _is_known(self, word: str, lang: str) -> bool:
        return is_stop_word(word, lang) or self.index.term(stem(word, lang), lang) is not None

    def leads(self, words: Iterable[str], lang: str, *, typing: bool) -> list[Lead]:
        """Every word of a question that tells something, with its ways."""
        asked = [word for word in words if not self._tells_nothing(word, lang)]
        meant = list(asked)
        found: list[list[Way]] = []
        for place, word in enumerate(asked):
            last = typing and place == len(asked) - 1
            ways = [*self._known(word, lang), *self._joined(asked, place)]
            ways += self._beginning(word) if last else ()
            if not ways:
                meant[place], ways = self._guessed(word)
            # In Turkish a root has more forms than any stemmer knows.
            if lang == "tr" or not ways:
                ways += self._family(meant[place])
            found.append(ways)
        for places, way in self._concepts_of(meant):
            for place in places:
                found[place].append(replace(way, worth=way.worth * _trust(found[place])))
        return [
            Lead(word, (*ways, *self._translated(ways)))
            for word, ways in zip(asked, found, strict=True)
        ]

    def _tells_nothing(self, word: str, lang: str) -> bool:
        # The small words of another language are none of the question's, unless a record has them.
        if is_stop_word(word, lang):
            return True
        small = any(word in words for words in STOP_WORDS.values())
        return small and not self.index.terms_of(word)

    def _known(self, word: str, lang: str) -> Iterator[Way]:
        mine = self.index.term(stem(word, lang), lang)
        terms = {*self.index.terms_of(word), *(() if mine is None else (mine,))}
        if terms:
            yield _single(How.WORD, terms)
            return
        stems = (self.index.term(stem(word, other), other) for other in LANGUAGES)
        if others := {term for term in stems if term is not None}:
            yield _single(How.FORM, others)

    def _joined(self, words: list[str], place: int) -> Iterator[Way]:
        """The word and its neighbour as one: *mikrokredi* for "mikro kredi"."""
        for start in (place - 1, place):
            pair = "".join(words[start : start + 2]) if start >= 0 else ""
            if len(words[start : start + 2]) > 1 and (terms := self.index.terms_of(pair)):
                yield replace(_single(How.JOINED, terms), through=pair)

    def _beginning(self, word: str) -> Iterator[Way]:
        if len(word) < _SHORTEST_BEGINNING:
            return
        numbers = self.index.words_beginning_with(word)
        terms = {term for number in numbers for term in self.index.terms_of_number(number)}
        terms -= set(self.index.terms_of(word))
        frequent = sorted(terms, key=lambda term: (-self.index.frequency(term), term))
        if frequent:
            yield _single(How.BEGINNING, frequent[:_MOST_BEGINNINGS])

    def _guessed(self, word: str) -> tuple[str, list[Way]]:
        """What an unknown word may mean, and the ways there."""
        if parts := self._parts(word):
            return word, [Way(How.PARTS, WORTH[How.PARTS], parts, through=word)]
        near = self._near(word)
        ways = [replace(_single(How.SLIP, terms), through=other) for other, terms in near]
        return (near[0][0] if near else word), ways

    def _parts(self, word: str) -> tuple[Phrase, ...]:
        """Two words of one language in one: *klas* and *kinderen* for "klaskinderen"."""
        found: list[Phrase] = []
        for cut in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
            firsts, seconds = self.index.terms_of(word[:cut]), self.index.terms_of(word[cut:])
            pairs = ((first, second) for first in firsts for second in seconds)
            found += (pair for pair in pairs if self._lang(pair[0]) == self._lang(pair[1]))
        return tuple(found)

    def _family(self, word: str) -> Iterator[Way]:
        """Words that begin alike: *kiralık* and *kira* for *kiralama*, *taal* for *taalmaatje*."""
        index = self.index
        begun = index.words_beginning_with(word[:_SAME_LETTERS])
        numbers = set(begun) if len(word) >= _SAME_LETTERS else set()
        shorter = (index.word_number(word[:end]) for end in range(_SHORTEST_STEM, len(word)))
        numbers |= {number for number in shorter if number is not None}
        terms = {term for number in numbers for term in self.index.terms_of_number(number)}
        terms -= set(self.index.terms_of(word))
        if terms:
            yield _single(How.FAMILY, terms)

    def _lang(self, term: int) -> str:
        return self.index.terms[term][:2]

    def _near(self, word: str) -> list[tuple[str, list[int]]]:
        """The words nearest to one with typing errors; the first letter is right."""
        forgiven = slips_forgiven(word)
        if not forgiven or not word:
            return []
        numbers = self.index.words_beginning_with(word[0])
        others = self.index.word_list[numbers.start : numbers.stop]
        others = [other for other in others if abs(len(other) - len(word)) <= forgiven]
        slips = distances(word, others).tolist()
        least = min(slips, default=forgiven + 1)
        if least > forgiven:
            return []
        near = [
            (other, self.index.terms_of(other))
            for other, number in zip(others, slips, strict=True)
            if number == least
        ]
        near.sort(key=lambda pair: (-max(map(self.index.frequency, pair[1])), pair[0]))
        return near[:_MOST_SLIPS]

    def _concepts_of(self, words: list[str]) -> Iterator[tuple[range, Way]]:
        for places, concept in self.concepts.named(words):
            phrases = {phrase for label in concept.labels if (phrase := self._phrase(label))}
            if phrases:
                worth = WORTH[How.CONCEPT]
                yield places, Way(How.CONCEPT, worth, tuple(sorted(phrases)), concept.id)

    def _translated(self, ways: list[Way]) -> Iterator[Way]:
        """What the base's own translations teach about the words that were found."""
        for way in ways:
            if way.how in (How.WORD, How.FORM, How.SLIP):
                for (term,) in way.phrases:
                    for other, dice in self.index.translations_of(term):
                        worth = round(WORTH[How.TRANSLATION] * dice * way.worth, _PLACES)
                        yield Way(How.TRANSLATION, worth, ((other,),), way.through)

    def _phrase(self, label: Label) -> Phrase:
        terms = [self.index.term(stem, label.lang) for stem in label.stems]
        found = tuple(term for term in terms if term is not None)
        return found if len(found) == len(terms) else ()


def _single(how: How, terms: Iterable[int]) -> Way:
    return Way(how, WORTH[how], tuple((term,) for term in sorted(terms)))


def _trust(ways: list[Way]) -> float:
    """How far a word is believed to mean what its concept says: less if it had to be guessed."""
    return WORTH[How.SLIP] if any(way.how is How.SLIP for way in ways) else 1.0
