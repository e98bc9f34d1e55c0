"""What all commands share: the group, the options, and errors in one line."""

from __future__ import annotations

import contextlib
import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import click

from bestpractices import __version__
from bestpractices.analysis.ranking.flaws import FlawedFileError
from bestpractices.errors import BestPracticesError, BrokenRecordsError, Severity
from bestpractices.texts import NAMES

KB = click.option("--kb", "folder", help="Folder of a knowledge base, else the shipped one.")
LANG = click.option("--lang", default="en", show_default=True, metavar="|".join(NAMES))
TABLE = click.option("--format", "form", type=click.Choice(["text", "json", "csv"]), default="text")
# More would push the first one off the screen.
_SHOWN_FINDINGS = 20


@contextlib.contextmanager
def told_in_one_line() -> Iterator[None]:
    """What goes wrong inside ends the program with one line and no traceback."""
    try:
        yield
    except BrokenRecordsError as error:
        errors = [f for f in error.findings if f.severity is Severity.ERROR]
        for finding in errors[:_SHOWN_FINDINGS]:
            print(finding, file=sys.stderr)
        stop(f"{len(errors)} errors in the knowledge base; bestpractices check shows all of them")
    except FlawedFileError as error:
        print(error, file=sys.stderr)  # each line begins with its place, for an editor to open
        raise SystemExit(1) from None
    except (BestPracticesError, OSError) as error:
        stop(str(error))


def stop(message: str, code: int = 1) -> NoReturn:
    """End the program: 1 for what was found or not found, 2 for wrong use."""
    print(f"bestpractices: {message}", file=sys.stderr)
    raise SystemExit(code)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="bestpractices")
def main() -> None:
    """Belgian practices for the integration of migrants, linked to needs in Türkiye."""
    for stream in (sys.stdout, sys.stderr):
        _write_all_letters(stream)


def _write_all_letters(stream: Any) -> None:
    """Let no letter stop a command: a file or a pipe gets UTF-8, a terminal what it can show."""
    if isinstance(stream, io.TextIOWrapper):
        if stream.isatty():
            stream.reconfigure(errors="replace")
        else:
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def content(path: Path) -> bytes:
    """What a file holds; a file that cannot be read ends the program."""
    try:
        return path.read_bytes()
    except OSError as error:
        stop(f"{path} cannot be read ({error.strerror}); give the path of a file", 2)
