"""One record on a page of its own: to read, to send, to print, to find again."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from bestpractices.pages.cards import KINDS, evidence, period
from bestpractices.pages.edition import HOME_OF, Edition
from bestpractices.pages.html import Html, render
from bestpractices.pages.teams.taken_up import TOLD, USES, TakenUp, takers
from bestpractices.pages.ties import ties
from bestpractices.records.languages import Passage
from bestpractices.records.models import Practice
from bestpractices.records.registers import Town
from bestpractices.texts import N_

# More would be a list to search in, and that is what the explorer is for.
MOST_SHARED: Final = 6
# Headings that bodies use; their text stays in the language in which it was written.
SECTIONS: Final = {
    "Problem": N_("Problem"),
    "How it works": N_("How it works"),
    "What makes it work": N_("What makes it work"),
    "Limits": N_("Limits"),
    "Open questions for a transfer to Turkey": N_("Open questions for a transfer to Türkiye"),
    "The situation": N_("The situation"),
    "What has been tried": N_("What has been tried"),
    "What a good answer would look like": N_("What a good answer would look like"),
}


@dataclass(frozen=True)
class Link:
    """A record to which another leads."""

    href: str
    title: Passage
    note: str = ""


def record_page(e: Edition, address: str, *, told: Iterable[TakenUp] = ()) -> tuple[str, Html]:
    """Title and HTML of the record at an address such as ``needs/tog-young-refugees``.

    Parameters
    ----------
    told
        What teams let be shown of what they made of a practice.

    Raises
    ------
    UnknownIdError
        If readers of this edition have no such record.
    """
    address, record = e.kb.find(address)
    folder = address.partition("/")[0]
    page, query = HOME_OF[folder]
    html = render(
        f"{record.kind}.html",
        e,
        record=record,
        address=address,
        kind=e.t(KINDS[record.kind]),
        home=e.url(page, **query),
        show=_Show(e, record, address),
        takers=takers(e, record, told) if isinstance(record, Practice) else (),
        uses=USES,
        told_labels=TOLD,
    )
    return e.passage(record.label).text, html


class _Show:
    """What the templates ask about one record."""

    def __init__(self, e: Edition, record: Any, address: str) -> None:
        self.e, self.record, self.address = e, record, address

    def organisation(self, name: str | None) -> Link | None:
        """Link to an organisation, if readers may see it."""
        return self.link("organisations", name) if name else None

    def link(self, folder: str, name: str, note: str = "") -> Link | None:
        """Link to a record, if readers may see it."""
        title = self.e.title(folder, name)
        return Link(self.e.url(f"{folder}/{name}"), title, note) if title else None

    def links(self, folder: str, names: Iterable[str]) -> list[Link]:
        """Links in the order of their titles."""
        return self._by_title(self.link(folder, name) for name in names)

    def evidence(self) -> dict[str, Any]:
        """Step on the ladder of evidence and its label and definition."""
        concept = self.e.kb.vocabulary.lists["evidence_levels"][self.record.evidence]
        meaning = concept.definition.passage(self.e.lang).text if concept.definition else ""
        return {**evidence(self.e, self.record.evidence), "meaning": meaning}

    def period(self) -> str:
        """Years from start to end."""
        return period(self.e, self.record.started, self.record.ended)

    def sections(self) -> list[tuple[Passage | None, str]]:
        """Heading and text of every section of the body; what stands first may have no heading."""
        first, *parts = re.split(r"^## (.+)$", self.record.body, flags=re.MULTILINE)
        pairs = zip(map(self._heading, parts[::2]), parts[1::2], strict=True)
        found = [(None, first), *pairs] if first.strip() else list(pairs)
        return [(heading, text.strip()) for heading, text in found]

    def _heading(self, head: str) -> Passage:
        """A known heading in the reader's language, another as it was written."""
        if head in SECTIONS:
            return Passage(self.e.t(SECTIONS[head]), self.e.lang)
        return Passage(head, "en")

    def on_same_themes(self, folder: str) -> list[Link]:
        """Records of another kind that share most themes, with what they share."""
        mine = set(self.record.themes)
        found = []
        for record in self.e.sorted_by_title(getattr(self.e.kb, folder).values()):
            shared = [theme for theme in record.themes if theme in mine]
            if shared and record.id != self.record.id:
                found.append((len(shared), record.id, shared))
        found.sort(key=lambda part: -part[0])
        return [
            link
            for _, name, shared in found[:MOST_SHARED]
            if (link := self.link(folder, name, self._labels("themes", shared)))
        ]

    def _labels(self, words: str, ids: Iterable[str]) -> str:
        return self.e.t.joined(self.e.label(words, word) for word in ids)

    def ties(self) -> list[tuple[str, list[Link]]]:
        """Ties of an organisation, by kind, those that others name included."""
        groups: dict[str, list[str]] = {}
        for tie in ties(self.e, self.address):
            groups.setdefault(tie.heading, []).append(tie.other)
        return [
            (self.e.t(heading), self._by_title(self._to(other) for other in others))
            for heading, others in groups.items()
        ]

    def _to(self, address: str) -> Link | None:
        folder, _, name = address.partition("/")
        return self.link(folder, name)

    def _by_title(self, links: Iterable[Link | None]) -> list[Link]:
        return sorted(filter(None, links), key=lambda link: self.e.t.order(link.title.text))

    def here(self) -> list[tuple[str, list[Link]]]:
        """Practices and needs of a place or region, those of its districts included."""
        e, name = self.e, self.record.id
        places = {town.id for town in e.kb.places.values() if name == self._context(town)}
        practices = [
            p.id for p in e.kb.practices.values() if places & set(p.places) or name in p.regions
        ]
        needs = [n.id for n in e.kb.needs.values() if places & set(n.provinces)]
        return [
            (e.t("Practices here"), self.links("practices", practices)),
            (e.t("Needs here"), self.links("needs", needs)),
        ]

    def indicator(self, name: str) -> Any:
        """What an indicator counts."""
        return next(part for part in self.e.kb.indicators.indicators if part.id == name)

    def feature(self, name: str) -> str:
        """Heading of a feature."""
        found = next(part for part in self.e.kb.indicators.features if part.id == name)
        return self.e.passage(found.label).text

    def context_of(self, place: str) -> Link | None:
        """Page of the place, if the base knows more of it."""
        town = self.e.kb.places.get(place)
        name = self._context(town) if town else None
        return self.link("contexts", name) if name else None

    def _context(self, town: Town) -> str | None:
        """What the base calls the surroundings of a town; a district has those of its town."""
        outer = self.e.kb.places.get(town.part_of or "")
        return town.context or (outer.context if outer else None)
