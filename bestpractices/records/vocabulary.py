"""The closed word lists: themes, methods, target groups and the rest, in four languages."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Annotated

from pydantic import ConfigDict, Field

from bestpractices.records.field_types import Id, Part, SourceId
from bestpractices.records.languages import LocalText, TranslationState
from bestpractices.records.models import Source

States = dict[str, dict[str, TranslationState]]


class Concept(Part):
    """One word of a list, what it means, and its neighbours."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+([-_][a-z0-9]+)*$")]
    label: LocalText
    definition: LocalText | None = None
    broader: tuple[str, ...] = Field(default=(), description="ids of the same list")
    related: tuple[str, ...] = Field(default=(), description="ids, or list/id for another list")


class Vocabulary(Part):
    """All word lists of ``kb/vocabulary.yaml``; a list is looked up by its name."""

    model_config = ConfigDict(ignored_types=(cached_property,))

    kind: Annotated[str, Field(pattern="^vocabulary$")]
    translation: States
    themes: tuple[Concept, ...]
    methods: tuple[Concept, ...]
    target_groups: tuple[Concept, ...]
    organisation_types: tuple[Concept, ...]
    regions: tuple[Concept, ...]
    levels: tuple[Concept, ...]
    statuses: tuple[Concept, ...]
    evidence_levels: tuple[Concept, ...]
    constraint_kinds: tuple[Concept, ...]
    priorities: tuple[Concept, ...]
    context_levels: tuple[Concept, ...]
    relations: tuple[Concept, ...]
    edge_kinds: tuple[Concept, ...]

    @cached_property
    def lists(self) -> Mapping[str, Mapping[str, Concept]]:
        """Every list by name, every concept in it by id, in the order of the file."""
        # A list is whatever field is no list of our own housekeeping.
        fields = type(self).model_fields
        return MappingProxyType(
            {
                name: {concept.id: concept for concept in getattr(self, name)}
                for name in fields
                if name not in ("kind", "translation")
            }
        )

    def label(self, vocabulary: str, word: str, lang: str) -> str:
        """Label of a word in this language; the word itself where the list lacks it."""
        concept = self.lists[vocabulary].get(word)
        return concept.label.passage(lang).text if concept else word


class Indicator(Part):
    """What an indicator of a place counts, and what to beware of."""

    id: Id
    label: LocalText
    unit: str
    definition: str
    caution: str | None = None
    source: SourceId | None = None


class FeatureKind(Part):
    """A heading under which features of a place are told."""

    id: Id
    label: LocalText


class Indicators(Part):
    """The fixed list of indicators and features of ``kb/indicators.yaml``."""

    kind: Annotated[str, Field(pattern="^indicators$")]
    indicators: tuple[Indicator, ...]
    features: tuple[FeatureKind, ...]
    sources: tuple[Source, ...]
