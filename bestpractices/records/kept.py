"""What was read ahead, to be given out again: only while the files it came from say the same."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Generic, TypeVar

from bestpractices.records.reading import named_text

T = TypeVar("T")


@dataclass(frozen=True)
class FilesState:
    """All on which a loaded folder depends: where it is, what every file says, and the day.

    The texts themselves are compared, by their digest: sizes and times of files miss a change
    within one tick of the clock, or one whose time was set back. The day counts because some
    findings are about age.
    """

    root: Path
    digest: str
    day: date


def digest(texts: Iterable[tuple[str, str]]) -> str:
    """Digest of files by name and text, in their order."""
    found = hashlib.sha256()
    for name, text in texts:
        found.update(f"{name}\0{text}\0".encode())
    return found.hexdigest()


def files_state(root: Path, paths: Iterable[Path]) -> FilesState | None:
    """State of the files of a folder as they are now; None if one of them cannot be read."""
    texts = []
    for path in paths:
        found = named_text(path, root=root)
        if found is None:
            return None
        texts.append(found)
    return FilesState(root.resolve(), digest(texts), datetime.now(tz=UTC).date())


class Kept(Generic[T]):
    """The newest thing that was made from files; ``state`` is None before the first.

    ``thing`` is None where nothing could be made from them.
    """

    def __init__(self) -> None:
        self.state: FilesState | None = None
        self.thing: T | None = None
        self._made: tuple[Path, T] | None = None

    def put(self, state: FilesState, thing: T | None) -> None:
        """Keep this and forget what was kept before, but for the newest that could be made."""
        self.state, self.thing = state, thing
        if thing is not None:
            self._made = (state.root, thing)

    def newest(self, root: Path) -> T | None:
        """The newest thing that could be made from a folder, whatever its files say by now."""
        if self._made is None or self._made[0] != root.resolve():
            return None
        return self._made[1]
