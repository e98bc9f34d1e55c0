"""The knowledge base as readers of one language meet it: its texts, addresses and labels."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Final, TypeVar
from urllib.parse import parse_qs, quote, urlencode

from bestpractices.analysis.graph import graph
from bestpractices.pages.assets import assets
from bestpractices.records.knowledge_base import KnowledgeBase, load, load_or_kept
from bestpractices.records.languages import LocalText, Passage, TranslationState
from bestpractices.records.models import Figure, Record
from bestpractices.texts import N_, NAMES, Texts

T = TypeVar("T")
# The order here is that of the navigation.
DASHBOARDS: Final = {
    "": N_("Overview"),
    "practices": N_("Practices"),
    "needs": N_("Needs"),
    "matches": N_("Matches"),
    "gaps": N_("Gaps"),
    "network": N_("Network"),
    "partners": N_("Partners"),
    "search": N_("Search"),
}
# Dashboards that have a page of their own for each record of a folder.
PAGES_OF: Final = {"matches": "needs"}
READING_PAGES: Final = {"programme": N_("Programme"), "glossary": N_("Glossary")}
# Which dashboard shows the records of a folder, and with which filter where it shows two kinds.
HOME_OF: Final = {
    "practices": ("practices", {}),
    "needs": ("needs", {}),
    "organisations": ("partners", {"kind": "organisation"}),
    "projects": ("partners", {"kind": "project"}),
    "contexts": ("", {}),
}


_KEPT: Final[dict[tuple[str, str, str], Edition]] = {}


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
    _made: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    def once(self, name: str, make: Callable[[], T]) -> T:
        """What was made under this name before, else made now; nobody may change it."""
        if name not in self._made:
            self._made[name] = make()
        made: T = self._made[name]
        return made

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


def edition_from_environment(environment: Mapping[str, str] = os.environ) -> Edition:
    """The edition that a served notebook shows.

    The server names folder, language and base address in the environment of the kernel; a live
    page may be asked for with ``?lang=tr``. Without a server it is the shipped base in English.
    """
    wished = parse_qs(environment.get("QUERY_STRING", "")).get("lang", ["en"])[0]
    lang = environment.get("BESTPRACTICES_LANG", wished)
    lang, base = lang if lang in NAMES else "en", environment.get("BESTPRACTICES_BASE", "/")
    # The version that the server shows: the files may say something newer by now, or be broken.
    if kept := _KEPT.get((environment.get("BESTPRACTICES_VERSION", ""), lang, base)):
        return kept
    folder = environment.get("BESTPRACTICES_KB")
    kb = load_or_kept(folder) if folder else load()
    return _KEPT.get((kb.version, lang, base)) or Edition(kb.public(), lang, base)


def keep_edition(environment: Mapping[str, str]) -> Edition:
    """Make an edition ahead: `edition_from_environment` gives out this very one for its version.

    Meant for a process from which others are forked, so that they share its memory.
    """
    edition = edition_from_environment(environment)
    for key in [key for key in _KEPT if key[0] != edition.kb.version]:
        del _KEPT[key]
    _KEPT[edition.kb.version, edition.lang, edition.base] = edition
    return edition
