"""A folder of published files: only what changed is written, only what we wrote is removed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from bestpractices.errors import BestPracticesError

MANIFEST: Final = ".published.json"


class PublishingError(BestPracticesError):
    """The site could not be written; what is there is whole, and a new run mends the rest."""


@dataclass(frozen=True)
class Tally:
    """How many files a run wrote, left as they were, and removed."""

    written: int
    unchanged: int
    removed: int

    def __str__(self) -> str:
        return f"{self.written} files written, {self.unchanged} unchanged, {self.removed} removed"


class PublishedFolder:
    """Folder that remembers in a manifest which of its files are ours.

    Parameters
    ----------
    root
        Folder to publish into: new, empty, or published before.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._before: frozenset[str] = frozenset()
        self._planned: frozenset[str] = frozenset()
        self._written = 0
        self._unchanged = 0

    def begin(self, names: Iterable[str]) -> None:
        """Take the folder for these files, or refuse it before anything is changed.

        Raises
        ------
        PublishingError
            If the folder or a file in it is somebody else's.
        """
        self._planned = frozenset(names)
        self._refuse_file()
        self._before = self._remembered()
        self._refuse_strangers()
        # Named before they are written: after an interruption the next run knows them as ours.
        self._remember(self._before | self._planned)
        for name in sorted(self._before):
            _part(self.root / name).unlink(missing_ok=True)

    def write(self, name: str, content: bytes) -> None:
        """Put a file in place, whole or not at all; one with the same bytes is left untouched.

        Raises
        ------
        PublishingError
            If the disk is full or the place may not be written; the message says what is there.
        """
        if self._put(name, content):
            self._written += 1
        else:
            self._unchanged += 1

    def end(self) -> Tally:
        """Remove what an earlier run wrote and this one did not; the manifest comes last."""
        removed = sum(self._remove(name) for name in sorted(self._before - self._planned))
        self._remember(self._planned)
        return Tally(self._written, self._unchanged, removed)

    def _refuse_file(self) -> None:
        if self.root.exists() and not self.root.is_dir():
            message = f'"{self.root}" is a file; give a folder'
            raise PublishingError(message)

    def _remembered(self) -> frozenset[str]:
        """Files of the last run; none in a new or empty folder."""
        manifest = self.root / MANIFEST
        if manifest.is_file():
            return _names(manifest)
        if self.root.is_dir() and any(self.root.iterdir()):
            message = (
                f'"{self.root}" holds files that were not published by us, and nothing was '
                "changed; give a new or an empty folder"
            )
            raise PublishingError(message)
        return frozenset()

    def _refuse_strangers(self) -> None:
        for name in sorted(self._planned - self._before):
            path = self.root / name
            if path.exists() or path.is_symlink():
                message = f'"{path}" was not published by us; move it away, nothing was changed'
                raise PublishingError(message)

    def _remember(self, names: frozenset[str]) -> None:
        content = {"written_by": "bestpractices publish", "files": sorted(names)}
        self._put(MANIFEST, f"{json.dumps(content, indent=0)}\n".encode())

    def _put(self, name: str, content: bytes) -> bool:
        """Whether the file had to be written."""
        path = self.root / name
        try:
            if path.is_file() and path.read_bytes() == content:
                return False
            path.parent.mkdir(parents=True, exist_ok=True)
            self._replace(path, content)
        except OSError as error:
            there = self._written + self._unchanged
            message = (
                f'"{path}" cannot be written: {error.strerror}; {there} of {len(self._planned)} '
                "files are in place, each of them whole; mend that and run the same command again"
            )
            raise PublishingError(message) from error
        return True

    @staticmethod
    def _replace(path: Path, content: bytes) -> None:
        part = _part(path)
        try:
            part.write_bytes(content)
            part.replace(path)
        except BaseException:
            part.unlink(missing_ok=True)
            raise

    def _remove(self, name: str) -> bool:
        """Whether there was a file to remove; folders that this empties go with it."""
        path = self.root / name
        # A link that somebody put in place of a folder leads out of here.
        if not path.parent.resolve().is_relative_to(self.root.resolve()) or not path.is_file():
            return False
        path.unlink()
        for folder in path.relative_to(self.root).parents[:-1]:
            if any((self.root / folder).iterdir()):
                break
            (self.root / folder).rmdir()
        return True


def _part(path: Path) -> Path:
    """Temporary name beside a file; always the same, so that the next run finds what is left."""
    return path.with_name(f".{path.name}.part")


def _names(manifest: Path) -> frozenset[str]:
    """Files that a manifest lists, all of them inside its folder."""
    try:
        names = json.loads(manifest.read_text(encoding="utf-8"))["files"]
        parts = [PurePosixPath(name).parts for name in names]
    except (ValueError, KeyError, TypeError) as error:
        message = f'"{manifest}" cannot be read ({error}); publish into a new folder'
        raise PublishingError(message) from error
    if any(".." in part or "/" in part for part in parts):
        message = f'"{manifest}" names files outside its folder; publish into a new folder'
        raise PublishingError(message)
    return frozenset(names)
