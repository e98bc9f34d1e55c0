"""Where a published site stands: its host, its path, and the whole address of every page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urlsplit

from bestpractices.errors import BestPracticesError
from bestpractices.records.languages import LANGUAGES

_HOST: Final = re.compile(r"(?!-)[\w.-]+(:\d{1,5})?|\[[0-9a-fA-F:.]+\](:\d{1,5})?")
_PATH: Final = re.compile(r"(/[\w.~%+-]+)*/?")


class BaseUrlError(BestPracticesError, ValueError):
    """What was given as the site's address is none."""


@dataclass(frozen=True)
class SiteAddress:
    """Address of a site.

    Parameters
    ----------
    origin
        Scheme and host, such as ``https://example.org``; empty while nobody knows.
    base
        Path under which the site stands; begins and ends with a slash.
    """

    origin: str = ""
    base: str = "/"

    @classmethod
    def of(cls, url: str | None) -> SiteAddress:
        """Address from what a person wrote.

        Raises
        ------
        BaseUrlError
            If it is no plain web address.

        Examples
        --------
        >>> SiteAddress.of("https://example.org/kb")
        SiteAddress(origin='https://example.org', base='/kb/')
        """
        if url is None:
            return cls()
        try:
            parts = urlsplit(url)
        except ValueError:  # an unclosed bracket
            parts = urlsplit("")
        web = parts.scheme in ("http", "https") and _HOST.fullmatch(parts.netloc)
        dots = {".", ".."} & set(parts.path.split("/"))
        if not web or not _PATH.fullmatch(parts.path) or dots or parts.query or parts.fragment:
            message = f'"{url}" is no address of a site; write it like https://example.org/kb/'
            raise BaseUrlError(message)
        return cls(f"{parts.scheme}://{parts.netloc}", quote(f"{parts.path.rstrip('/')}/", "/%~+"))

    def page(self, path: str, *, lang: str = "") -> str:
        """Address of a page in the one form that a file server answers without a redirect.

        Without a language it is the page that leads to the reader's own.

        Examples
        --------
        >>> SiteAddress.of("https://example.org/kb/").page("needs", lang="tr")
        'https://example.org/kb/tr/needs/'
        """
        within = "".join(f"{quote(part)}/" for part in (lang, path) if part)
        return f"{self.origin}{self.base}{within}"

    def file(self, name: str) -> str:
        """Address of a file."""
        return f"{self.origin}{self.base}{quote(name)}"

    def alternates(self, path: str) -> dict[str, str]:
        """Addresses of a page by language, ``x-default`` for readers of any other."""
        languages = {lang: self.page(path, lang=lang) for lang in LANGUAGES}
        return {**languages, "x-default": self.page(path)}
