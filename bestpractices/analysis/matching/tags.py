"""Theme fit and target-group fit: how far the words of a need are found in a practice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from bestpractices.analysis.matching.closeness import BROADER, RELATED, Singles, closeness
from bestpractices.analysis.matching.reason import Reason, Side
from bestpractices.records.knowledge_base import KnowledgeBase
from bestpractices.records.languages import LocalText
from bestpractices.records.models import Need, Practice
from bestpractices.texts import N_

# Themes stand in the order of their weight, the main one first. Of a need they count 1, 1/2, 1/3
# (rank reciprocal weights, Stillwell, Seaver and Edwards 1981, Organizational Behavior and Human
# Performance 28, 62-77). What is a side theme of a practice is a part of its work only.
SIDE: Final = 0.75
_SAID: Final = {
    "themes": {
        "same": N_("Same theme: {words}."),
        "near": N_("Near theme: the need names {asked}, the practice {words}."),
        "missing": N_("Theme of the need that it does not touch: {words}."),
        "unasked": N_("The need names no theme."),
        "unknown": N_("The practice names no theme."),
    },
    "target_groups": {
        "same": N_("Same people: {words}."),
        "near": N_("Near people: the need names {asked}, the practice {words}."),
        "missing": N_("People concerned whom it does not serve: {words}."),
        "unasked": N_("The need names no target group."),
        "unknown": N_("The practice names no target group."),
    },
}


class TagFit:
    """Share of a need's words of one list that a practice has, or has near.

    Each word of the need looks for the nearest word of the practice; the worths are averaged. What
    else the practice does is not held against it.
    """

    def __init__(self, kb: KnowledgeBase, name: str, *, ordered: bool) -> None:
        self.name, self.ordered = name, ordered
        self.concepts = kb.vocabulary.lists[name]
        self.places = {word: place for place, word in enumerate(self.concepts)}
        self.close = closeness(self.concepts)
        found = [self._profile(self._words(one)) for one in kb.practices.values()]
        self.profiles = np.array(found, np.float32).reshape(-1, len(self.places))
        self.known = np.array([bool(self._words(one)) for one in kb.practices.values()], np.bool_)

    def _words(self, record: Need | Practice) -> Sequence[str]:
        return [word for word in getattr(record, self.name) if word in self.places]

    def _profile(self, words: Sequence[str]) -> Singles:
        if not words:
            return np.zeros(len(self.places), np.float32)
        worths = np.where(np.arange(len(words)) > 0, SIDE if self.ordered else 1, 1)
        near = self.close[[self.places[word] for word in words]]
        most: Singles = (near * worths[:, None]).max(axis=0).astype(np.float32)
        return most

    def asked(self, need: Need) -> Singles | None:
        """Share of each word of the list in what the need asks; None if it names none."""
        words = self._words(need)
        if not words:
            return None
        shares = 1 / np.arange(1, len(words) + 1) if self.ordered else np.ones(len(words))
        found = np.zeros(len(self.places), np.float32)
        np.add.at(found, [self.places[word] for word in words], shares / shares.sum())
        return found

    def reasons(self, need: Need, practice: Practice, value: float | None) -> Iterator[Reason]:
        """Words in common, near words with the link between them, words that are missing."""
        wanted, there = self._words(need), self._words(practice)
        if value is None:
            key = "unknown" if wanted else "unasked"
            source = f"practices/{practice.id}" if wanted else f"needs/{need.id}"
            yield self._reason(Side.UNKNOWN, key, {}, (source,))
            return
        both = (f"needs/{need.id}", f"practices/{practice.id}")
        if same := [word for word in wanted if word in there]:
            yield self._reason(Side.FOR, "same", {"words": self._labels(same)}, both)
        missing = []
        for word in (word for word in wanted if word not in there):
            near = max(there, key=lambda one: self._worth(word, one))
            if self._worth(word, near) > 0:
                yield self._near(word, near, both)
            else:
                missing.append(word)
        if missing:
            yield self._reason(Side.AGAINST, "missing", {"words": self._labels(missing)}, both)

    def _worth(self, word: str, other: str) -> float:
        return float(self.close[self.places[word], self.places[other]])

    def _near(self, word: str, other: str, both: tuple[str, ...]) -> Reason:
        link = {BROADER: "broader", RELATED: "related"}[self._worth(word, other)]
        source = f"vocabulary/{self.name}/{word}/{link}/{other}"
        values = {"asked": self._labels([word]), "words": self._labels([other])}
        return self._reason(Side.FOR, "near", values, (*both, source))

    def _labels(self, words: Sequence[str]) -> tuple[LocalText, ...]:
        return tuple(self.concepts[word].label for word in words)

    def _reason(
        self, side: Side, key: str, values: dict[str, tuple[LocalText, ...]], where: tuple[str, ...]
    ) -> Reason:
        return Reason(self.name, side, _SAID[self.name][key], values, where)
