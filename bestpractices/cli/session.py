"""Commands for the sessions of a workshop: begin, write, look, take back, carry, erase, copy."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from bestpractices.cli.program import TABLE, content, main, stop, told_in_one_line

if TYPE_CHECKING:
    from bestpractices.workshop import Entry, SessionCreated, Store

_STORE = click.option(
    "--store", "url", metavar="URL", help="File or postgresql://..., else BESTPRACTICES_STORE."
)
_BY = click.option("--by", default="coach", show_default=True, help="Role of who writes.")
_SESSION = click.argument("session", metavar="S")


@main.group()
def session() -> None:
    """Sessions of a workshop: every entry is kept, and nothing acknowledged gets lost."""


@session.command()
@_SESSION
@click.option("--title", help="Else the name itself.")
@_BY
@_STORE
def new(session: str, title: str | None, by: str, url: str | None) -> None:
    """Begin the session S, such as izmir-2026."""
    from bestpractices.workshop import event

    with told_in_one_line(), opened(url) as store:
        first = event("session_created", {"title": session if title is None else title})
        store.new(session, cast("SessionCreated", first), by=by)
        print(session)


@session.command("list")
@TABLE
@_STORE
def list_(form: str, url: str | None) -> None:
    """Show all sessions."""
    from bestpractices.workshop import NoStoreError

    with told_in_one_line():
        try:
            with opened(url, read_only=True) as store:
                found = store.sessions()
        except NoStoreError as error:
            found = ()
            print(f"bestpractices: {error}", file=sys.stderr)
        rows = [
            {"session": s.session, "title": s.title, "entries": s.seq, "made": s.made.isoformat(),
             "changed": s.changed.isoformat()} for s in found
        ]  # fmt: skip
        _show(rows, rows, form, ["session", "title", "entries", "made", "changed"])


@session.command()
@_SESSION
@TABLE
@_STORE
def log(session: str, form: str, url: str | None) -> None:
    """Show what was written in the session S, also what was undone."""
    from bestpractices.workshop import state

    with told_in_one_line(), opened(url, read_only=True) as store:
        found = store.events(session)
        undone = state(found).undone
        rows = [_as_row(entry, undone=entry.seq in undone) for entry in found]
        whole = {"session": session, "seq": found[-1].seq, "events": rows}
        _show(rows, whole, form, ["seq", "at", "by", "kind", "undone", "payload"])


def _as_row(entry: Entry, *, undone: bool) -> dict[str, Any]:
    return {
        "seq": entry.seq, "at": entry.at.isoformat(), "by": entry.by, "kind": entry.kind,
        "payload": entry.fields, "undone": undone,
    }  # fmt: skip


@session.command()
@_SESSION
@_BY
@_STORE
def append(session: str, by: str, url: str | None) -> None:
    """Write events into the session S: JSON lines {"kind", "payload"} on standard input.

    For each event a line {"seq": n} on standard output, once it is durable. The first line that
    does not fit ends the command; what was acknowledged stays.
    """
    from bestpractices.cli.session_lines import append_lines

    with told_in_one_line(), opened(url) as store:
        raise SystemExit(append_lines(store, session, by=by))


@session.command()
@_SESSION
@_BY
@_STORE
def undo(session: str, by: str, url: str | None) -> None:
    """Take back the last entry of the session S that is in effect."""
    with told_in_one_line(), opened(url) as store:
        _turned(store.undo(session, by=by), f'nothing to undo in session "{session}"')


@session.command()
@_SESSION
@_BY
@_STORE
def redo(session: str, by: str, url: str | None) -> None:
    """Bring back the entry that was undone last."""
    with told_in_one_line(), opened(url) as store:
        _turned(store.redo(session, by=by), f'nothing to bring back in session "{session}"')


def _turned(seq: int | None, nothing: str) -> None:
    if seq is None:
        stop(nothing)
    print(json.dumps({"seq": seq}))


@session.command()
@_SESSION
@_STORE
def export(session: str, url: str | None) -> None:
    """Print the session S as JSON, for import elsewhere."""
    with told_in_one_line(), opened(url, read_only=True) as store:
        print(store.export(session), end="")


@session.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--as", "name", metavar="S", help="Another name for the session.")
@_STORE
def import_(file: Path, name: str | None, url: str | None) -> None:
    """Take in the sessions of a FILE that export or backup wrote: all or none."""
    from bestpractices.workshop import SessionFileError

    with told_in_one_line():
        held = sys.stdin.buffer.read() if str(file) == "-" else content(file)
        try:
            text = held.decode("utf-8-sig")
        except UnicodeDecodeError:
            message = f"{file} holds no text in UTF-8; export the session again"
            raise SessionFileError(message) from None
        with opened(url) as store:
            for taken in store.import_(text, name=name):
                print(taken)


@session.command()
@click.argument("person")
@_STORE
def person(person: str, url: str | None) -> None:
    """Print all that the sessions hold about a PERSON as JSON: what erase would remove."""
    with told_in_one_line(), opened(url, read_only=True) as store:
        print(store.person(person), end="")


@session.command()
@click.argument("person")
@_BY
@_STORE
def erase(person: str, by: str, url: str | None) -> None:
    """Remove all about a PERSON from every session, and the bytes from the store."""
    with told_in_one_line(), opened(url) as store:
        print(f"{store.erase(person, by=by)} entries changed")
        note = "backups, exports and copies made before still hold the person; erase them too"
        print(f"bestpractices: {note}", file=sys.stderr)


@session.command()
@click.argument("out", type=click.Path(path_type=Path))
@_STORE
def backup(out: Path, url: str | None) -> None:
    """Copy all sessions to the new file OUT; a name in .json gives JSON that import reads."""
    with told_in_one_line(), opened(url, read_only=True) as store:
        print(store.backup(out))


def opened(url: str | None, *, read_only: bool = False) -> Store:
    """The store; an older one is brought up to date also by those who read."""
    from bestpractices.workshop import OlderStoreError, Store

    try:
        store = Store.open(url, read_only=read_only)
    except OlderStoreError:
        with Store.open(url) as older:
            _tell(older)
        return Store.open(url, read_only=read_only)
    _tell(store)
    return store


def _tell(store: Store) -> None:
    if store.upgraded:
        note = f"the store was brought up to date; as it was before: {store.upgraded}"
        print(f"bestpractices: {note}", file=sys.stderr)


def _show(rows: list[dict[str, Any]], whole: object, form: str, columns: list[str]) -> None:
    if form == "json":
        print(json.dumps(whole, ensure_ascii=False, indent=2))
    elif form == "csv":
        table = csv.writer(sys.stdout, lineterminator="\n")
        table.writerows([columns, *_cells(rows, columns)])
    else:
        for cells in _cells(rows, columns):
            print("  ".join(cell for cell in cells if cell))


def _cells(rows: list[dict[str, Any]], columns: list[str]) -> Iterator[list[str]]:
    for row in rows:
        shown = {**row, "undone": "undone" if row.get("undone") else ""}
        if "payload" in row:
            shown["payload"] = json.dumps(row["payload"], ensure_ascii=False)
        yield [str(shown[column]) for column in columns]
