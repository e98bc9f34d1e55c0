"""How the index is made from the records."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Callable, Iterable
from typing import Final

import numpy as np

from bestpractices.analysis.search.facets import FACETS, Facet
from bestpractices.analysis.search.index import Index, Ints, Longs
from bestpractices.analysis.search.languages import PASSAGE_LANGUAGES
from bestpractices.analysis.search.passages import NUMBER, Passages
from bestpractices.analysis.search.stems import stem
from bestpractices.analysis.search.stop_words import is_stop_word
from bestpractices.analysis.search.strings import Strings
from bestpractices.analysis.search.translations import translations
from bestpractices.analysis.search.weighing import Layout
from bestpractices.analysis.search.words import bare, written_words
from bestpractices.records.knowledge_base import KnowledgeBase

# Counted up whenever the same records give another index.
_EDITION: Final = 2
_STOPPED: Final = -1
# The same labels stand in many records: they are read once.
_REPEATED: Final = frozenset(
    NUMBER[name] for name in ("themes", "methods", "target_groups", "places", "type")
)


def stamp(kb: KnowledgeBase) -> str:
    """Of which records an index is made: version of the base, addresses, edition of the index."""
    addresses = "\n".join(address for address, _ in kb.records())
    digest = hashlib.sha256(addresses.encode()).hexdigest()[:12]
    return f"{kb.version}-{digest}-{_EDITION}"


def build(kb: KnowledgeBase) -> Index:
    """Index of all records of a knowledge base."""
    records = dict(sorted(kb.records()))
    texts = _Texts()
    passages = Passages(kb)
    for address in records:
        texts.add(passages, address)
    return texts.index(
        stamp(kb), records, {name: Facet.of(records.values(), name) for name in FACETS}
    )


class _Numbers(dict[str, int]):
    """Number of every written word of one language; a new one is folded and stemmed once."""

    def __init__(self, number: Callable[[str], int]) -> None:
        super().__init__()
        self._number = number

    def __missing__(self, written: str) -> int:
        found = self[written] = self._number(written)
        return found


class _Texts:
    """The texts as numbers, while they are read."""

    def __init__(self) -> None:
        self.terms: dict[str, int] = {}
        self.words: dict[str, dict[int, None]] = {}
        self.numbers = {lang: _Numbers(self._numbering(lang)) for lang in PASSAGE_LANGUAGES}
        self.labels: dict[tuple[str, str], array[int]] = {}
        self.codes = {lang: code for code, lang in enumerate(PASSAGE_LANGUAGES)}
        self.stream = array("i")
        self.record_starts, self.record_passages = array("q", [0]), array("q", [0])
        self.passage_starts = array("q", [0])
        self.fields, self.langs = array("B"), array("B")

    def _numbering(self, lang: str) -> Callable[[str], int]:
        def number(written: str) -> int:
            """Number of the term that a written word belongs to; of a stop word ``_STOPPED``."""
            word = bare(written)
            if is_stop_word(word, lang):
                return _STOPPED
            term = self.terms.setdefault(f"{lang}:{stem(word, lang)}", len(self.terms))
            self.words.setdefault(word, {})[term] = None
            return term

        return number

    def add(self, passages: Passages, address: str) -> None:
        """Read the passages of a record."""
        for field, lang, text in passages.of(address):
            if field in _REPEATED:
                found = self.labels.get((lang, text))
                if found is None:
                    found = self.labels[lang, text] = self._read(lang, text)
            else:
                found = self._read(lang, text)
            self.stream.extend(found)
            self.passage_starts.append(len(self.stream))
            self.fields.append(field)
            self.langs.append(self.codes[lang])
        self.record_starts.append(len(self.stream))
        self.record_passages.append(len(self.fields))

    def _read(self, lang: str, text: str) -> array[int]:
        numbers = self.numbers[lang]
        found = [numbers[word] for word in written_words(text)]
        return array("i", [number for number in found if number != _STOPPED])

    def _layout(self, place: Ints) -> Layout:
        """All that was read, with every term at its place."""
        return Layout(
            place[np.frombuffer(self.stream, np.int32)] if self.stream else place[:0],
            np.array(self.record_starts, np.int64),
            np.array(self.passage_starts, np.int64),
            np.array(self.record_passages, np.int64),
            np.array(self.fields, np.uint8),
            np.array(self.langs, np.uint8),
        )

    def index(self, found: str, addresses: Iterable[str], facets: dict[str, Facet]) -> Index:
        """The index, when all is read."""
        order = sorted(self.terms)
        place = np.empty(len(order), np.int32)
        place[[self.terms[term] for term in order]] = np.arange(len(order), dtype=np.int32)
        words = sorted(self.words)
        terms = [sorted(place[list(self.words[word])].tolist()) for word in words]
        layout = self._layout(place)
        starts, records, weights = layout.weighted(len(order))
        place_starts, places = layout.places(len(order))
        langs = np.array([PASSAGE_LANGUAGES.index(term[:2]) for term in order], np.uint8)
        translation_starts, translation_terms, translation_dices = translations(layout, langs)
        return Index(
            stamp=found,
            addresses=Strings.of(addresses),
            words=Strings.of(words),
            word_starts=_starts(terms),
            word_terms=np.array([term for group in terms for term in group], np.int32),
            terms=Strings.of(order),
            starts=starts,
            records=records,
            weights=weights,
            stream=layout.stream,
            record_starts=layout.record_starts,
            passage_starts=layout.passage_starts,
            passage_fields=layout.fields,
            passage_langs=layout.langs,
            record_passages=layout.record_passages,
            place_starts=place_starts,
            places=places,
            translation_starts=translation_starts,
            translation_terms=translation_terms,
            translation_dices=translation_dices,
            facets=facets,
        )


def _starts(groups: list[list[int]]) -> Longs:
    return np.cumsum([0, *(len(group) for group in groups)], dtype=np.int64)
