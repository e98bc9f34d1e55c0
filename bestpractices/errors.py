"""What can be wrong, in a form that people can mend: findings and a small family of exceptions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs: an error stops, advice does not."""

    ERROR = "error"
    ADVICE = "advice"


@dataclass(frozen=True, order=True)
class Finding:
    """One thing to mend, with the place where an editor finds it.

    Parameters
    ----------
    file
        Path of the file, relative to the folder that was checked.
    line, column
        Where it stands, both counted from 1.
    code
        ``KB`` and three digits; never renumbered. ``kb/README.md`` lists them.
    message
        What is wrong and what was found.
    mend
        What would be right.
    """

    file: str
    line: int
    column: int
    code: str
    message: str
    mend: str
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        advice = "" if self.severity is Severity.ERROR else f"{self.severity}: "
        place = f"{self.file}:{self.line}:{self.column}"
        return f"{place}: {self.code} {advice}{self.message}\n    mend: {self.mend}"


# Whoever catches this one shows one line and no traceback.
class BestPracticesError(Exception):
    """Base of all errors that a user can cause; the message says what is wrong and the mend."""


class NotAKnowledgeBaseError(BestPracticesError):
    """The folder is missing or holds no knowledge base."""


class UnknownIdError(BestPracticesError, KeyError):
    """No record has this id or address."""

    def __str__(self) -> str:
        return str(self.args[0]) if self.args else ""


class UnknownLanguageError(BestPracticesError, ValueError):
    """The language is none of the four in which the pages speak."""


class NewRecordError(BestPracticesError, ValueError):
    """The kind or the id of a new record is not possible."""


class RecordExistsError(BestPracticesError, FileExistsError):
    """There is already a record with this id; nothing was written."""


class BrokenRecordsError(BestPracticesError):
    """The knowledge base has errors; nothing was loaded.

    Parameters
    ----------
    findings
        All findings of all files, sorted by file and line.
    """

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        errors = [f for f in self.findings if f.severity is Severity.ERROR]
        number = "1 error" if len(errors) == 1 else f"{len(errors)} errors"
        super().__init__(f"the knowledge base has {number}; first: {errors[0]}")
