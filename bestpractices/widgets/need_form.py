"""A form in which a team writes its own need; the kernel answers what it makes of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from bestpractices.widgets.parts.module_text import module_text

_HERE = Path(__file__)


class NeedForm(anywidget.AnyWidget):
    """Title and situation, and what else the team knows; nothing typed is ever lost.

    Parameters
    ----------
    words
        What may be ticked: ``themes``, ``target_groups``, ``provinces``, ``constraints`` and
        ``languages``, each a list of ``id`` and ``label``.
    organisations
        Names that are offered to whoever types who raises the need.
    texts
        Interface texts by key, see ``bestpractices.pages.own_need``; ``lang`` is their language.
    draft
        What stands in the form now: ``title``, ``situation``, ``wish``, ``raised_by``, ``assets``
        and ``lang`` (texts), ``themes``, ``target_groups`` and ``provinces`` (ids in the order in
        which they were ticked), ``constraints`` (texts by id).
    asked
        The draft as it was when practices were asked for, with the number of that ``turn``.
    answer
        What was made of it: its ``turn``, ``problems`` (texts by field), and if there is none the
        need's ``title`` (``text`` and ``lang``), ``notes`` (``text`` and ``lang``) and ``file``
        (``name`` and ``text``).
    stored
        Traits that a store keeps: a page that is opened again takes them from there, and not from
        what the window remembers.
    """

    # What serves the pages serves the very same text.
    _esm = module_text(_HERE.with_suffix(".js"))
    _css = _HERE.with_suffix(".css")

    words = traitlets.Dict().tag(sync=True)
    organisations = traitlets.List(traitlets.Unicode()).tag(sync=True)
    texts = traitlets.Dict().tag(sync=True)
    lang = traitlets.Unicode("en").tag(sync=True)
    draft = traitlets.Dict().tag(sync=True)
    asked = traitlets.Dict().tag(sync=True)
    answer = traitlets.Dict().tag(sync=True)
    stored = traitlets.List(traitlets.Unicode()).tag(sync=True)

    def __init__(self, words: Mapping[str, Any] | None = None, **traits: Any) -> None:
        super().__init__(words=dict(words or {}), **traits)

    def summary(self) -> str:
        """What the view shows, in one sentence."""
        title = self.draft.get("title")
        written = f"a need called “{title}”" if title else "a need without a title"
        if not self.answer:
            return f"{written}, nothing asked yet"
        problems = len(self.answer.get("problems", ()))
        return f"{written}, {problems} problems" if problems else f"{written}, answered"
