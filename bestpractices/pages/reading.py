"""Pages that are read from top to bottom: the programme and the glossary."""

from __future__ import annotations

from bestpractices.pages.edition import Edition
from bestpractices.pages.html import Html, render
from bestpractices.pages.record import Link
from bestpractices.records.languages import LANGUAGES
from bestpractices.texts import NAMES


def glossary_page(e: Edition) -> tuple[str, Html]:
    """Title and HTML of the terms, the reader's language first."""
    languages = sorted(LANGUAGES, key=lambda lang: (lang != e.lang, LANGUAGES.index(lang)))
    terms = sorted(
        e.kb.glossary.terms if e.kb.glossary else (),
        key=lambda term: e.t.order(getattr(term, e.lang)),
    )
    html = render(
        "glossary.html",
        e,
        terms=terms,
        languages=[(lang, NAMES[lang]) for lang in languages],
        sources=e.kb.glossary.sources if e.kb.glossary else (),
    )
    return e.t("Glossary"), html


def programme_page(e: Edition) -> tuple[str, Html]:
    """Title and HTML of the seven methods of the project."""
    programme = e.kb.programme
    if programme is None:
        return e.t("Programme"), render("opening.html", e, title=e.t("Programme"), lead="")
    html = render(
        "programme.html",
        e,
        project=_link(e, "projects", programme.project),
        lead=_link(e, "organisations", programme.lead.organisation),
        expert=_link(e, "organisations", programme.expert_partner.organisation),
    )
    return e.t("Programme"), html


def _link(e: Edition, folder: str, name: str) -> Link | None:
    title = e.title(folder, name)
    return Link(e.url(f"{folder}/{name}"), title) if title else None


PAGES = {"glossary": glossary_page, "programme": programme_page}
