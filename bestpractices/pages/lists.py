"""The opening and the explorer that the list pages share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bestpractices.pages.cards import Card, facets
from bestpractices.pages.edition import Edition
from bestpractices.pages.html import Html, render
from bestpractices.widgets.record_explorer import RecordExplorer


def opening(e: Edition, *, title: str, lead: str) -> Html:
    """Heading of a page and the question it answers."""
    return render("opening.html", e, title=title, lead=lead)


def explorer(
    e: Edition, cards: list[Card], chosen: Iterable[tuple[str, str, str]], *, orders: Iterable[str]
) -> RecordExplorer:
    """Cards with search and facets; the plain list of all cards for pages without JavaScript."""
    return RecordExplorer(**contents(e, cards, chosen, orders=orders))


def contents(
    e: Edition, cards: list[Card], chosen: Iterable[tuple[str, str, str]], *, orders: Iterable[str]
) -> dict[str, Any]:
    """What an explorer of these cards is made of, as plain data."""
    return {
        "records": cards,
        "facets": facets(e, chosen, cards),
        "texts": _texts(e, orders),
        "lang": e.lang,
        # A view that was filtered can be sent to somebody as its address.
        "addressed": True,
        "fallback": render("cards.html", e, cards=cards, level=2),
    }


def _texts(e: Edition, orders: Iterable[str]) -> dict[str, object]:
    names = {
        "title": e.t("By title"),
        "evidence": e.t("Strongest evidence first"),
        "newest": e.t("Newest first"),
    }
    return {
        "search": e.t("Search in all texts"),
        "order": e.t("Order"),
        "orders": {order: names[order] for order in orders},
        "filters": e.t("Filters"),
        "found": e.t("{number} of {all}", number="{number}", all="{all}"),
        "remove": e.t("Remove filter:"),
        "reset": e.t("Remove all filters"),
        "nothing": e.t("Nothing fits all of this. Remove a filter or use fewer words."),
        "compare": e.t("Compare"),
        "picked": e.t("{number} picked, up to three", number="{number}"),
        "side_by_side": e.t("Side by side"),
        "clear": e.t("Clear"),
        "close": e.t("Close"),
    }
