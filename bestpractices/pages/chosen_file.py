"""Files that were chosen in a form: packed by the browser, and unpacked here with a limit."""

from __future__ import annotations

import base64
import binascii
import zlib
from typing import Final

from bestpractices.pages.desk import EntryError
from bestpractices.texts import N_

LARGEST: Final = 50_000_000  # bytes of a file when it is unpacked
_GZIP: Final = 16 + zlib.MAX_WBITS
_UNREAD: Final = N_("This file cannot be read as text. Choose a file that a session was saved to.")


def text_of(packed: str) -> str:
    """Text of a file as the browser packed it: gzip in base64; of nothing: nothing.

    Raises
    ------
    EntryError
        If it is not packed so, holds no text, or far more than a session has.

    Examples
    --------
    >>> import base64, gzip
    >>> text_of(base64.b64encode(gzip.compress("İ".encode())).decode())
    'İ'
    """
    if not packed:
        return ""
    try:
        unpacking = zlib.decompressobj(_GZIP)
        content = unpacking.decompress(base64.b64decode(packed, validate=True), LARGEST)
        # Beyond the limit something is left, and of what was cut the end is not reached.
        if not unpacking.eof:
            raise EntryError(_UNREAD)
        return content.decode("utf-8-sig")
    except (binascii.Error, zlib.error, UnicodeDecodeError):
        raise EntryError(_UNREAD) from None
