"""What a client wishes in its headers: languages and encodings, the most wanted first."""

from __future__ import annotations

import re
from typing import Final

from tornado.web import RequestHandler

from bestpractices.records.languages import LANGUAGES

_WISH: Final = re.compile(r"\s*([a-z*][a-z0-9-]*)\s*(?:;\s*q=([01](?:\.[0-9]{0,3})?))?\s*")
_MOST_WISHES: Final = 20


def wishes(header: str) -> list[str]:
    """What a client accepts, the most wanted first; what it refuses or garbles is left away.

    Examples
    --------
    >>> wishes("en;q=0.5, tr-TR, *;q=0, nonsense;q=high")
    ['tr-tr', 'en']
    """
    found = []
    for wish in header.lower().split(",")[:_MOST_WISHES]:
        match = _WISH.fullmatch(wish)
        if match and (quality := float(match[2] or 1)):
            found.append((quality, match[1]))
    return [name for _, name in sorted(found, key=lambda part: -part[0])]


def preferred_language(handler: RequestHandler) -> str:
    """Language that a reader chose before, else the one their browser prefers, else English."""
    remembered = handler.get_cookie("lang", "")
    if remembered in LANGUAGES:
        return str(remembered)
    spoken = (
        wish.partition("-")[0]
        for wish in wishes(handler.request.headers.get("Accept-Language", ""))
    )
    return next((lang for lang in spoken if lang in LANGUAGES), "en")
