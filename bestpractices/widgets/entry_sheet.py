"""A sheet of forms that the kernel writes; what is entered stays there until it is kept."""

from __future__ import annotations

from pathlib import Path

import anywidget
import traitlets

from bestpractices.widgets.parts.module_text import module_text

_HERE = Path(__file__)


class EntrySheet(anywidget.AnyWidget):
    """Forms in HTML, and the entries that were made in them.

    A form names its ``data-action``; with ``data-auto`` it is sent at every change. A button with
    ``data-view`` and ``data-value`` changes what is looked at, and enters nothing; one with
    ``data-file`` and ``data-value`` asks for a file, which the browser saves.

    Parameters
    ----------
    html
        Made by templates that escape what they are given: nothing here looks at it again.
    texts
        ``saving``, ``saved``, ``waits``, ``making``, ``made``, ``unread`` (in
        words), ``again`` (on a button).
    outbox
        Entries that nobody has kept yet, oldest first: ``uid``, ``action``, ``form`` and
        ``fields`` (lists of texts by name). They outlive a lost kernel.
    drafts
        What stands in fields without having been sent: lists of texts by form and field.
    view
        What is looked at, texts by name.
    done
        Marks of entries that were kept or refused: they leave the outbox.
    problems
        What is wrong with an entry, by form: ``text`` and ``detail`` (English).
    trouble
        Why nothing can be kept just now, as ``text`` and ``detail``; empty: nothing is wrong.
    turn
        Raised to ask that everything be tried again and looked at anew.
    go
        Query of an address to go on to, such as ``?session=izmir``.
    wish
        The file that is asked for and not saved yet: ``uid``, ``name`` and ``value`` of its button,
        ``fields`` of the form around it (lists of texts by name).
    file
        What came of it: its ``uid``, then ``name``, ``type`` and ``content`` (base64), or a
        ``problem`` as ``text`` and ``detail``.
    kept
        Events where there is no store, as ``kind`` and ``payload``: this window keeps them.
    """

    # What serves the pages serves the very same text.
    _esm = module_text(_HERE.with_suffix(".js"))
    _css = _HERE.with_suffix(".css")

    html = traitlets.Unicode("").tag(sync=True)
    texts = traitlets.Dict().tag(sync=True)
    lang = traitlets.Unicode("en").tag(sync=True)
    outbox = traitlets.List(traitlets.Dict()).tag(sync=True)
    drafts = traitlets.Dict().tag(sync=True)
    view = traitlets.Dict().tag(sync=True)
    done = traitlets.List(traitlets.Unicode()).tag(sync=True)
    problems = traitlets.Dict().tag(sync=True)
    trouble = traitlets.Dict().tag(sync=True)
    turn = traitlets.Int(0).tag(sync=True)
    go = traitlets.Unicode("").tag(sync=True)
    wish = traitlets.Dict().tag(sync=True)
    file = traitlets.Dict().tag(sync=True)
    kept = traitlets.List(traitlets.Dict()).tag(sync=True)

    def summary(self) -> str:
        """What the sheet shows, in one sentence."""
        kept = f"{len(self.done)} entries kept"
        waiting = [one for one in self.outbox if one.get("uid") not in self.done]
        return f"{kept}, {len(waiting)} waiting" if waiting else kept
