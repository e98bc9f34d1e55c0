"""Programs that have everything imported when they are born, so that hundreds can be killed.

Reads lines of JSON, [arguments of the program, pipe to read, pipe to write], and answers with the
number of a new process; an argument that is no command is Python to run.
"""

import json
import os
import signal
import sys

import psycopg
import sqlalchemy.dialects.postgresql.psycopg
import sqlalchemy.dialects.sqlite.pysqlite

import bestpractices.cli.session_lines
import bestpractices.workshop
from bestpractices.cli import main

BORN_WITH = (bestpractices.cli.session_lines, bestpractices.workshop, psycopg, sqlalchemy.dialects)


def live(arguments: list[str], reads: str, writes: str) -> None:
    """Be the program, from its pipes to its end."""
    os.dup2(os.open(reads, os.O_RDONLY), 0)
    os.dup2(os.open(writes, os.O_WRONLY), 1)
    sys.stdin, sys.stdout = open(0), open(1, "w")  # noqa: SIM115 - by their numbers
    sys.argv = arguments
    if arguments[0] == "session":
        main(arguments)
    else:
        exec(arguments[0], {"__name__": "__main__"})  # noqa: S102 - text of our own test


if __name__ == "__main__":
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for those who were killed
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            live(*json.loads(line))
            sys.stdout.flush()
            os._exit(0)
        print(child, flush=True)  # noqa: T201 - that is its answer
