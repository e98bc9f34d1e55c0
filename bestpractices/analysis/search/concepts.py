"""Concepts: what has a name in every language, from the vocabulary, the glossary and the places."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from bestpractices.analysis.search.stems import stem
from bestpractices.analysis.search.stop_words import is_stop_word
from bestpractices.analysis.search.words import bare_words
from bestpractices.records.knowledge_base import KnowledgeBase
from bestpractices.records.languages import LANGUAGES, LocalText
from bestpractices.records.registers import Term

_LISTS: Final = ("themes", "methods", "target_groups", "organisation_types", "regions")
_AND: Final = r"\s+(?:and|or|ve|veya|et|ou|en|of)\s+"
# "Konut ve barınma" names one thing twice; "Égalité des femmes et des hommes" does not.
_TWINS: Final = re.compile(rf"^(\w+){_AND}(\w+)$")
_BRACKETS: Final = re.compile(r"\(([^)]*)\)")
_BETWEEN: Final = re.compile("[;,]")


@dataclass(frozen=True)
class Label:
    """One name of a concept: its language, its stems, and how it is written."""

    lang: str
    stems: tuple[str, ...]
    written: str


@dataclass(frozen=True)
class Concept:
    """A thing with its names, such as ``themes/employment`` or ``glossary/newcomer``."""

    id: str
    labels: tuple[Label, ...]


class Concepts:
    """All concepts of a knowledge base, found by the stems of their names."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self.by_label: Mapping[tuple[str, tuple[str, ...]], list[Concept]] = defaultdict(list)
        for concept in _concepts(kb):
            for label in concept.labels:
                known = self.by_label[label.lang, label.stems]
                if concept not in known:
                    known.append(concept)
        self.longest = max((len(stems) for _, stems in self.by_label), default=0)

    def named(self, words: list[str]) -> Iterator[tuple[range, Concept]]:
        """Every concept that some of these words name, with the places of these words."""
        for lang in LANGUAGES:
            stems = [stem(word, lang) for word in words]
            for start in range(len(words)):
                for end in range(start + 1, min(start + self.longest, len(words)) + 1):
                    for concept in self.by_label.get((lang, tuple(stems[start:end])), ()):
                        yield range(start, end), concept


def _concepts(kb: KnowledgeBase) -> Iterator[Concept]:
    for name in _LISTS:
        for word in kb.vocabulary.lists[name].values():
            yield _of_label(f"{name}/{word.id}", word.label)
    for town in kb.places.values():
        yield _of_label(f"places/{town.id}", town.name)
    for term in kb.glossary.terms if kb.glossary else ():
        yield _of_term(term)


def _of_label(name: str, label: LocalText) -> Concept:
    texts = {lang: getattr(label, lang) for lang in LANGUAGES if getattr(label, lang)}
    return Concept(name, tuple(_labels(texts)))


def _stems(text: str, lang: str) -> tuple[str, ...]:
    return tuple(stem(word, lang) for word in bare_words(text) if not is_stop_word(word, lang))


def _of_term(term: Term) -> Concept:
    texts = {lang: getattr(term, lang) for lang in LANGUAGES}
    return Concept(f"glossary/{term.id}", tuple(_labels(texts, between=_BETWEEN)))


def _labels(texts: dict[str, str], *, between: re.Pattern[str] | None = None) -> Iterator[Label]:
    for lang, text in texts.items():
        plain = _BRACKETS.sub("", text)
        names = [*(between.split(plain) if between else (plain,)), *_BRACKETS.findall(text)]
        twins = _TWINS.match(plain)
        for name in (*names, *(twins.groups() if twins else ())):
            if stems := _stems(name, lang):
                yield Label(lang, stems, name.strip())
