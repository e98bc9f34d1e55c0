"""Style sheets and scripts that pages need, each under a name that changes with its content."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from bestpractices.shipped import PACKAGE
from bestpractices.widgets.parts.module_text import module_text

_WIDGETS: Final = PACKAGE / "widgets"
# Paths, not imports: what serves stands above the pages and is not known here.
_FOLDERS: Final = (
    PACKAGE / "pages" / "static",
    _WIDGETS,
    _WIDGETS / "search",
    PACKAGE / "vendor" / "snowball",
    PACKAGE / "serving" / "static",
)
_SUFFIXES: Final = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
# A module names its neighbours by their plain names; they are served under longer ones.
_IMPORT: Final = re.compile(r'(?<= from "\./)([\w-]+\.mjs)(?=";)')


@dataclass(frozen=True)
class Asset:
    """One file for the browser."""

    path: Path
    served_as: str
    content_type: str

    def content(self) -> bytes:
        """Bytes of the file; a module names the neighbours that it imports as they are served."""
        return _content(self.path)


@cache
def assets() -> Mapping[str, Asset]:
    """Every asset by its plain name, such as ``site.css``."""
    found = {}
    for folder in _FOLDERS:
        for path in sorted(folder.glob("*")):
            if path.suffix in _SUFFIXES:
                found[path.name] = Asset(path, _served_as(path), _SUFFIXES[path.suffix])
    return MappingProxyType(found)


def _served_as(path: Path) -> str:
    """Name that changes with the content, so that a browser may keep the file for a year."""
    digest = hashlib.sha256(_content(path)).hexdigest()[:10]
    return f"{path.stem}.{digest}{path.suffix}"


def _content(path: Path) -> bytes:
    if path.suffix == ".js" and path.parent == _WIDGETS:
        return module_text(path).encode()
    if path.suffix != ".mjs":
        return path.read_bytes()
    text = path.read_text(encoding="utf-8")
    return _IMPORT.sub(lambda named: _served_as(path.with_name(named[1])), text).encode()
