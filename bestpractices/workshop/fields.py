"""The words that people type: cleaned of what cannot be seen, refused where they cannot be."""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated, Final, TypeAlias

from pydantic import AfterValidator, Field

LONGEST_TEXT: Final = 10_000  # characters; three pages, more belongs in a document
LONGEST_NAME: Final = 200
LONGEST_KEY: Final = 100
# What word processors and PDF files use to end a line.
_LINE_ENDS: Final = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_UNSEEN: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
# Control characters (Cc), ends of lines and paragraphs (Zl, Zp), halves of characters.
_CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_SESSION: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


def cleaned(text: str) -> str:
    r"""Text as it is kept: composed letters, one sign for the end of a line, nothing unseen.

    Raises
    ------
    ValueError
        If it is too long.

    Examples
    --------
    >>> cleaned("a\r\nb\x00")
    'a\nb'
    """
    text = _UNSEEN.sub("", _LINE_ENDS.sub("\n", unicodedata.normalize("NFC", text)))
    if len(text) > LONGEST_TEXT:
        message = f"has {len(text):,} characters and {LONGEST_TEXT:,} fit; shorten it or split it"
        raise ValueError(message)
    return text


def filled(text: str) -> str:
    """The text without space around it, if there is any.

    Raises
    ------
    ValueError
        If nothing is left.
    """
    if not text.strip():
        message = "is empty; write something"
        raise ValueError(message)
    return text.strip()


def one_line(name: str) -> str:
    """Name without space around it.

    Raises
    ------
    ValueError
        If it is empty, too long, or holds control characters.
    """
    # What can be printed holds none; an old session has tens of thousands of names to read.
    if not name.isprintable() and _CONTROL.search(name):
        message = "holds a control character; type it again on one line"
        raise ValueError(message)
    name = filled(unicodedata.normalize("NFC", name))
    if len(name) > LONGEST_NAME:
        message = f"has {len(name)} characters and {LONGEST_NAME} fit; shorten it"
        raise ValueError(message)
    return name


def keyed(key: str) -> str:
    """Id of a thing in a session: a short name without ``/``, which joins ids.

    Raises
    ------
    ValueError
        If it is no such id.
    """
    key = one_line(key)
    if "/" in key or len(key) > LONGEST_KEY:
        message = f"must be an id of at most {LONGEST_KEY} characters without /"
        raise ValueError(message)
    return key


def session_name(name: str) -> str:
    """The name itself if a session can have it.

    Raises
    ------
    ValueError
        If it does not stand in an address or a file name as it is.
    """
    if not _SESSION.fullmatch(name):
        shown = name if len(name) <= LONGEST_NAME and name.isprintable() else "that"
        message = (
            f'"{shown}" cannot name a session; use up to 64 of a-z, A-Z, 0-9, ".", "_", "-", '
            'such as "izmir-2026"'
        )
        raise ValueError(message)
    return name


Text: TypeAlias = Annotated[str, AfterValidator(cleaned)]
FullText: TypeAlias = Annotated[str, AfterValidator(cleaned), AfterValidator(filled)]
Name: TypeAlias = Annotated[str, AfterValidator(one_line)]
Key: TypeAlias = Annotated[str, AfterValidator(keyed)]
Language: TypeAlias = Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
