"""The command line: every command is thin, errors are one line and never a traceback."""

from bestpractices.cli import choice, records, serving
from bestpractices.cli.program import main

__all__ = ["choice", "main", "records", "serving"]
