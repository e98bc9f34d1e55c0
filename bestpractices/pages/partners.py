"""Who works on integration in Belgium and Türkiye, and in which projects."""

from __future__ import annotations

from bestpractices.pages.cards import PARTNER_FACETS, organisation_card, project_card
from bestpractices.pages.edition import Edition
from bestpractices.pages.html import Html
from bestpractices.pages.lists import explorer as explorer_of
from bestpractices.pages.lists import opening
from bestpractices.widgets.record_explorer import RecordExplorer


def introduction(e: Edition) -> Html:
    """What the page answers."""
    return opening(
        e,
        title=e.t("Partners: organisations and projects"),
        lead=e.t(
            "Organisations in Belgium and Türkiye with what they can do, and the projects that "
            "brought them together. Open one to see its ties."
        ),
    )


def explorer(e: Edition) -> RecordExplorer:
    """Projects, then organisations, as cards with search and facets."""
    cards = [project_card(e, project) for project in e.sorted_by_title(e.kb.projects.values())]
    cards += [
        organisation_card(e, organisation)
        for organisation in e.sorted_by_title(e.kb.organisations.values())
    ]
    return explorer_of(e, cards, PARTNER_FACETS, orders=("title",))
