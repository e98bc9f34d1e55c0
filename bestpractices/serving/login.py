"""The way through the coach's door: the key, who may try it how often, and the page that asks."""

from __future__ import annotations

import asyncio
import hmac
import math
import secrets
from typing import Any, Final
from urllib.parse import urlencode

import tornado.web
from jupyter_server.auth.decorator import allow_unauthenticated
from jupyter_server.auth.identity import IdentityProvider, User
from jupyter_server.base.handlers import JupyterHandler
from markupsafe import Markup
from voila.voila_identity_provider import VoilaLoginHandler

from bestpractices.pages.coaching import coach_url
from bestpractices.pages.html import document, render
from bestpractices.records.languages import LANGUAGES
from bestpractices.serving.attempts import Attempts
from bestpractices.serving.guards import HEADERS, Guarded
from bestpractices.serving.wishes import preferred_language

_TOO_OFTEN: Final = 429  # HTTP's own number
_BROKEN: Final = 500
# Pages of other programs may make the coach's browser guess; they use up nobody's tries but theirs.
FOREIGN: Final = ("cross-site", "same-site")


class CoachIdentity(IdentityProvider):
    """Knows the coach by the cookie, by the key, or by the ticket of the program's own browser."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.attempts = Attempts()
        self._ticket = ""

    def get_token(self, handler: Any) -> str | None:
        """The key that a request brings: in its header, else in its address."""
        # A Jupyter server in front of this one puts ours there; in the address may stand its own.
        header = self.auth_header_pat.match(handler.request.headers.get("Authorization", ""))
        found: str | None = header[2] if header else super().get_token(handler)
        return found

    async def get_user_token(self, handler: Any) -> User | None:
        """The coach, if the request brings the key; whoever has the cookie needs none."""
        tried = self.get_token(handler)
        # A page may be opened with an old key in its address: the cookie is enough.
        if not tried or self.get_user_cookie(handler) is not None:
            return None
        return await self.user_for(handler, tried, self.token)

    async def user_for(self, handler: Any, tried: str, right: str) -> User | None:
        """A new user if somebody brings what is right; else this was a wrong try.

        Raises
        ------
        tornado.web.HTTPError
            If they tried too often; 429, whatever they brought.
        """
        who = _who(handler)
        handler.wait = math.ceil(self.attempts.wait(who))
        if handler.wait:
            raise tornado.web.HTTPError(_TOO_OFTEN)
        # Takes as long for a nearly right key as for any other.
        if right and hmac.compare_digest(tried.encode(), right.encode()):
            return self.generate_anonymous_user(handler)
        await asyncio.sleep(self.attempts.failed(who))
        return None

    def ticket(self) -> str:
        """What opens the door once: other users of this machine see what a browser is told."""
        self._ticket = secrets.token_urlsafe(24)
        return self._ticket

    async def holder(self, handler: Any, tried: str) -> User | None:
        """The coach, if they bring the ticket, which is used up by it."""
        user = await self.user_for(handler, tried, self._ticket)
        if user is not None:
            self._ticket = ""
        return user


def _who(handler: Any) -> str:
    foreign = handler.request.headers.get("Sec-Fetch-Site") in FOREIGN
    return f"{handler.request.remote_ip}{' by another site' if foreign else ''}"


class Keyed(Guarded, JupyterHandler):
    """What all answers behind the key share: kept nowhere, for no other site, in one voice."""

    wait = 0  # seconds until a key may be tried again
    is_page = False  # which the coach opens in a window

    def set_default_headers(self) -> None:
        """Set the headers that guard every answer; nothing of this door is kept anywhere."""
        super().set_default_headers()
        self.set_header("Cache-Control", "no-store")
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")
        if self.wait:
            self.set_header("Retry-After", str(self.wait))

    def set_cors_headers(self) -> None:
        """Let no other site read an answer: Jupyter would allow it to whoever has the key."""

    def get_login_url(self) -> str:
        """Address of the page that asks for the key; it leads back, without a key that was tried.

        Raises
        ------
        tornado.web.HTTPError
            If it is no page that was asked for; 403.
        """
        if not self.is_page:
            raise tornado.web.HTTPError(403)
        return f"{self.base_url}login?{urlencode({'next': self.without_key(self.request.path)})}"

    def without_key(self, path: str) -> str:
        """A path with what was asked of it, but for the key."""
        kept = [
            (name, value)
            for name in self.request.query_arguments
            for value in self.get_query_arguments(name)
            if name != "token"
        ]
        return f"{path}?{urlencode(kept)}" if kept else path

    def write_error(self, status_code: int, **_: Any) -> None:
        """Say in the coach's language that it did not work; the reason goes to the log."""
        # Before an address is read there are no arguments: a refused method, a broken address.
        lang = getattr(self, "path_kwargs", {}).get("lang") or preferred_language(self)
        library = self.settings["library"]
        self.set_header("Content-Type", "text/html; charset=utf-8")
        if status_code == _TOO_OFTEN:
            self.finish(_page(library.edition(lang), "wait.html", seconds=self.wait))
            return
        page = library.missing(lang) if status_code < _BROKEN else library.broken(lang)
        self.finish(page.plain())


class CoachLoginHandler(Keyed, VoilaLoginHandler):
    """Asks for the key."""

    def set_default_headers(self) -> None:
        """Set the headers that guard, which here let the form be sent to us."""
        super().set_default_headers()
        policy = HEADERS["Content-Security-Policy"]
        policy = policy.replace("form-action 'none'", "form-action 'self'")
        self.set_header("Content-Security-Policy", policy)

    @allow_unauthenticated
    async def post(self) -> None:
        """Let in whoever brings the key."""
        provider: Any = self.identity_provider
        tried = self.get_body_argument("password", "")
        user = await provider.user_for(self, tried, provider.token)
        if user is None:
            self.set_status(401)
            self._render(message=True)
            return
        provider.set_login_cookie(self, user)
        self._redirect_safe(self.get_query_argument("next", self.base_url))

    def _render(self, message: Any = None) -> None:
        edition = self.settings["library"].edition(preferred_language(self))
        values = {
            "next": self.get_query_argument("next", self.base_url),
            "wrong": bool(message),
            "guard": Markup(self.xsrf_form_html()),  # noqa: S704 - tornado's own field
        }
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(_page(edition, "login.html", **values))


class CoachTicketHandler(Keyed):
    """Lets in the browser that the program itself opened."""

    @allow_unauthenticated
    async def get(self) -> None:
        """Take the ticket and lead to the first page; without a right one, that will ask."""
        provider: Any = self.identity_provider
        ticket = self.get_query_argument("ticket", "")
        if self.current_user is None and (user := await provider.holder(self, ticket)):
            provider.set_login_cookie(self, user)
        self.redirect(self.base_url)


class CoachLogoutHandler(Keyed):
    """Forgets the coach on this computer; Voila lacks the page that Jupyter would show."""

    @allow_unauthenticated
    def get(self) -> None:
        """Take the cookie back and show the door."""
        self.identity_provider.clear_login_cookie(self)
        self.redirect(f"{self.base_url}login")


def _page(edition: Any, template: str, **values: Any) -> str:
    """Whole page of the door."""
    title = edition.t("The coach's door")
    body = render(template, edition, title=title, **values)
    # In another language this page has the same address; that of the first page leads back here.
    elsewhere = {lang: coach_url(edition, lang=lang) for lang in LANGUAGES}
    return document(edition, None, title=title, body=body, elsewhere=elsewhere)
