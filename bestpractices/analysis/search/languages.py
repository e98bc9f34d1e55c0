"""The languages in which texts of the records are written."""

from __future__ import annotations

from typing import Final

# German and Italian exist for names only.
PASSAGE_LANGUAGES: Final = ("en", "tr", "fr", "nl", "de", "it")
