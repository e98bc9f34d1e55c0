"""XML read piece by piece, with the line of every element, and nothing that a file may set off.

A document type declaration is refused, for it is the only way to entities: those that swell to
gigabytes and those that fetch a file or an address. What is left can do neither.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NoReturn, Protocol
from xml.parsers import expat

from bestpractices.analysis.ranking.flaws import Flaw, FlawedFileError
from bestpractices.analysis.stakeholders.network_file.parts import Place

# Between the address of a namespace and the name of an element, in neither of which it can stand.
_BETWEEN: Final = " "
# networkx, Gephi, yEd and igraph nest less than ten; more would be no network.
_DEEPEST: Final = 200


class Listener(Protocol):
    """Who hears of the elements of a file, in its order."""

    def opened(self, name: str, attributes: Mapping[str, str], place: Place) -> None:
        """An element begins."""

    def closed(self, name: str, text: str, place: Place) -> None:
        """An element ends; ``text`` is what stood in it after its last child."""


def listen(data: bytes, name: str, listener: Listener) -> None:
    """Tell a listener of all elements by their names without namespace.

    Parameters
    ----------
    data
        Content of the file, in any encoding that its first line names, else UTF-8 or UTF-16.
    name
        Its name, for the messages.

    Raises
    ------
    FlawedFileError
        If it is empty, no well-formed XML, or declares a document type.
    """
    if not data.strip():
        _refuse(name, (1, 1), "the file is empty", "save the network again")
    _Parser(name, listener).parse(data)


class _Parser:
    def __init__(self, name: str, listener: Listener) -> None:
        self._name = name
        self._listener = listener
        self._text: list[str] = []
        self._depth = 0
        self._parser = expat.ParserCreate(namespace_separator=_BETWEEN)
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._opened
        self._parser.EndElementHandler = self._closed
        self._parser.CharacterDataHandler = self._text.append
        self._parser.StartDoctypeDeclHandler = self._declared

    def parse(self, data: bytes) -> None:
        try:
            self._parser.Parse(data, True)
        except expat.ExpatError as error:
            place = (error.lineno, error.offset + 1)
            found = expat.errors.messages.get(error.code, str(error))
            mend = "save the network again as UTF-8, or mend this line in a text editor"
            _refuse(self._name, place, f"this is no well-formed XML ({found})", mend)
        except (LookupError, ValueError) as error:
            if isinstance(error, FlawedFileError):
                raise
            mend = "save it as UTF-8"
            _refuse(self._name, (1, 1), "the encoding named in the first line is not known", mend)

    def _place(self) -> Place:
        return self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1

    def _opened(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            message = f"elements within elements, more than {_DEEPEST} deep"
            _refuse(self._name, self._place(), message, "no network is written so; save it again")
        self._text.clear()
        self._listener.opened(name.rpartition(_BETWEEN)[2], attributes, self._place())

    def _closed(self, name: str) -> None:
        self._depth -= 1
        text = "".join(self._text).strip()
        self._text.clear()
        self._listener.closed(name.rpartition(_BETWEEN)[2], text, self._place())

    def _declared(self, *_: object) -> None:
        message = "a document type declaration (DOCTYPE) is not read, for it can hide entities"
        _refuse(self._name, self._place(), message, "delete all that stands between its < >")


def _refuse(name: str, place: Place, message: str, mend: str) -> NoReturn:
    raise FlawedFileError([Flaw(name, *place, message, mend)])
