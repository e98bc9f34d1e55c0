"""The address of the room: on the coach's screen, large, as text and as a QR code."""

from __future__ import annotations

import socket
from typing import Final

import segno
from markupsafe import Markup

from bestpractices.errors import BestPracticesError
from bestpractices.pages.html import document, render
from bestpractices.serving.library import Library, Page
from bestpractices.serving.participants import ParticipantHandler

# An address for documentation (RFC 5737): the system picks the way there, nothing is sent.
_ELSEWHERE: Final = ("192.0.2.1", 9)
_EVERY_HOST: Final = ("0.0.0.0", "::", "")  # noqa: S104 - compared with, not listened at


class RoomAddressError(BestPracticesError):
    """The address that was given for the room is none that a phone could open."""


def lan_address() -> str | None:
    """Address of this machine in the local network; None without a network."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(_ELSEWHERE)
        except OSError:
            return None
        found = str(probe.getsockname()[0])
    return None if found.startswith("127.") else found


def room_address(host: str, port: int, *, given: str = "", base: str = "/") -> str:
    """Address that phones open.

    Parameters
    ----------
    host, port
        Where the program listens.
    given
        An address to use instead, for a name in the network or a proxy.
    base
        Path under which the pages are.

    Raises
    ------
    RoomAddressError
        If the given address does not begin with http:// or https://.
    """
    if given:
        if not given.startswith(("http://", "https://")):
            message = f'room address "{given}" is no web address; begin with http:// or https://'
            raise RoomAddressError(message)
        return given if given.endswith("/") else f"{given}/"
    shown = (lan_address() or "127.0.0.1") if host in _EVERY_HOST else host
    return f"http://{shown}:{port}{base}"


def qr_code(text: str) -> str:
    """QR code of a text as SVG that scales with its frame; middle error correction.

    Raises
    ------
    segno.DataOverflowError
        If the text is longer than a QR code can hold.
    """
    # Middle correction: a projector and a shaking hand cost more than a few modules.
    code = segno.make(text, error="m", micro=False)
    return str(code.svg_inline(svgclass="qr", lineclass=None, omitsize=True, border=4))


class RoomHandler(ParticipantHandler):
    """The page for the projector."""

    def initialize(self, library: Library, address: str) -> None:  # type: ignore[override]
        """Take the address that is shown."""
        super().initialize(library)
        self.address = address

    def get(self, lang: str) -> None:
        """Send the page."""
        edition = self.library.edition(lang)
        title = edition.t("Open the pages on your phone")
        body = render(
            "room.html",
            edition,
            title=title,
            address=self.address,
            alone=self.address.startswith(("http://127.", "http://localhost")),
            code=Markup(qr_code(self.address)),  # noqa: S704 - segno's own drawing
        )
        self.answer(Page.of(document(edition, "room", title=title, body=body)))

    head = get
