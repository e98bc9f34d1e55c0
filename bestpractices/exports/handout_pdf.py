"""A hand-out as PDF, set by typst: no program of the system, no network, the same bytes each time.

Tagged for readers of screens (PDF/UA-1), with its title, its language and bookmarks.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from bestpractices.exports.handout import DASH, PAGES, Fields, Handout, Table, plain

if TYPE_CHECKING:
    import typst

_TEMPLATE: Final = Path(__file__).with_name("handout.typ")
_STANDARD: Final = "ua-1"
_LONG: Final = re.compile(r"[^\s\u200b-]{40,}")  # letters in a row that no line may be able to hold
_BREAK: Final = "\u200b"  # where a line may be broken, unseen
_BETWEEN: Final = 20  # letters


def handout_pdf(handout: Handout) -> bytes:
    """The hand-out as a PDF file.

    Letters that the fonts within typst lack (Latin, Greek and Cyrillic are there) are taken from
    fonts of the system. Where none has them the file says so at its end, and is no PDF/UA.
    """
    import typst

    told = _told(plain(handout))
    try:
        return _made(told, [_STANDARD])
    except typst.TypstError:
        # PDF/UA holds no sign without a shape; anything else fails here once more, and is said.
        return _made({**told, "unset": handout.unset}, [])


def _made(told: dict[str, Any], standards: list[Any]) -> bytes:
    inputs = {"handout": json.dumps(told, ensure_ascii=False)}
    made = _compiler().compile(sys_inputs=inputs, pdf_standards=standards)
    assert isinstance(made, bytes)  # noqa: S101 - as typst says where no file is named
    return made


@cache
def _compiler() -> typst.Compiler:
    # Looking for the fonts of a system takes longer than a page.
    import typst

    return typst.Compiler(_TEMPLATE)


def _told(handout: Handout) -> dict[str, Any]:
    wide, high = PAGES[handout.page]
    return {
        **{name: _broken(getattr(handout, name)) for name in ("title", "subtitle", "foot")},
        "lang": handout.lang,
        "wide": wide,
        "high": high,
        "folio": handout.folio,
        "unset": "",
        "parts": [_part(one) for one in handout.parts],
    }


def _part(part: Any) -> dict[str, Any]:
    told = {"kind": type(part).__name__.lower(), **vars(part)}
    if isinstance(part, Table):
        told |= {"rows": part.cells(), "widths": part.widths or [1] * len(part.head)}
    if isinstance(part, Fields):
        told |= {"pairs": [(label, value or DASH) for label, value in part.pairs]}
    return {name: _broken(value) for name, value in told.items()}


def _broken(value: Any) -> Any:
    """Texts whose longest words can be broken; an address stays as it is."""
    if isinstance(value, str):
        return _LONG.sub(_split, value)
    return [_broken(one) for one in value] if isinstance(value, list | tuple) else value


def _split(found: re.Match[str]) -> str:
    word = found[0]
    if "://" in word:
        return word
    return _BREAK.join(word[at : at + _BETWEEN] for at in range(0, len(word), _BETWEEN))
