"""The command line: every command is thin, errors are one line and never a traceback."""

from bestpractices.cli import (
    choice,
    counterparts,
    network,
    records,
    serving,
    session,
    session_handout,
)
from bestpractices.cli.program import main

__all__ = [
    "choice", "counterparts", "main", "network", "records", "serving", "session",
    "session_handout",
]  # fmt: skip
