"""Stores on both databases."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bestpractices.workshop import Store


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Address of an empty store, on each database."""
    if request.param == "sqlite":
        return str(tmp_path / "sessions.sqlite")
    return str(request.getfixturevalue("postgresql").empty())


@pytest.fixture
def opened() -> Iterator[Callable[..., Store]]:
    """Opens stores, and closes them at the end."""
    stores: list[Store] = []

    def open_(url: str, **how: object) -> Store:
        stores.append(Store.open(url, **how))
        return stores[-1]

    yield open_
    for store in stores:
        store.close()


@pytest.fixture
def store(url: str, opened: Callable[..., Store]) -> Store:
    """An empty store, with the session *room*."""
    found = opened(url)
    found.new("room")
    return found
