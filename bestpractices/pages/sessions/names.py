"""Short ids from what people type, for sessions, teams and files."""

from __future__ import annotations

import re
from typing import Final

from bestpractices.analysis.folding import fold

_LONGEST: Final = 40


def identity(text: str, fallback: str) -> str:
    """Short id from what people typed: folded, a-z, 0-9 and hyphens.

    Examples
    --------
    >>> identity("İzmir: Konak Belediyesi!", "team")
    'izmir-konak-belediyesi'
    """
    found = re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")[:_LONGEST].strip("-")
    return found or fallback
