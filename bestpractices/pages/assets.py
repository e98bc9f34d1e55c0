"""Style sheets and scripts that pages need, each under a name that changes with its content."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from bestpractices.shipped import PACKAGE

# Paths, not imports: what serves stands above the pages and is not known here.
_FOLDERS: Final = (
    PACKAGE / "pages" / "static",
    PACKAGE / "widgets",
    PACKAGE / "serving" / "static",
)
_SUFFIXES: Final = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}


@dataclass(frozen=True)
class Asset:
    """One file for the browser."""

    path: Path
    served_as: str
    content_type: str

    def content(self) -> bytes:
        """Bytes of the file."""
        return self.path.read_bytes()


@cache
def assets() -> Mapping[str, Asset]:
    """Every asset by its plain name, such as ``site.css``."""
    found = {}
    for folder in _FOLDERS:
        for path in sorted(folder.glob("*")):
            if path.suffix in _SUFFIXES:
                # The name changes with the content, so a browser may keep a file for a year.
                digest = hashlib.sha256(path.read_bytes()).hexdigest()[:10]
                served_as = f"{path.stem}.{digest}{path.suffix}"
                found[path.name] = Asset(path, served_as, _SUFFIXES[path.suffix])
    return MappingProxyType(found)
