"""A server that another program started for itself ends when that program is gone."""

from __future__ import annotations

import asyncio
import os
from typing import Final

LOOK_EVERY: Final = 1.0  # seconds


async def parent_gone(parent: int | None = None) -> None:
    """Wait until the program that started this one is gone; on Windows that is never seen.

    JupyterLab's own way of shutting down sends nothing to what it started.
    """
    parent = os.getppid() if parent is None else parent
    # The orphan of a POSIX system is given to another parent.
    while os.getppid() == parent:
        await asyncio.sleep(LOOK_EVERY)
