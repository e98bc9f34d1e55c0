"""The index for a browser: the texts as numbers, from which it builds the rest by itself.

What follows from the texts by arithmetic (weights, places, translations) is not sent but worked out
again, by the modules in ``widgets/search``; ``tests/data/search_answers.json`` holds both to the
same answers. What needs a stemmer or the records comes from here. That keeps the index of the
shipped base near 150 kB, a quarter of what the weights and places alone would take.

Numbers are written as letters, the most frequent words as the first, so that a word takes a byte or
two and the text stays JSON.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, Final

from bestpractices.analysis.search.building import stamp
from bestpractices.analysis.search.concepts import Concepts
from bestpractices.analysis.search.facets import values_of
from bestpractices.analysis.search.languages import PASSAGE_LANGUAGES
from bestpractices.analysis.search.passages import FIELDS, NUMBER, Passage, Passages
from bestpractices.analysis.search.stems import stem
from bestpractices.analysis.search.stop_words import STOP_WORDS, is_stop_word
from bestpractices.analysis.search.weighing import K1
from bestpractices.analysis.search.words import bare, written_words
from bestpractices.records.knowledge_base import KnowledgeBase

# Those by which a reader narrows on a page; the rest would only make the file longer.
BROWSER_FACETS: Final = (
    "kind", "themes", "target_groups", "country", "regions", "evidence", "languages",
)  # fmt: skip
# Counted up whenever the browser has to read it in another way.
_EDITION: Final = 1
_FIRST_SIGN: Final = 0x23
# Codes that are halves of others stand for nothing alone.
_FIRST_HALF, _HALVES = 0xD800, 0x800
# What ends a text, and a text that has only small words; both stand before the first sign.
_END, _NO_WORDS = " ", "!"

# The languages of one text side by side.
Text = tuple[tuple[str, str], ...]


def browser_index(kb: KnowledgeBase) -> str:
    """Index of all records as JSON: the same records give the same characters.

    The keys are told in ``widgets/search/postings.mjs``, which reads them.

    Examples
    --------
    >>> from bestpractices.records.knowledge_base import load
    >>> sorted(json.loads(browser_index(load())))[:3]
    ['addresses', 'concepts', 'edition']
    """
    records = dict(sorted(kb.records()))
    texts = _Texts(Passages(kb), records)
    index = {
        "edition": _EDITION,
        "stamp": stamp(kb),
        "addresses": list(records),
        "languages": PASSAGE_LANGUAGES,
        "fields": [[field.name, field.weight, field.slope] for field in FIELDS],
        "k1": K1,
        **texts.written(),
        "facets": {name: _facet(records.values(), name) for name in BROWSER_FACETS},
        "concepts": _concepts(kb),
        "small": {lang: " ".join(sorted(words)) for lang, words in STOP_WORDS.items()},
    }
    return json.dumps(index, ensure_ascii=False, separators=(",", ":"))


def sign(number: int) -> str:
    """Letter of a number, none that JSON would have to write in another way.

    Examples
    --------
    >>> sign(0), sign(56), sign(57), json.dumps(sign(60_000), ensure_ascii=False)[0]
    ('#', '[', ']', '"')
    """
    code = _FIRST_SIGN + number
    code += code >= ord("\\")
    return chr(code + _HALVES if code >= _FIRST_HALF else code)


class _Texts:
    """Texts of all records, each different one once, and which record has which."""

    def __init__(self, passages: Passages, addresses: Iterable[str]) -> None:
        self.numbers: dict[Text, int] = {}
        self.long: list[str] = []
        self.records: list[str] = []
        for address in addresses:
            self.records.append(self._record(passages.of(address)))

    def _record(self, passages: Iterator[Passage]) -> str:
        """Field and text in turn; a text that was not there before is number 0."""
        found, long = [], 0
        for field, text in _side_by_side(passages):
            if field == NUMBER["text"]:
                self.long += [written for _, written in text]
                long += len(text)
                continue
            known = self.numbers.get(text)
            self.numbers.setdefault(text, len(self.numbers))
            found.append(sign(field) + sign(0 if known is None else known + 1))
        return sign(long) + "".join(found)

    def written(self) -> dict[str, Any]:
        """Words, their stems, and the texts made of them."""
        streams = {
            lang: [dict(text).get(lang) for text in self.numbers] for lang in PASSAGE_LANGUAGES
        }
        streams["en"] += self.long
        lists = {lang: _Words(lang, texts) for lang, texts in streams.items()}
        forms = Counter(form for words in lists.values() for form in words.forms)
        order = sorted(forms, key=lambda form: (-forms[form], form))
        place = {form: number for number, form in enumerate(order)}
        return {
            "records": _END.join(self.records),
            "words": {lang: _END.join(words.order) for lang, words in lists.items()},
            "forms": order,
            "stems": {
                lang: "".join(sign(place[form]) for form in words.forms)
                for lang, words in lists.items()
            },
            "texts": {lang: words.coded() for lang, words in lists.items()},
        }


class _Words:
    """Words of all texts in one language as they are written, the most frequent first."""

    def __init__(self, lang: str, texts: list[str | None]) -> None:
        self.texts = [None if text is None else list(_told(text, lang)) for text in texts]
        often = Counter(word for text in self.texts for word in text or ())
        # In steps of twice as often: within one, the alphabet makes the list shorter.
        self.order = sorted(
            often, key=lambda word: (-int(math.log2(often[word])), bare(word), word)
        )
        self.forms = [_form(bare(word), stem(bare(word), lang)) for word in self.order]

    def coded(self) -> str:
        """The texts as letters, one a word."""
        signs = {word: sign(number) for number, word in enumerate(self.order)}
        texts = ("" if text is None else _coded(text, signs) for text in self.texts)
        return _END.join(texts).rstrip(_END)


def _coded(text: list[str], signs: dict[str, str]) -> str:
    return "".join(signs[word] for word in text) or _NO_WORDS


def _told(text: str, lang: str) -> Iterator[str]:
    return (word for word in written_words(text) if not is_stop_word(bare(word), lang))


def _form(word: str, found: str) -> tuple[int, str]:
    """How a word becomes its stem: how many letters are cut off, and what is put there."""
    same = 0
    while same < min(len(word), len(found)) and word[same] == found[same]:
        same += 1
    # As a browser counts: rare letters are two.
    return len(word[same:].encode("utf-16-le")) // 2, found[same:]


def _side_by_side(passages: Iterator[Passage]) -> Iterator[tuple[int, Text]]:
    """Passages that follow each other as languages of one text, as ``translations`` takes them."""
    place = {lang: number for number, lang in enumerate(PASSAGE_LANGUAGES)}
    for field, group in groupby(passages, key=lambda passage: passage.field):
        text: list[tuple[str, str]] = []
        for _, lang, written in group:
            if text and place[lang] <= place[text[-1][0]]:
                yield field, tuple(text)
                text = []
            text.append((lang, written))
        yield field, tuple(text)


def _facet(records: Iterable[Any], name: str) -> dict[str, str]:
    """Records of every value."""
    found: dict[str, str] = {}
    for number, record in enumerate(records):
        for value in dict.fromkeys(values_of(record, name)):
            found[value] = found.get(value, "") + sign(number)
    return dict(sorted(found.items()))


def _concepts(kb: KnowledgeBase) -> dict[str, dict[str, list[str]]]:
    """Stems of the names of every concept, by language."""
    found: dict[str, dict[str, list[str]]] = {}
    for concepts in Concepts(kb).by_label.values():
        for concept in concepts:
            if concept.id not in found:
                names = found[concept.id] = {}
                for label in concept.labels:
                    names.setdefault(label.lang, []).append(" ".join(label.stems))
    return found
