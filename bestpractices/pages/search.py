"""Find anything in the base, in any of the four languages, and see why it was found."""

from __future__ import annotations

from typing import Any, Final

from bestpractices.analysis.search.browser import BROWSER_FACETS
from bestpractices.analysis.search.facets import values_of
from bestpractices.analysis.search.finder import ADVICE
from bestpractices.analysis.search.passages import FIELDS
from bestpractices.analysis.search.question import MOST_WORDS
from bestpractices.analysis.search.reasons import SENTENCES
from bestpractices.pages.cards import option_label
from bestpractices.pages.edition import DASHBOARDS, READING_PAGES, Edition
from bestpractices.pages.html import Html, render
from bestpractices.pages.lists import opening
from bestpractices.pages.search_index import search_index
from bestpractices.texts import N_
from bestpractices.widgets.search_box import SearchBox

# Heading of each facet, and the word list that names its values.
FACETS: Final = {
    "kind": (N_("Kind"), "kinds"),
    "themes": (N_("Theme"), "themes"),
    "target_groups": (N_("Target group"), "target_groups"),
    "country": (N_("Country"), "countries"),
    "regions": (N_("Region"), "regions"),
    "evidence": (N_("Evidence"), "evidence_levels"),
    "languages": (N_("Language of the work"), "languages"),
}
_STEMMERS: Final = ("base", "english", "turkish", "french", "dutch")
# The browser puts in the words; here their names stay.
_NAMES: Final = {name: f"{{{name}}}" for name in ("field", "word", "asked")}
_LISTS: Final = ("practices", "needs", "partners", "glossary")


def introduction(e: Edition) -> Html:
    """What the page answers."""
    return opening(
        e,
        title=e.t("Search"),
        lead=e.t(
            "Practices, needs, organisations, projects and places, asked in any of the four "
            "languages, with or without accents. Each says why it was found."
        ),
    )


def box(e: Edition) -> SearchBox:
    """The search with its facets; for pages without JavaScript the way to the lists."""
    lists = [{"href": e.url(page), "label": _page_name(e, page)} for page in _LISTS]
    return SearchBox(
        [_record(e, address, record) for address, record in sorted(e.kb.records())],
        [_facet(e, name) for name in BROWSER_FACETS],
        index=f"{e.base}static/{search_index(e.kb).served_as}",
        engine=e.asset("finder.mjs"),
        stemmers=[e.asset(f"{name}-stemmer.js") for name in _STEMMERS],
        lists=lists,
        fields={field.name: e.t(field.label) for field in FIELDS},
        sentences={how.value: e.t(text, **_NAMES) for how, text in SENTENCES.items()},
        texts=_texts(e),
        lang=e.lang,
        place=e.url(),
        addressed=True,
        fallback=render("search_lists.html", e, lists=lists),
    )


def _page_name(e: Edition, page: str) -> str:
    return e.t({**DASHBOARDS, **READING_PAGES}[page])


def _record(e: Edition, address: str, record: Any) -> dict[str, str]:
    title = e.passage(record.label)
    known = {"id": address, "title": title.text}
    return known if title.lang == e.lang else {**known, "lang": title.lang}


def _facet(e: Edition, name: str) -> dict[str, Any]:
    heading, words = FACETS[name]
    used = {value for _, record in e.kb.records() for value in values_of(record, name)}
    labels = {value: _label(e, words, value) for value in sorted(used)}
    return {"id": name, "label": e.t(heading), "options": labels}


def _label(e: Edition, words: str, value: str) -> str:
    return e.t.language_name(value) if words == "languages" else option_label(e, words, value)


def _texts(e: Edition) -> dict[str, str]:
    return {
        **{why: e.t(text) for why, text in ADVICE.items()},
        "long": e.t("The question is too long; ask in at most {number} words.", number=MOST_WORDS),
        "loading": e.t("The search is being loaded…"),
        "failed": e.t("The search could not be loaded. Open the page again to try once more."),
        "search": e.t("Search in all records"),
        "found": e.t("Found: {number}", number="{number}"),
        "filters": e.t("Filters"),
        "reset": e.t("Remove all filters"),
        "meant": e.t("Did you mean “{word}”?", word="{word}"),
        "more": e.t("Show more"),
        "why": e.t("Why it was found"),
        "lists": e.t("The lists show all records:"),
    }
