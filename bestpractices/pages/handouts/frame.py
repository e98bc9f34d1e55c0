"""What every hand-out of a session has: its language, its title, its foot."""

from __future__ import annotations

from collections.abc import Iterable

from bestpractices.exports.handout import Handout, Part
from bestpractices.pages.edition import Edition
from bestpractices.pages.sessions.view import blotting, shown_title
from bestpractices.texts import NAMES
from bestpractices.workshop import SessionState, TeamAdded


def language_for(e: Edition, state: SessionState, team: str = "", *, wished: str = "") -> str:
    """The language that is wished for; else the team's first one of ours, else the page's."""
    found = state.get(TeamAdded, team) if team else None
    spoken = found.languages if found else ()
    return next((one for one in (wished, *spoken) if one in NAMES), e.lang)


def in_language(e: Edition, lang: str) -> Edition:
    """The same base for readers of another language."""
    return e if e.lang == lang else e.once(f"in {lang}", lambda: Edition(e.kb, lang, e.base))


def framed(
    e: Edition,
    state: SessionState,
    parts: Iterable[Part],
    *,
    title: str,
    team: str = "",
) -> Handout:
    """A hand-out with the session's name, the team's, and the day of the last entry."""
    found = state.get(TeamAdded, team) if team else None
    name = blotting(state)(e.t(found.name)) if found else ""
    day = e.t.date(state.at.astimezone().date()) if state.at else ""
    return Handout(
        title=title,
        lang=e.lang,
        parts=tuple(parts),
        subtitle=" · ".join(one for one in (name, shown_title(e, state)) if one),
        foot=e.t("As of {date}", date=day) if day else "",
        folio=e.t("Page {page} of {pages}"),
    )
