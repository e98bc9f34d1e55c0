"""A new record from its template, ready to be filled in."""

from __future__ import annotations

import difflib
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from bestpractices.errors import NewRecordError, RecordExistsError
from bestpractices.records.kinds import KINDS, Kind
from bestpractices.records.knowledge_base import knowledge_base_folder, record_files
from bestpractices.shipped import shipped

_ID: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_ID: Final = 100


def new_record(
    kind: str, record_id: str, folder: str | Path | None = None, *, today: date | None = None
) -> Path:
    """File of a new record: the template of its kind with the id, as a draft, checked today.

    Parameters
    ----------
    kind
        ``practice``, ``need``, ``organisation``, ``project`` or ``context``.
    record_id
        Small letters, digits and hyphens; also the name of the file.
    folder
        Knowledge base into which it is written; None: the shipped one.
    today
        Day for ``checked``; None: this day.

    Raises
    ------
    NewRecordError
        If there is no such kind, or the id cannot be one.
    RecordExistsError
        If the kind has a record with this id, even one that is broken; nothing is written.
    NotAKnowledgeBaseError
        If the folder is missing or has no ``vocabulary.yaml``.
    """
    root = knowledge_base_folder(folder)
    found = _kind(kind)
    _refuse_bad_id(record_id)
    _refuse_existing(found, record_id, root)
    path = root / found.folder / f"{record_id}{found.suffix}"
    day = today or datetime.now(tz=UTC).date()
    _write(path, _filled(_template(found, root), found, record_id, day))
    return path


def _kind(name: str) -> Kind:
    if name in KINDS:
        return KINDS[name]
    near = difflib.get_close_matches(name, KINDS, n=1)
    mend = f'did you mean "{near[0]}"?' if near else f"take one of {', '.join(KINDS)}"
    message = f'there is no kind "{name}"; {mend}'
    raise NewRecordError(message)


def _refuse_bad_id(record_id: str) -> None:
    if not _ID.fullmatch(record_id):
        message = (
            f'"{record_id}" cannot be an id; use small letters a to z, digits '
            "and single hyphens, such as duo-for-a-job"
        )
        raise NewRecordError(message)
    if len(record_id) > LONGEST_ID:
        message = f"the id has {len(record_id)} letters; use at most {LONGEST_ID}"
        raise NewRecordError(message)


def _refuse_existing(kind: Kind, record_id: str, root: Path) -> None:
    for name, path in record_files(root):
        if name == kind.name and path.stem.lower() == record_id:
            message = f"{path.relative_to(root).as_posix()} exists; edit it, or take another id"
            raise RecordExistsError(message)


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        message = f'"{path}" cannot be written: {error.strerror}; give a folder that you may change'
        raise NewRecordError(message) from error


def _template(kind: Kind, root: Path) -> str:
    """Template of the knowledge base itself, else the shipped one."""
    name = Path("templates") / f"{kind.name}{kind.suffix}"
    path = root / name if (root / name).is_file() else shipped("kb") / name
    return path.read_text(encoding="utf-8")


def _filled(template: str, kind: Kind, record_id: str, today: date) -> str:
    text = re.sub(rf"^id: {kind.name}$", f"id: {record_id}", template, count=1, flags=re.M)
    return re.sub(r"^checked: null", f"checked: {today}", text, count=1, flags=re.M)
