"""A piece of a page that the kernel writes anew whenever something was decided."""

from __future__ import annotations

from pathlib import Path

import anywidget
import traitlets

_HERE = Path(__file__)


class Fragment(anywidget.AnyWidget):
    """HTML that is shown as it is.

    Parameters
    ----------
    html
        Made by templates that escape what they are given: nothing here looks at it again.
    """

    _esm = _HERE.with_suffix(".js")
    _css = _HERE.with_suffix(".css")

    html = traitlets.Unicode("").tag(sync=True)
