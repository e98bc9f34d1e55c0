"""What of a record is searched: its texts, by field and by language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Final, NamedTuple

from bestpractices.analysis.search.languages import PASSAGE_LANGUAGES
from bestpractices.records.kinds import FOLDERS
from bestpractices.records.knowledge_base import KnowledgeBase
from bestpractices.records.languages import LANGUAGES, LocalText
from bestpractices.records.models import (
    BuildingBlock,
    Constraint,
    Feature,
    Figure,
    Funding,
    Record,
    Statement,
    Transfer,
)
from bestpractices.texts import N_, Texts


@dataclass(frozen=True)
class Field:
    """A part of a record that is searched.

    ``weight`` says how much a word counts there, ``slope`` how much less in a long text: 0 not at
    all, 1 in proportion.
    """

    name: str
    label: str
    weight: float
    slope: float


class Passage(NamedTuple):
    """A text of a record in one field and one language."""

    field: int
    lang: str
    text: str


# A word in a title says most of what a record is about, one in the long text least. The steps are
# round numbers, not fitted to questions. The order is that in which a reason is looked for.
FIELDS: Final = (
    Field("title", N_("Title"), 4.0, 0.3),
    Field("summary", N_("Summary"), 2.0, 0.5),
    Field("themes", N_("Theme"), 2.0, 0.3),
    Field("methods", N_("Method"), 2.0, 0.3),
    Field("target_groups", N_("Target group"), 1.5, 0.3),
    Field("building_blocks", N_("Building blocks"), 1.5, 0.5),
    Field("places", N_("Place"), 1.5, 0.3),
    Field("type", N_("Kind"), 1.0, 0.3),
    Field("organisations", N_("Organisation"), 1.0, 0.5),
    Field("takes_part", N_("Takes part in"), 1.0, 0.5),
    Field("text", N_("Text"), 1.0, 0.75),
)
NUMBER: Final = {field.name: number for number, field in enumerate(FIELDS)}

# The long texts stand in one language only.
_LANGUAGE_OF_TEXTS: Final = "en"
_TEXTS: Final[dict[type, tuple[str, ...]]] = {
    BuildingBlock: ("what", "requires"),
    Statement: ("text",),
    Constraint: ("text",),
    Feature: ("text",),
    Figure: ("what",),
    Funding: ("who",),
    Transfer: ("to", "what"),
}
_LISTS: Final = (
    ("themes", "themes"),
    ("methods", "methods"),
    ("target_groups", "target_groups"),
    ("places", "regions"),
    ("type", "organisation_types"),
)
_ONE_WORD: Final = {"organisation_types": "type"}
_ORGANISATIONS: Final = ("organisation", "raised_by", "coordinator", "partners")


class Passages:
    """All passages of the records of a knowledge base."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self.kb = kb

    def of(self, address: str) -> Iterator[Passage]:
        """Passages of one record, the weightiest fields first, the long texts last."""
        record = self._record(address)
        for field, text in self._in_languages(address, record):
            yield from _spoken(field, text)
        yield from _long_texts(record)

    def long_texts(self, address: str) -> Iterator[Passage]:
        """Only those of the field ``text``."""
        return _long_texts(self._record(address))

    def _record(self, address: str) -> Record:
        folder, _, name = address.partition("/")
        found: Record = getattr(self.kb, folder)[name]
        return found

    def _in_languages(self, address: str, record: Record) -> Iterator[tuple[str, LocalText]]:
        yield "title", record.label
        yield "title", LocalText(en=_other_names(record))
        if summary := getattr(record, "summary", None):
            yield "summary", summary
        yield from self._words_of_lists(record)
        for block in getattr(record, "building_blocks", ()):
            yield "building_blocks", block.name
        yield from self._places(record)
        yield from self._organisations(record)
        yield from self._takes_part(address, record)

    def _words_of_lists(self, record: Record) -> Iterator[tuple[str, LocalText]]:
        for field, vocabulary in _LISTS:
            words = getattr(record, _ONE_WORD.get(vocabulary, vocabulary), ())
            for word in (words,) if isinstance(words, str) else words:
                yield field, self.kb.vocabulary.lists[vocabulary][word].label

    def _places(self, record: Record) -> Iterator[tuple[str, LocalText]]:
        names = (*getattr(record, "places", ()), *getattr(record, "provinces", ()))
        place = getattr(record, "place", None)
        for name in (*names, place) if place else names:
            yield "places", self.kb.places[name].name
        if country := getattr(record, "country", None):
            yield "places", _country(country)

    def _organisations(self, record: Record) -> Iterator[tuple[str, LocalText]]:
        for name in _linked_organisations(record):
            if body := self.kb.organisations.get(name):
                yield "organisations", body.name
                yield "organisations", LocalText(en=_other_names(body))

    def _takes_part(self, address: str, record: Record) -> Iterator[tuple[str, LocalText]]:
        for folder in ("practices", "needs"):
            for name in getattr(record, folder, ()):
                if other := getattr(self.kb, folder).get(name):
                    yield "takes_part", other.title
        if address.startswith("organisations/"):
            for title in self._work.get(record.id, ()):
                yield "takes_part", title

    @cached_property
    def _work(self) -> dict[str, list[LocalText]]:
        """Titles of all records in which an organisation is named."""
        found = defaultdict(list)
        for folder in FOLDERS:
            if folder != "organisations":
                for record in getattr(self.kb, folder).values():
                    for name in _linked_organisations(record):
                        found[name].append(record.label)
        return found


def _spoken(field: str, text: LocalText) -> Iterator[Passage]:
    for lang in PASSAGE_LANGUAGES:
        if found := getattr(text, lang):
            yield Passage(NUMBER[field], lang, found)


def _linked_organisations(record: Record) -> Iterator[str]:
    for field in _ORGANISATIONS:
        names = getattr(record, field, None) or ()
        yield from (names,) if isinstance(names, str) else names


def _other_names(record: Record) -> str:
    """Abbreviation and id, by which people also know a record."""
    short = getattr(record, "short_name", None) or getattr(record, "acronym", None)
    return f"{short or ''} {record.id}".strip()


def _long_texts(record: Record) -> Iterator[Passage]:
    for _, value in record:
        for part in value if isinstance(value, tuple) else (value,):
            for field in _TEXTS.get(type(part), ()):
                yield from _prose(getattr(part, field))
    yield from _prose(getattr(record, "body", ""))


def _prose(value: Any) -> Iterator[Passage]:
    for text in (value,) if isinstance(value, str) else value:
        yield Passage(NUMBER["text"], _LANGUAGE_OF_TEXTS, text)


@cache
def _country(code: str) -> LocalText:
    return LocalText(**{lang: Texts(lang).territory_name(code) for lang in LANGUAGES})
