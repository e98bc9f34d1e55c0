"""The knowledge base as readers of one language meet it: its texts, addresses and labels."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final
from urllib.parse import parse_qs, quote, urlencode

from bestpractices.analysis.graph import graph
from bestpractices.pages.assets import assets
from bestpractices.records.knowledge_base import KnowledgeBase, load
from bestpractices.records.languages import LocalText, Passage, TranslationState
from bestpractices.records.models import Figure, Record
from bestpractices.texts import N_, NAMES, Texts

# The order here is that of the navigation.
DASHBOARDS: Final = {
    "": N_("Overview"),
    "practices": N_("Practices"),
    "needs": N_("Needs"),
    "partners": N_("Partners"),
}
READING_PAGES: Final = {"programme": N_("Programme"), "glossary": N_("Glossary")}
# Which dashboard shows the records of a folder, and with which filter where it shows two kinds.
HOME_OF: Final = {
    "practices": ("practices", {}),
    "needs": ("needs", {}),
    "organisations": ("partners", {"kind": "organisation"}),
    "projects": ("partners", {"kind": "project"}),
    "contexts": ("", {}),
}


@dataclass(frozen=True)
class Edition:
    """A knowledge base in one language under one address.

    Parameters
    ----------
    kb
        Only what its readers may see: for participants ``kb.public()``.
    lang
        One of the four languages.
    base
        Path under which the pages are served; begins and ends with a slash.
    live
        Whether a server stands behind the pages that tells them of new data.
    """

    kb: KnowledgeBase
    lang: str
    base: str = "/"
    live: bool = False

    @cached_property
    def t(self) -> Texts:
        """Interface texts of this language."""
        return Texts(self.lang)

    @cached_property
    def graph(self) -> Any:
        """The knowledge base as a graph."""
        return graph(self.kb)

    def url(self, path: str = "", /, *, lang: str | None = None, **query: str) -> str:
        """Address of a page or record, such as ``practices/duo-for-a-job``."""
        # Titles never stand in an address: an id stays when a title is mended.
        search = f"?{urlencode(query)}" if query else ""
        return f"{self.base}{lang or self.lang}/{quote(path)}{search}"

    def asset(self, name: str) -> str:
        """Address of a style sheet or script."""
        return f"{self.base}static/{assets()[name].served_as}"

    def label(self, vocabulary: str, word: str) -> str:
        """Label of a vocabulary word."""
        return self.kb.vocabulary.label(vocabulary, word, self.lang)

    def place(self, name: str) -> str:
        """Name of a place."""
        town = self.kb.places.get(name)
        return town.name.passage(self.lang).text if town else name

    def passage(self, text: LocalText) -> Passage:
        """Text in this language, else the original with its own language."""
        return text.passage(self.lang)

    def title(self, folder: str, name: str) -> Passage | None:
        """Title or name of a record; None if readers may not see it."""
        # A record names others that may still be drafts: then there is nothing to link.
        record = getattr(self.kb, folder).get(name)
        return self.passage(record.label) if record else None

    def state(self, record: Record, field: str) -> str:
        """Translation state of a text in this language: original, human, machine, outdated."""
        return str(record.translation.get(field, {}).get(self.lang, "original"))

    def original(self, record: Record, field: str) -> Passage:
        """Text in the language in which it was written, as far as the record says so."""
        text: LocalText = getattr(record, field)
        states = record.translation.get(field, {})
        written = (lang for lang, state in states.items() if state is TranslationState.ORIGINAL)
        return text.passage(next(written, text.languages()[0]))

    def figure(self, figure: Figure) -> str:
        """Value with its unit, as the language writes it."""
        if figure.value is None:
            return self.t("not known")
        # Units stand as the source has them; per cent is the one that languages write apart.
        if figure.unit == "percent":
            return self.t.percent(figure.value)
        return f"{self.t.number(figure.value)} {figure.unit}"

    def day(self, when: Any) -> str:
        """Day, month or year as the language writes it."""
        if hasattr(when, "day"):
            return self.t.date(when)
        year, _, month = when.partition("-")
        return self.t.month(date(int(year), int(month), 1)) if month else year

    def sorted_by_title(self, records: Iterable[Any]) -> list[Any]:
        """Records in the alphabet of this language."""
        # The id breaks ties, so that two runs give one order.
        return sorted(records, key=lambda r: (self.t.order(self.passage(r.label).text), r.id))


def edition_from_environment() -> Edition:
    """The edition that a served notebook shows.

    The server names folder, language and base address in the environment of the kernel; a live
    page may be asked for with ``?lang=tr``. Without a server it is the shipped base in English.
    """
    kb = load(os.environ.get("BESTPRACTICES_KB")).public()
    wished = parse_qs(os.environ.get("QUERY_STRING", "")).get("lang", ["en"])[0]
    lang = os.environ.get("BESTPRACTICES_LANG", wished)
    return Edition(kb, lang if lang in NAMES else "en", os.environ.get("BESTPRACTICES_BASE", "/"))
