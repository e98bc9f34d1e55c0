"""Event of a need that a team writes itself: the whole draft, as it stood in the form."""

from __future__ import annotations

from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from bestpractices.workshop.event import Event, Kind
from bestpractices.workshop.fields import FullText, Key, Language, Name, Text
from bestpractices.workshop.session_events import TEAM


class Limit(BaseModel):
    """What limits an answer: a kind of the vocabulary, and a text, which may be empty."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)
    kind: Key
    text: Text = ""


class NeedDrafted(Event):
    """A team writes its own need; written again to change it.

    ``assets`` holds one thing a line. ``lang`` is the language of all texts, and ``lang_given``
    whether the team said so itself.
    """

    kind: ClassVar[Kind] = Kind("need_drafted", key=("team",), refers=(TEAM,))
    team: Key
    title: Name
    situation: FullText
    wish: Text = ""
    raised_by: Text = ""
    assets: Text = ""
    lang: Language = "en"
    lang_given: bool = False
    themes: tuple[Key, ...] = ()
    target_groups: tuple[Key, ...] = ()
    provinces: tuple[Key, ...] = ()
    constraints: tuple[Limit, ...] = ()
