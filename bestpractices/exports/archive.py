"""Archives in zip, as which office programs keep their documents: same content, same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final

# The oldest day that a zip archive can hold.
DAY: Final = datetime(1980, 1, 1)  # noqa: DTZ001 - as the archive has it
_NONE: Final[Mapping[str, Callable[[bytes], bytes]]] = MappingProxyType({})


def steady(data: bytes, *, edit: Mapping[str, Callable[[bytes], bytes]] = _NONE) -> bytes:
    """The archive without the time at which it was packed, its members in the order of their names.

    Parameters
    ----------
    edit
        What becomes of the bytes of a member, by its name.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as made, zipfile.ZipFile(buffer, "w") as packed:
        for name in sorted(made.namelist()):
            info = zipfile.ZipInfo(name, DAY.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            content = made.read(name)
            packed.writestr(info, edit[name](content) if name in edit else content)
    return buffer.getvalue()
