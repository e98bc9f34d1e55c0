"""Pages as HTML: the Jinja environment, Markdown, and the frame around every page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

import nh3
from jinja2 import Environment, PackageLoader, StrictUndefined
from markdown_it import MarkdownIt
from markupsafe import Markup

from bestpractices.pages.edition import DASHBOARDS, HOME_OF, PAGES_OF, READING_PAGES, Edition
from bestpractices.records.languages import LANGUAGES
from bestpractices.texts import NAMES

# Links, code and the inside of tags are passed over: a link holds no second one.
_CITATION: Final = re.compile(
    r'<(a|code)\b(?:"[^"]*"|[^">])*>.*?</\1>|<(?:"[^"]*"|[^">])*>'
    r"|\[(?P<keys>[a-z]\d+(?:[,;] ?[a-z]\d+)*)\]",
    re.DOTALL,
)
_KEY: Final = re.compile(r"[a-z]\d+")
# An image of a record would be fetched from another host.
_TAGS: Final = nh3.ALLOWED_TAGS - {"img"}


class Html(str):
    """A piece of a page; JupyterLab and Voila show it as it is."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        return str(self)


@cache
def environment() -> Environment:
    """Jinja with our templates; every value that reaches a page is escaped."""
    env = Environment(
        loader=PackageLoader("bestpractices.pages"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        # A misspelt name in a template is an error here and not a gap on a page.
        undefined=StrictUndefined,
    )
    # Only these may turn text into markup; each of them cleans first.
    env.filters.update(prose=prose, cited=cited, web=web)
    return env


def render(template: str, edition: Edition, /, **values: Any) -> Html:
    """Piece of a page made from a template; ``e`` is the edition, ``t`` its texts."""
    found = environment().get_template(template)
    return Html(found.render(e=edition, kb=edition.kb, t=edition.t, tn=edition.t.count, **values))


def document(  # noqa: PLR0913 - each is one thing that a page has
    edition: Edition,
    path: str | None,
    *,
    title: str,
    body: str,
    scripts: tuple[str, ...] = (),
    elsewhere: Mapping[str, str] | None = None,
    store: str = "",
    told: str | None = None,
) -> str:
    """Whole HTML page around a body.

    Parameters
    ----------
    path
        Path of the page inside its language, for the language switch and the navigation; None if
        it is none of them, such as the answer to an address that does not exist.
    title
        What the browser's tab says.
    body
        HTML of the main part.
    scripts
        Names of assets that the page needs beside ``site.js``.
    elsewhere
        Where the language switch leads, if not to the same path.
    store
        Version of the sessions, if the page shows one.
    told
        Version of what sessions tell of practices, if the page may show that.
    """
    folder, within, _ = (path or "").partition("/")
    home = folder if folder in PAGES_OF else HOME_OF.get(folder, [folder])[0] if within else None
    return render(
        "layout.html",
        edition,
        path=path,
        home=home,
        title=title,
        body=Markup(body),  # noqa: S704 - made by our own templates, escaped there
        scripts=scripts,
        languages={lang: NAMES[lang] for lang in LANGUAGES},
        dashboards=DASHBOARDS,
        reading_pages=READING_PAGES,
        elsewhere=elsewhere,
        store=store,
        told=told,
    )


def prose(text: str, *, level: int = 3) -> Markup:
    """Markdown of a section as HTML: no raw HTML, no image, citations linked.

    A ``###`` becomes a heading of this level; nothing becomes a higher one.
    """
    tokens = _markdown().parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, max(level, int(token.tag[1]) + level - 3))}"
    html = nh3.clean(_markdown().renderer.render(tokens, _markdown().options, {}), tags=_TAGS)
    return Markup(_CITATION.sub(_links, html))  # noqa: S704 - cleaned by nh3 in the line above


def cited(text: str) -> Markup:
    """One line of text with its citations linked to the list of sources."""
    return Markup(_CITATION.sub(_links, str(Markup.escape(text))))  # noqa: S704 - escaped here


def web(address: str | None) -> str:
    """The address if a browser opens it as a page, else nothing: no ``javascript:``."""
    return address if address and address.startswith(("http://", "https://")) else ""


def _links(match: re.Match[str]) -> str:
    if match["keys"] is None:
        return match[0]
    keys = _KEY.findall(match["keys"])
    return "".join(f'<a class="cite" href="#{key}">{key}</a>' for key in keys)


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")
