"""Method fit: a need names no methods, so they are read out of its texts and its themes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

import numpy as np

from bestpractices.analysis.matching.closeness import Singles, linked
from bestpractices.analysis.matching.need_words import stems, texts
from bestpractices.analysis.matching.reason import Reason, Side
from bestpractices.analysis.matching.tags import TagFit
from bestpractices.records.knowledge_base import KnowledgeBase
from bestpractices.records.languages import LANGUAGES, LocalText
from bestpractices.records.models import Need, Practice
from bestpractices.texts import N_

_NAMED: Final = N_("Works by {words}, which the text of the need names.")
_LINKED: Final = N_("Works by {words}, which the vocabulary links with {themes}.")
_MISSING: Final = N_("Works by none of the methods that the need names: {words}.")
_UNASKED: Final = N_("Nothing in the need points to a method.")
_UNKNOWN: Final = N_("The practice names no method.")


class MethodFit:
    """Share of the methods asked for that a practice works by, or by one near it.

    A need asks for a method if one of its texts names it by its label, or if the vocabulary links
    the method with a theme of the need; both count the same.
    """

    name = "methods"

    def __init__(self, kb: KnowledgeBase) -> None:
        self.tags = TagFit(kb, "methods", ordered=False)
        self.profiles, self.known = self.tags.profiles, self.tags.known
        self.themes = kb.vocabulary.lists["themes"]
        # by their first stem, so that a text is walked through once
        self.labels: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        for word, concept in self.tags.concepts.items():
            for lang in LANGUAGES:
                if label := _stems(concept.label, lang):
                    self.labels[label[0]].append((label, word))

    def asked(self, need: Need) -> Singles | None:
        """Share of each method in what the need asks; None if nothing points to a method."""
        words = self.named(need) | self.linked(need).keys()
        found = np.array([word in words for word in self.tags.places], np.float32)
        return found / found.sum() if words else None

    def named(self, need: Need) -> set[str]:
        """Methods that the texts of a need name."""
        found = set()
        for lang, text in texts(need):
            terms = tuple(one.term for one in stems(text, lang))
            for place, term in enumerate(terms):
                for label, word in self.labels.get(term, ()):
                    if terms[place : place + len(label)] == label:
                        found.add(word)
        return found

    def linked(self, need: Need) -> dict[str, list[str]]:
        """Methods that the vocabulary links with themes of a need, each with these themes."""
        found: dict[str, list[str]] = {}
        for theme in need.themes:
            for word in linked(self.themes[theme], "methods") if theme in self.themes else ():
                found.setdefault(word, []).append(theme)
        return found

    def reasons(self, need: Need, practice: Practice, value: float | None) -> Iterator[Reason]:
        """Methods in common and how the need asks for them, or those that are missing."""
        where = (f"needs/{need.id}", f"practices/{practice.id}")
        named, near = self.named(need), self.linked(need)
        if value is None:
            message, source = (_UNKNOWN, where[1:]) if named or near else (_UNASKED, where[:1])
            yield Reason(self.name, Side.UNKNOWN, message, {}, source)
            return
        if same := [word for word in practice.methods if word in named]:
            yield Reason(self.name, Side.FOR, _NAMED, {"words": self._labels(same)}, where)
        for word in (word for word in practice.methods if word in near and word not in named):
            links = tuple(f"vocabulary/themes/{one}/related/methods/{word}" for one in near[word])
            themes = tuple(self.themes[one].label for one in near[word])
            values = {"words": self._labels([word]), "themes": themes}
            yield Reason(self.name, Side.FOR, _LINKED, values, (*where, *links))
        if named and not same:
            values = {"words": self._labels(sorted(named))}
            yield Reason(self.name, Side.AGAINST, _MISSING, values, where)

    def _labels(self, words: list[str]) -> tuple[LocalText, ...]:
        return tuple(self.tags.concepts[word].label for word in words)


def _stems(label: LocalText, lang: str) -> tuple[str, ...]:
    return tuple(one.term for one in stems(getattr(label, lang) or "", lang))
