"""How many coaching pages may be open at once: each has a kernel, and memory has an end."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

from jupyter_client.manager import KernelManager
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager

SEATS: Final = 12
# Seconds in which a page must have come to its kernel, or come back to it; a line that broke a
# moment ago is mended in a moment.
HELD_WITHIN: Final = 60.0


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
        self._handed_over: set[str] = set()  # kernels whose page was sent
        self._loose: dict[str, float] = {}  # since when a kernel has been seen with nobody

    @property
    def taken(self) -> int:
        """Kernels that live or are about to be started."""
        return len(self.kernels.list_kernel_ids()) + self.kept

    @asynccontextmanager
    async def seat(self) -> AsyncIterator[Seat | None]:
        """A seat while a page is made, or None if there is no room.

        If the making fails, or the visitor leaves meanwhile, the kernel ends.
        """
        abandoned = self._abandoned()
        while abandoned and self.taken >= self.ceiling:
            kernel_id = abandoned.pop(0)
            self._handed_over.discard(kernel_id)  # whoever else looks for room looks elsewhere
            await self.end(kernel_id)
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
        self._handed_over.add(seat.kernel_id)

    async def end(self, kernel_id: str) -> None:
        """End a kernel, whether or not it has ended by itself."""
        if kernel_id in self.kernels:
            await self.kernels.shutdown_kernel(kernel_id, now=True)

    async def close(self) -> None:
        """End all kernels; one that will not end by itself ends with this process."""
        # Not Jupyter's own way to end all: it stumbles over a kernel that never started.
        ending = [self.end(kernel_id) for kernel_id in self.kernels.list_kernel_ids()]
        await asyncio.gather(*ending, return_exceptions=True)

    def _abandoned(self) -> list[str]:
        """Kernels whose page went without a word (a tab crashed), longest first."""
        now = time.monotonic()
        # One that still makes its page has nobody either, and may take its time.
        self._handed_over = {name for name in self._handed_over if name in self.kernels}
        models = [self.kernels.kernel_model(name) for name in self._handed_over]
        alone = sorted(model["id"] for model in models if not model["connections"])
        self._loose = {name: self._loose.get(name, now) for name in alone}
        longest_first = sorted(self._loose, key=lambda name: self._loose[name])
        return [name for name in longest_first if now - self._loose[name] > HELD_WITHIN]


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
