"""A server that another program started for itself ends when that program is gone."""

from __future__ import annotations

import asyncio
import os
from typing import Final

LOOK_EVERY: Final = 1.0  # seconds


async def parent_gone(parent: int) -> None:
    """Wait until the program that started this one, by its id, is gone; on Windows never seen.

    JupyterLab's own way of shutting down sends nothing to what it started.
    """
    # The orphan of a POSIX system is given to another parent.
    while os.getppid() == parent:
        await asyncio.sleep(LOOK_EVERY)
