"""The coach's pages and the frame around them: what stands before and after their cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from bestpractices.pages import counterparts, need_to_practices, net_map, practices, start
from bestpractices.pages.edition import Edition, keep_edition
from bestpractices.pages.html import render
from bestpractices.records.languages import LANGUAGES
from bestpractices.texts import N_, NAMES

# By the stem of their notebook, in the order of the thread.
COACHING: Final = {
    "start": N_("Before the session"),
    "00_session": N_("Sessions"),
    "10_need_to_practices": N_("From need to practices"),
    "20_transfer": N_("Could it work here?"),
    "30_counterparts": N_("Counterparts"),
    "40_net_map": N_("Net-Map"),
    "50_study_visit": N_("Study visit"),
    "60_write_shop": N_("Write-shop"),
}
COACH: Final = "coach/"
# The split stands in an attribute-free comment that no text of ours can hold: all are escaped.
_CELLS: Final = "<!--cells-->"


@dataclass(frozen=True)
class Frame:
    """A coaching page without its cells, in two parts: one is sent at once, one at the end."""

    head: str
    tail: str


def coach_url(edition: Edition, page: str = "start", lang: str | None = None) -> str:
    """Address of a coaching page."""
    return f"{edition.base}{COACH}{lang or edition.lang}/{page}"


def frame(edition: Edition, page: str, *, title: str = "", body: str = _CELLS) -> Frame:
    """Frame of a coaching page.

    Parameters
    ----------
    page
        Stem of its notebook.
    title
        What the browser's tab says, if it is not the page's own name.
    body
        Main part of a page without cells.
    """
    html = render(
        "coach.html",
        edition,
        path=page,
        title=title or edition.t(COACHING[page]),
        body=Markup(body),  # noqa: S704 - made by our own templates, escaped there
        scripts=("host.js", "coach.js", "session_clock.js"),
        languages={lang: NAMES[lang] for lang in LANGUAGES},
        coaching=COACHING,
        coach_url=lambda name, lang=None: coach_url(edition, name, lang),
    )
    head, _, tail = html.partition(_CELLS)
    return Frame(head, tail)


_KEPT_BY_PAGE: Final = {
    "10_need_to_practices": need_to_practices.keep,
    "30_counterparts": counterparts.keep,
    "40_net_map": net_map.keep,
}


def keep_shared(environment: Mapping[str, str]) -> None:
    """Make ahead what coaching pages share, in a process from which their kernels are forked."""
    edition = keep_edition(environment)
    start.introduction(edition)
    start.picked_blocks(edition, edition.kb.practices)
    practices.contents(edition)
    # What one page alone needs waits for its first kernel: dashboards must not wait for it.
    own = _KEPT_BY_PAGE.get(environment.get("BESTPRACTICES_PAGE", ""))
    if own is not None:
        own(edition)
