"""Files of others lie here as they were published, and the table names every one."""

import hashlib
import re

import pytest

from bestpractices.shipped import PACKAGE

VENDOR = PACKAGE / "vendor"
COLUMNS = ("file", "package", "version", "licence", "sha256", "what for")


def _rows() -> list[dict[str, str]]:
    lines = (VENDOR / "README.md").read_text(encoding="utf-8").splitlines()
    cells = [
        [cell.strip().strip("`") for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        for line in lines
        if line.startswith("|")
    ]
    head, _, *body = cells
    assert tuple(head) == COLUMNS
    return [dict(zip(COLUMNS, row, strict=True)) for row in body]


@pytest.mark.parametrize("row", _rows(), ids=lambda row: row["file"])
def test_a_file_of_others_is_unmodified(row: dict[str, str]) -> None:
    content = (VENDOR / row["file"]).read_bytes()

    assert hashlib.sha256(content).hexdigest() == row["sha256"]


@pytest.mark.parametrize("row", _rows(), ids=lambda row: row["file"])
def test_a_row_has_no_empty_cell(row: dict[str, str]) -> None:
    assert all(row.values())


def test_every_file_of_others_is_in_the_table_once() -> None:
    lying = {
        path.relative_to(VENDOR).as_posix()
        for path in VENDOR.rglob("*")
        if path.is_file() and path != VENDOR / "README.md"
    }

    assert sorted(row["file"] for row in _rows()) == sorted(lying)


def test_every_package_brings_its_licence_text() -> None:
    folders = {row["file"].split("/")[0] for row in _rows()}

    assert folders
    for folder in folders:
        texts = [path.name.upper() for path in (VENDOR / folder).iterdir()]
        assert any(name.startswith(("LICENSE", "LICENCE", "COPYING")) for name in texts), folder
