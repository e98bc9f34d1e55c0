"""What is wrong with a file that somebody hands in: place, message and mend in one line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from bestpractices.errors import BestPracticesError

# More would push the first one off the screen.
_SHOWN: Final = 20


@dataclass(frozen=True, order=True)
class Flaw:
    """One thing to mend in a file, or (as advice) to know about it.

    Parameters
    ----------
    file
        Name of the file as it was given.
    line, column
        Where it stands, both counted from 1, the column in characters.
    message
        What is wrong and what was found.
    mend
        What would be right.
    """

    file: str
    line: int
    column: int
    message: str
    mend: str

    def __str__(self) -> str:
        line = f"{self.file}:{self.line}:{self.column}: {self.message}; {self.mend}"
        # what was found is quoted, and it may hold anything: a line end, a terminal's commands
        return "".join(sign if sign.isprintable() else "\ufffd" for sign in line)


class FlawedFileError(BestPracticesError, ValueError):
    """A file cannot be used; the message has one line for each flaw.

    Parameters
    ----------
    flaws
        All that were found, in the order of their places.
    """

    def __init__(self, flaws: Iterable[Flaw]) -> None:
        self.flaws = tuple(sorted(flaws))
        lines = [str(flaw) for flaw in self.flaws[:_SHOWN]]
        if len(self.flaws) > _SHOWN:
            lines.append(f"{len(self.flaws)} flaws in all; mend these first")
        super().__init__("\n".join(lines))
