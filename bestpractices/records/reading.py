"""One file into one record, remembering the line and column of every field."""

from __future__ import annotations

import difflib
import json
import re
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bestpractices.errors import Finding
from bestpractices.records.field_types import Part
from bestpractices.records.marks import Mark, marked
from bestpractices.records.yaml_text import Path as FieldPath
from bestpractices.records.yaml_text import YamlError, parse

# The largest file of the base has 70 kB; a film that was dropped here has more.
LARGEST: Final = 1_000_000
_FRONT_MATTER: Final = re.compile(r"---\n(?P<head>.*?\n)---\n(?P<body>.*)\Z", re.DOTALL)


@dataclass
class Reading:
    """What came of one file: the record if it is sound, and the findings if not."""

    file: str
    text: str = ""
    raw: Any = None
    record: Any = None
    findings: list[Finding] = field(default_factory=list)
    positions: dict[FieldPath, tuple[int, int]] = field(default_factory=dict)
    body_line: int = 1

    @cached_property
    def marks(self) -> tuple[tuple[FieldPath, str, Mark], ...]:
        """Every text of the record that stands for something else, with its path and mark."""
        return tuple(marked(self.record)) if self.record is not None else ()

    def place(self, path: FieldPath) -> tuple[int, int]:
        """Line and column, from 1, of a field, or of the nearest part around it that is there."""
        while path and path not in self.positions:
            path = path[:-1]
        line, column = self.positions.get(path, (0, 0))
        return line + 1, column + 1

    def find(self, code: str, path: FieldPath, message: str, mend: str) -> Finding:
        """Finding at the place of a field."""
        return Finding(self.file, *self.place(path), code, message, mend)


def read(path: Path, model: type[Part], *, root: Path) -> Reading:
    """Record of one file, or the findings that speak against it; never an exception.

    Parameters
    ----------
    path
        A ``.yaml`` file, or a ``.md`` file with front matter between two lines of ``---``.
    model
        What the file should be.
    root
        Folder of the knowledge base; a file that leads out of it is refused.
    """
    reading = Reading(_name(path, root))
    text = _text(path, root, reading)
    return reading if text is None else _read(reading, text, model)


def read_text(name: str, text: str, model: type[Part]) -> Reading:
    """As `read`, of a text that no file holds yet; the name says where it would lie."""
    return _read(Reading(name), text, model)


def _read(reading: Reading, text: str, model: type[Part]) -> Reading:
    reading.text = text
    body = None
    if reading.file.endswith(".md"):
        match = _FRONT_MATTER.match(text)
        if not match:
            mend = "begin with a line ---, then the fields, then a line ---, then the text"
            reading.findings.append(reading.find("KB002", (), "no front matter", mend))
            return reading
        text, body = match["head"], match["body"]
        reading.body_line = text.count("\n") + 3
    _parse(text, reading, offset=1 if body is not None else 0)
    if isinstance(reading.raw, dict):
        if body is not None and "body" in reading.raw:
            mend = "write it below the second line ---"
            reading.findings.append(reading.find("KB010", ("body",), "body is no field", mend))
        _validate(model, reading.raw if body is None else {**reading.raw, "body": body}, reading)
    return reading


def named_text(path: Path, *, root: Path) -> tuple[str, str] | None:
    """Name and text of a file as `read` takes them; None where `read` would find no text."""
    text = _text(path, root, Reading(path.name))
    return None if text is None else (_name(path, root), text)


def _name(path: Path, root: Path) -> str:
    # A file name that is no UTF-8 still has to be printed.
    return path.relative_to(root).as_posix().encode(errors="replace").decode()


def _text(path: Path, root: Path, reading: Reading) -> str | None:
    problem: tuple[str, str, str]
    try:
        if path.is_symlink() or root.resolve() not in path.resolve().parents:
            problem = ("KB006", "leads out of the knowledge base", "put the file itself here")
        elif not path.is_file():
            problem = ("KB001", "is no file", "keep only files of records in this folder")
        elif path.stat().st_size > LARGEST:
            size = f"{path.stat().st_size / 1e6:.1f} MB"
            problem = (
                "KB005",
                f"is {size} large",
                "a record has at most 1 MB: is it the right file?",
            )
        else:
            text = path.read_bytes().decode("utf-8-sig")
            return text.replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode()
        reading.positions[()] = (before.count("\n"), len(before) - before.rfind("\n") - 1)
        problem = ("KB001", f"is not UTF-8 (byte {error.start})", "save the file as UTF-8")
    except OSError as error:
        problem = ("KB001", f"cannot be read: {error.strerror}", "mend the file or its rights")
    code, message, mend = problem
    reading.findings.append(reading.find(code, (), message, mend))
    return None


def _parse(text: str, reading: Reading, *, offset: int) -> None:
    try:
        document = parse(text)
    except YamlError as error:
        reading.positions[()] = (error.line + offset, error.column)
        mend = "mend the YAML here; quote a text that holds a colon or starts with a special sign"
        reading.findings.append(reading.find(error.code, (), str(error), mend))
        return
    reading.raw = document.value
    reading.positions = {
        path: (line + offset, column) for path, (line, column) in document.positions.items()
    }
    if not isinstance(document.value, dict):
        mend = "a record is a list of fields, one a line, as in kb/templates/"
        reading.findings.append(reading.find("KB002", (), "no fields", mend))


def _validate(model: type[Part], raw: dict[str, Any], reading: Reading) -> None:
    try:
        reading.record = model.model_validate_json(json.dumps(raw))
    except ValidationError as error:
        seen = set()  # a field that may be of two types fails once for each
        for detail in error.errors(include_url=False):
            finding = _finding(detail, model, reading)
            same = (finding.line, finding.column, finding.code, finding.message)
            if same not in seen:
                reading.findings.append(finding)
            seen.add(same)


def _finding(detail: ErrorDetails, model: type[Part], reading: Reading) -> Finding:
    path = _known(detail["loc"], reading)
    name = str(detail["loc"][-1])
    if detail["type"] == "extra_forbidden":
        near = difflib.get_close_matches(name, _field_names(model), n=1)
        mend = f'did you mean "{near[0]}"?' if near else "remove it; kb/README.md lists the fields"
        return reading.find("KB010", path, f'field "{name}" is unknown', mend)
    if detail["type"] == "missing":
        if name in ("year", "source") and len(detail["loc"]) > 1:
            mend = f"write {name}: null if no source says it"
            return reading.find("KB020", path, f"figure without {name}", mend)
        return reading.find("KB011", path, f'field "{name}" is missing', f"add {name}: …")
    found = json.dumps(detail["input"], ensure_ascii=False, default=str)[:60]
    where = ".".join(map(str, path)) or "the record"
    return reading.find("KB011", path, f"{where} is {found}", detail["msg"])


def _known(loc: tuple[int | str, ...], reading: Reading) -> FieldPath:
    path: FieldPath = ()
    for part in loc:
        if (*path, part) in reading.positions:
            path = (*path, part)
    return path


@cache
def _field_names(model: type[Part]) -> list[str]:
    schema = model.model_json_schema()
    models = [schema, *schema.get("$defs", {}).values()]
    return sorted({name for part in models for name in part.get("properties", {})})
