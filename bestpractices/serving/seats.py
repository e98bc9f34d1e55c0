"""How many coaching pages may be open at once: each has a kernel, and memory has an end."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

from jupyter_client.manager import KernelManager
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager

SEATS: Final = 12
# Seconds in which a page must have come to its kernel; until then nobody seems to hold it.
ARRIVED_WITHIN: Final = 60.0


class Seats:
    """Kernels of coaching pages, up to a ceiling; one that nobody holds gives way.

    Parameters
    ----------
    kernels
        What starts and ends them.
    ceiling
        Most that may be alive at once.
    """

    def __init__(self, kernels: AsyncMappingKernelManager, ceiling: int = SEATS) -> None:
        self.kernels = kernels
        self.ceiling = ceiling
        self.kept = 0  # seats on which no kernel sits yet
        self.since: dict[str, float] = {}

    @property
    def taken(self) -> int:
        """Kernels that live or are about to be started."""
        return len(self.kernels.list_kernel_ids()) + self.kept

    @asynccontextmanager
    async def seat(self) -> AsyncIterator[Seat | None]:
        """A seat while a page is made, or None if there is no room.

        If the making fails, or the visitor leaves meanwhile, the kernel ends.
        """
        if self.taken >= self.ceiling:
            await self._clear()
        if self.taken >= self.ceiling:
            yield None
            return
        seat = Seat(self)
        try:
            yield seat
        except BaseException:
            await seat.leave()
            raise
        finally:
            seat.free()

    async def end(self, kernel_id: str) -> None:
        """End a kernel, whether or not it has ended by itself."""
        self.since.pop(kernel_id, None)
        if kernel_id in self.kernels:
            await self.kernels.shutdown_kernel(kernel_id, now=True)

    async def _clear(self) -> None:
        """End the kernels whose page went without a word: a tablet ran empty, a tab crashed."""
        now = time.monotonic()
        for model in self.kernels.list_kernels():
            came = self.since.get(model["id"], now)
            if not model["connections"] and now - came > ARRIVED_WITHIN:
                await self.end(model["id"])


class Seat:
    """One place for a kernel, kept before the kernel is there: two cannot both get the last."""

    def __init__(self, seats: Seats) -> None:
        self._seats = seats
        self._kept = True
        self.kernel_id = ""
        seats.kept += 1

    async def start(self, **wishes: Any) -> KernelManager:
        """A new kernel on this seat."""
        self.kernel_id = await self._seats.kernels.start_kernel(**wishes)
        self._seats.since[self.kernel_id] = time.monotonic()
        self.free()
        return self._seats.kernels.get_kernel(self.kernel_id)

    async def leave(self) -> None:
        """End the kernel, if there is one."""
        if self.kernel_id:
            await self._seats.end(self.kernel_id)

    def free(self) -> None:
        """Keep the seat no longer: a kernel sits on it, or none will."""
        if self._kept:
            self._kept = False
            self._seats.kept -= 1
