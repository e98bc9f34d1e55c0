"""How often a key may be tried: whoever guesses is slowed, then made to wait."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

TRIES: Final = 10  # wrong keys in a row before the next one has to wait
EVERY: Final = 3.0  # seconds until one more may be tried
FREE: Final = 3  # wrong keys that are answered at once: people mistype
SLOWEST: Final = 1.0  # seconds
REMEMBERED: Final = 4096


class Attempts:
    """Wrong keys by who tried them; what is told is always short, so nobody is shut out for long.

    For everyone one number is kept: the time until which their wrong keys are paid for, each with
    some seconds. Whoever is refused pays nothing more, so it ends soon after the guessing ends.

    Parameters
    ----------
    tries
        Wrong keys in a row before the next has to wait.
    every
        Seconds that pay for one of them.
    remembered
        Most of whom something is kept; the one heard of longest ago is forgotten first.
    clock
        Tells the time in seconds and is never set back.

    Examples
    --------
    >>> attempts = Attempts(tries=2, every=3.0, clock=lambda: 100.0)
    >>> attempts.failed("a"), attempts.failed("a"), attempts.wait("a"), attempts.wait("b")
    (0.0, 0.0, 3.0, 0.0)
    """

    def __init__(
        self,
        *,
        tries: int = TRIES,
        every: float = EVERY,
        remembered: int = REMEMBERED,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._tries = tries
        self._every = every
        self._remembered = remembered
        self._clock = clock
        self._paid: dict[str, float] = {}

    def wait(self, who: str) -> float:
        """Seconds until the next key of somebody is looked at; 0 if now."""
        owed = self._paid.get(who, 0.0) - self._clock()
        return max(0.0, owed - (self._tries - 1) * self._every)

    def failed(self, who: str) -> float:
        """Count a wrong key.

        Returns
        -------
        Seconds after which to answer it.
        """
        now = self._clock()
        owed = max(0.0, self._paid.pop(who, 0.0) - now)
        self._paid[who] = now + owed + self._every  # at the end: the latest is forgotten last
        while len(self._paid) > self._remembered:
            del self._paid[next(iter(self._paid))]
        before = int(owed / self._every)
        return 0.0 if before < FREE else min(SLOWEST, 0.125 * 2 ** (before - FREE))
