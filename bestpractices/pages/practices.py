"""Which Belgian practices there are, and which fit a question."""

from __future__ import annotations

from typing import Any

from bestpractices.pages.cards import PRACTICE_FACETS, practice_card
from bestpractices.pages.edition import Edition
from bestpractices.pages.html import Html
from bestpractices.pages.lists import contents as contents_of
from bestpractices.pages.lists import opening
from bestpractices.widgets.record_explorer import RecordExplorer


def introduction(e: Edition) -> Html:
    """What the page answers."""
    return opening(
        e,
        title=e.t("Practices from Belgium"),
        lead=e.t(
            "Ways of working that organisations in Belgium really use, with what they need, "
            "what came of them and how sure we are. Filter, open one, or put up to three side "
            "by side."
        ),
    )


def explorer(e: Edition) -> RecordExplorer:
    """All practices as cards with search, facets and comparison."""
    return RecordExplorer(**contents(e))


def contents(e: Edition) -> dict[str, Any]:
    """What the explorer is made of; made once for an edition, because several pages show it."""
    return e.once("practices", lambda: _contents(e))


def _contents(e: Edition) -> dict[str, Any]:
    cards = [practice_card(e, practice) for practice in e.sorted_by_title(e.kb.practices.values())]
    return contents_of(e, cards, PRACTICE_FACETS, orders=("title", "evidence", "newest"))
