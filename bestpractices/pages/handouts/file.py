"""A hand-out as a file that the browser saves, in the form that a button asks for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from bestpractices.exports.handout import Handout
from bestpractices.exports.handout_pdf import handout_pdf
from bestpractices.exports.handout_word import handout_word
from bestpractices.pages.desk import EntryError, File
from bestpractices.texts import N_

# By the ending of the name: the media type, and what makes it.
FORMS: Final[dict[str, tuple[str, Callable[[Handout], bytes]]]] = {
    "pdf": ("application/pdf", handout_pdf),
    "docx": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        handout_word,
    ),
}
_NO_FORM: Final = N_("Such a file is not made here.")


def handout_file(handout: Handout, form: str, *, name: str) -> File:
    """The hand-out as a file.

    Parameters
    ----------
    form
        ``pdf`` or ``docx``.
    name
        Of the file, without its ending.

    Raises
    ------
    EntryError
        If the form is another one.
    """
    if form not in FORMS:
        raise EntryError(_NO_FORM)
    media, make = FORMS[form]
    return File(f"{name}.{form}", media, make(handout))
