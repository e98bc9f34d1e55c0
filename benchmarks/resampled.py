"""A large knowledge base made of the real one: new ids, sentences put together anew, seeded."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final

from bestpractices.records.knowledge_base import KnowledgeBase
from bestpractices.records.languages import LANGUAGES, LocalText
from bestpractices.records.models import Practice

_SENTENCE: Final = re.compile(r"(?<=[.!?])\s+")
_TAGS: Final = ("themes", "methods", "target_groups", "regions", "places", "partners")
_PARTS: Final = ("building_blocks", "enabling_factors", "barriers", "results", "scale", "funding")


def resampled(kb: KnowledgeBase, practices: int, *, seed: int) -> KnowledgeBase:
    """The same base with this many practices instead of its own."""
    maker = _Maker(list(kb.practices.values()), random.Random(seed))  # noqa: S311 - no secret
    made = (maker.practice(f"practice-{number:06d}") for number in range(practices))
    version = f"resampled-{practices}-{seed}-{kb.version}"
    return replace(kb, practices=MappingProxyType({one.id: one for one in made}), version=version)


class _Maker:
    def __init__(self, real: list[Practice], chance: random.Random) -> None:
        self.real, self.chance = real, chance
        self.summaries = [_sentences(one.summary) for one in real]
        self.bodies = [sentence for one in real for sentence in _SENTENCE.split(one.body)]
        self.parts = {
            name: [part for one in real for part in getattr(one, name)] for name in _PARTS
        }

    def practice(self, name: str) -> Practice:
        """A practice with texts, tags and parts of several real ones; as long as one of them."""
        model = self.chance.choice(self.real)
        length = len(_SENTENCE.split(model.body))
        changes: dict[str, Any] = {tag: getattr(self._any(), tag) for tag in _TAGS}
        changes |= {part: self._some(part, len(getattr(model, part))) for part in _PARTS}
        return model.model_copy(
            update={
                **changes,
                "id": name,
                "title": self._any().title,
                "summary": self._summary(),
                "organisation": self._any().organisation,
                "body": " ".join(self.chance.choices(self.bodies, k=length)),
            }
        )

    def _any(self) -> Practice:
        return self.chance.choice(self.real)

    def _some(self, name: str, number: int) -> tuple[Any, ...]:
        return tuple(self.chance.choices(self.parts[name], k=number))

    def _summary(self) -> LocalText:
        """Three sentences, the same ones in every language as far as translators kept them."""
        picked = [(self.chance.choice(self.summaries), self.chance.random()) for _ in range(3)]
        texts = {
            lang: " ".join(_at(of[lang], place) for of, place in picked if of[lang])
            for lang in LANGUAGES
        }
        return LocalText.model_construct(**{lang: text or None for lang, text in texts.items()})


def _sentences(text: LocalText) -> dict[str, list[str]]:
    return {
        lang: _SENTENCE.split(found) if (found := getattr(text, lang)) else [] for lang in LANGUAGES
    }


def _at(sentences: Sequence[str], place: float) -> str:
    return sentences[int(place * len(sentences))]
