"""A search in a base of a few records, made from the shipped lists."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pytest

import bestpractices as bp
from bestpractices.records.languages import LocalText
from bestpractices.records.models import Practice

Base = Callable[..., bp.KnowledgeBase]


@pytest.fixture
def base(kb: bp.KnowledgeBase) -> Base:
    """Makes a base that has only the practices given: id and the fields that differ."""

    def make(**practices: dict[str, Any]) -> bp.KnowledgeBase:
        made = {name.replace("_", "-"): fields for name, fields in practices.items()}
        version = f"made of {sorted(made)} {sorted(map(str, made.values()))}"
        empty = {folder: MappingProxyType({}) for folder in ("needs", "projects", "contexts")}
        return replace(
            kb,
            version=version,
            practices=MappingProxyType({name: practice(name, **made[name]) for name in made}),
            organisations=MappingProxyType({}),
            **empty,
        )

    def practice(name: str, **fields: Any) -> Practice:
        blank = {
            "kind": "practice", "title": LocalText(en="Nothing"),
            "summary": LocalText(en="Nothing"),
            "organisation": None, "country": "BE", "level": "local", "themes": (), "methods": (),
            "target_groups": (), "started": None, "ended": None, "status": "running",
            "evidence": "none", "checked": None, "review": {"state": "public"},
        }  # fmt: skip
        return Practice.model_validate({**blank, "id": name, **fields}, strict=False)

    return make
