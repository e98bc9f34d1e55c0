"""Files of the write-shop: the record for the knowledge base, and the interview on paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bestpractices.analysis.write_shop.answers import INTERVIEWS, Answers, RecordKind
from bestpractices.analysis.write_shop.draft_record import draft_record
from bestpractices.analysis.write_shop.hints import checked
from bestpractices.pages.desk import Desk, EntryError, File, Maker
from bestpractices.pages.handouts.file import handout_file
from bestpractices.pages.handouts.frame import in_language
from bestpractices.pages.handouts.write_shop import empty_sheet, filled_sheet
from bestpractices.pages.sessions.names import identity
from bestpractices.pages.sessions.view import blotting
from bestpractices.records.reading import LARGEST
from bestpractices.texts import N_, NAMES
from bestpractices.workshop.write_shop import answers

_GONE: Final = N_("This draft is not there any more.")
_NOT_YET: Final = N_("Something is still needed for a file: it stands beside the questions.")
_TOO_LARGE: Final = N_("The record has more than one megabyte: shorten the longest answers.")
_NO_FILE: Final = N_("Such a file is not made here.")


def record_file(desk: Desk, draft: str) -> File:
    """The draft as a file for the folder ``kb/``; it reads back as a record of the model.

    Raises
    ------
    EntryError
        If it is none yet, or larger than the base takes.
    """
    told = _answers(desk, draft)
    drafted = draft_record(desk.e.kb, told)
    if checked(desk.e.kb, told, drafted).record is None:
        raise EntryError(_NOT_YET)
    content = drafted.text.encode()
    if len(content) > LARGEST:
        raise EntryError(_TOO_LARGE)
    return File(drafted.file.rpartition("/")[2], "text/markdown; charset=utf-8", content)


def paper_file(desk: Desk, asked: str) -> File:
    """The interview to print: ``filled/pdf/DRAFT``, or the questions alone: ``empty/docx/need/tr``.

    Raises
    ------
    EntryError
        If there is no such draft, kind, language or form.
    """
    what, form, name, lang = (*asked.split("/"), "", "", "")[:4]
    if what == "filled":
        told, state = _answers(desk, name), desk.state()
        made = filled_sheet(in_language(desk.e, told.lang), state, told)
        title = blotting(state)(told.text("title"))
        return handout_file(made, form, name=identity(title, f"write-shop-{told.kind}"))
    if what != "empty" or name not in INTERVIEWS or lang not in NAMES:
        raise EntryError(_NO_FILE)
    kind: RecordKind = "need" if name == "need" else "practice"
    return handout_file(empty_sheet(in_language(desk.e, lang), kind), form,
                        name=f"write-shop-{kind}-{lang}")  # fmt: skip


def _answers(desk: Desk, draft: str) -> Answers:
    told = answers(desk.state(), draft)
    if told is None:
        raise EntryError(_GONE)
    return told


FILES: Final[Mapping[str, Maker]] = {"record": record_file, "paper": paper_file}
