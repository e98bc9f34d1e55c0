"""The coach's start page: ways to the other pages, and the practices to begin a session with."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bestpractices.pages import practices
from bestpractices.pages.edition import Edition
from bestpractices.pages.html import Html, render
from bestpractices.widgets.fragment import Fragment
from bestpractices.widgets.record_explorer import RecordExplorer


def introduction(e: Edition) -> Html:
    """What the coach can do from here."""
    return render("coach_start.html", e)


def explorer(e: Edition) -> RecordExplorer:
    """The practices, to search and to pick up to three."""
    # The coach picks for one session: that choice belongs to no address. And a page with a kernel
    # has JavaScript: it needs no second list.
    return RecordExplorer(**{**practices.contents(e), "addressed": False, "fallback": ""})


def picked(e: Edition, chosen: RecordExplorer) -> Fragment:
    """The picked practices with their building blocks, kept up to date."""
    shown = Fragment()

    def update(_: Any = None) -> None:
        shown.html = picked_blocks(e, chosen.compared)

    # The kernel hears of every tick, which the participants' pages never do.
    chosen.observe(update, names="compared")
    update()
    return shown


def picked_blocks(e: Edition, names: Iterable[str]) -> Html:
    """The practices of these ids with their building blocks; ids that are none are passed over."""
    records = [e.kb.practices[name] for name in names if name in e.kb.practices]
    return render("picked.html", e, records=records)
