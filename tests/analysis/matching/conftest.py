"""A base of a few practices and a need that is written in the room."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pytest

import bestpractices as bp
from bestpractices.records.languages import LocalText
from bestpractices.records.models import Need, Practice

Base = Callable[..., bp.KnowledgeBase]


def _practice(name: str, **fields: Any) -> Practice:
    blank = {
        "kind": "practice", "title": LocalText(en="Nothing"), "summary": LocalText(en="Nothing"),
        "organisation": None, "country": "BE", "level": "local", "themes": (), "methods": (),
        "target_groups": (), "started": None, "ended": None, "status": "running",
        "evidence": "none", "checked": None, "review": {"state": "public"},
    }  # fmt: skip
    return Practice.model_validate({**blank, "id": name, **fields}, strict=False)


def _need(**fields: Any) -> Need:
    blank = {
        "kind": "need", "id": "room", "title": LocalText(en="Room"),
        "summary": LocalText(en="Room"), "raised_by": None, "country": "TR", "themes": (),
        "target_groups": (), "checked": None, "review": {"state": "draft"},
    }  # fmt: skip
    return Need.model_validate({**blank, **fields}, strict=False)


def _block(name: str, *requires: str, what: str = "A part.") -> dict[str, Any]:
    return {
        "id": name, "name": {"en": name}, "what": what, "requires": list(requires), "source": "s1",
    }  # fmt: skip


def _constraint(kind: str, text: str) -> dict[str, str]:
    return {"kind": kind, "text": text, "source": "s1"}


@pytest.fixture
def base(kb: bp.KnowledgeBase) -> Base:
    """Makes a base that has only the practices given: id and the fields that differ."""

    def make(**practices: dict[str, Any]) -> bp.KnowledgeBase:
        made = {name.replace("_", "-"): fields for name, fields in practices.items()}
        empty = {folder: MappingProxyType({}) for folder in ("needs", "projects", "contexts")}
        return replace(
            kb,
            version=f"made of {sorted(map(str, made.items()))}",
            practices=MappingProxyType({name: _practice(name, **made[name]) for name in made}),
            organisations=MappingProxyType({}),
            **empty,
        )

    return make


@pytest.fixture
def practice() -> Callable[..., Practice]:
    """Makes a practice of which nothing is known but the fields given."""
    return _practice


@pytest.fixture
def need() -> Callable[..., Need]:
    """Makes a need that is written in the room, with the fields given."""
    return _need


@pytest.fixture
def block() -> Callable[..., dict[str, Any]]:
    """Makes a building block that requires what is given."""
    return _block


@pytest.fixture
def constraint() -> Callable[..., dict[str, str]]:
    """Makes a constraint of a kind."""
    return _constraint
