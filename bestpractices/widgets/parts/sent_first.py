"""What a page shows of a widget before, or instead of, the living view."""

from __future__ import annotations

from typing import Any

import anywidget


class SentFirst(anywidget.AnyWidget):
    """A widget that goes as plain HTML to pages that run nothing, if it was given some."""

    _fallback = ""

    def _repr_mimebundle_(self, **options: Any) -> Any:
        """Widget for a live page, the fallback for a page that runs nothing."""
        bundle = super()._repr_mimebundle_(**options)
        # JupyterLab asks for a bundle too; there the widget itself is shown.
        if bundle is None or not self._fallback:
            return bundle
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        return {**data, "text/html": self._fallback}, metadata
