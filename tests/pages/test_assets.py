"""Style sheets and scripts under names that change with their content."""

from __future__ import annotations

import hashlib
import re
from typing import Any

import pytest

from bestpractices.pages.assets import Asset, assets


def test_the_name_carries_the_digest_of_the_content() -> None:
    for name, asset in assets().items():
        digest = hashlib.sha256(asset.content()).hexdigest()
        stem, _, suffix = name.rpartition(".")
        assert re.fullmatch(rf"{stem}\.([0-9a-f]{{10}})\.{suffix}", asset.served_as)
        assert digest.startswith(asset.served_as.split(".")[-2])


def test_no_two_assets_are_served_as_one() -> None:
    assert len({asset.served_as for asset in assets().values()}) == len(assets())


@pytest.mark.parametrize("name", ["site.css", "site.js", "host.js", "favicon.svg"])
def test_what_every_page_needs_is_there(name: str) -> None:
    assert isinstance(assets()[name], Asset)
    assert assets()[name].content()


def test_every_asset_says_what_it_is() -> None:
    script = "text/javascript"
    kinds = {".css": "text/css", ".js": script, ".mjs": script, ".svg": "image/svg+xml"}

    for asset in assets().values():
        assert asset.content_type.startswith(kinds[asset.path.suffix])


def test_python_and_other_files_are_not_served() -> None:
    assert {asset.path.suffix for asset in assets().values()} <= {".css", ".js", ".mjs", ".svg"}


def test_a_module_names_its_neighbours_as_they_are_served() -> None:
    served = {asset.served_as for asset in assets().values()}

    named = {
        name
        for asset in assets().values()
        if asset.path.suffix == ".mjs"
        for name in re.findall(r'from "\./([^"]+)"', _text(asset))
    }
    assert "fold.mjs" in _raw("finder.mjs")
    assert assets()["fold.mjs"].served_as in named
    assert named <= served


def test_an_unknown_asset_is_a_mistake_in_the_code() -> None:
    with pytest.raises(KeyError):
        assets()["../secret.css"]


def test_nothing_in_an_asset_is_fetched_from_another_host() -> None:
    fetching = re.compile(r"""(?:url\(|@import|import\s*\(?|fetch\(|src=)\s*["']?https?:""")

    assert [name for name, asset in assets().items() if fetching.search(_text(asset))] == []


def _raw(name: str) -> str:
    return assets()[name].path.read_text(encoding="utf-8")


def _text(asset: Any) -> str:
    return str(asset.content().decode("utf-8"))
