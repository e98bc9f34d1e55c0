"""The path under which both doors are: below the address of a JupyterHub user, behind a proxy."""

from __future__ import annotations

import re
from typing import Any, Final
from urllib.parse import quote

from tornado.httputil import HTTPServerRequest
from tornado.routing import Router
from tornado.web import Application

from bestpractices.errors import BestPracticesError

# As the path stands in an address: other letters are percent-encoded there.
_PATH: Final = re.compile(r"/(?:[\w.~%!$'()*+,=:@-]+/)*", re.ASCII)
_ESCAPE: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")
_RESERVED: Final = ":/?#[]@!$&'()*+,;=-._~"


class BasePathError(BestPracticesError, ValueError):
    """What was given as the path of the pages is none."""


def base_path(path: str) -> str:
    """The path, if pages can be served under it.

    Raises
    ------
    BasePathError
        If it does not begin and end with a slash, or is no plain path.

    Examples
    --------
    >>> base_path("/user/jane/bestpractices/")
    '/user/jane/bestpractices/'
    """
    dots = {".", ".."} & set(path.split("/"))
    if dots or _ESCAPE.search(path) or not _PATH.fullmatch(path):
        message = (
            f'"{path}" is no path to serve under; begin and end it with a slash, such as '
            "/user/jane/bestpractices/"
        )
        raise BasePathError(message)
    return path


class Placed(Router):
    """Finds a request's handler below the base, whatever a proxy did to the address.

    Some proxies hand on the whole path, some take their own part away, and some encode an encoded
    path once more. What the pages name is always the whole path, as browsers see it.

    Parameters
    ----------
    application
        What answers.
    base
        Path under which it does.
    """

    def __init__(self, application: Application, base: str) -> None:
        self._application = application
        self._base = base
        self._encoded_twice = quote(base, safe=_RESERVED)

    def find_handler(self, request: HTTPServerRequest, **more: Any) -> Any:
        """What answers a request."""
        path = request.path
        if not path.startswith(self._base):
            below = path.removeprefix(self._encoded_twice) if "%" in self._base else path
            request.path = f"{self._base}{below.removeprefix('/')}"
            request.uri = f"{request.path}?{request.query}" if request.query else request.path
        return self._application.find_handler(request, **more)
