"""What Turkish public bodies and CSOs look for."""

from __future__ import annotations

from bestpractices.pages.cards import NEED_FACETS, need_card
from bestpractices.pages.edition import Edition
from bestpractices.pages.html import Html
from bestpractices.pages.lists import explorer as explorer_of
from bestpractices.pages.lists import opening
from bestpractices.widgets.record_explorer import RecordExplorer


def introduction(e: Edition) -> Html:
    """What the page answers."""
    return opening(
        e,
        title=e.t("Needs in Türkiye"),
        lead=e.t(
            "What public bodies and civil society organisations in Türkiye want to change, what "
            "limits them and what they can already build on."
        ),
    )


def explorer(e: Edition) -> RecordExplorer:
    """All needs as cards with search and facets."""
    cards = [need_card(e, need) for need in e.sorted_by_title(e.kb.needs.values())]
    return explorer_of(e, cards, NEED_FACETS, orders=("title",))
