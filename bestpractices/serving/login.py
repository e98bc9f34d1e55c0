"""The way through the coach's door: a page that asks for the key, in the coach's language."""

from __future__ import annotations

from typing import Any

from jupyter_server.auth.decorator import allow_unauthenticated
from jupyter_server.base.handlers import JupyterHandler
from markupsafe import Markup
from voila.voila_identity_provider import VoilaLoginHandler

from bestpractices.pages.html import document, render
from bestpractices.serving.wishes import preferred_language


class CoachLoginHandler(VoilaLoginHandler):
    """Asks for the token; Jupyter's identity provider compares it and sets the cookie."""

    def _render(self, message: Any = None) -> None:
        edition = self.settings["library"].edition(preferred_language(self))
        title = edition.t("The coach's door")
        body = render(
            "login.html",
            edition,
            title=title,
            next=self.get_argument("next", default=self.base_url),
            wrong=bool(message),
            guard=Markup(self.xsrf_form_html()),  # noqa: S704 - tornado's own field
        )
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.finish(document(edition, "", title=title, body=body))


class CoachLogoutHandler(JupyterHandler):
    """Forgets the coach on this computer; Voila lacks the page that Jupyter would show."""

    @allow_unauthenticated
    def get(self) -> None:
        """Take the cookie back and show the door."""
        self.identity_provider.clear_login_cookie(self)
        self.redirect(f"{self.base_url}login")
