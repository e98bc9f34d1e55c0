"""A widget's module as one text: a browser gets it without an address to find neighbours by."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final

from bestpractices.shipped import PACKAGE

# The one way in which our parts name each other; Node imports them by the very same line.
_IMPORT: Final = re.compile(r'import \{ \w+(?:, \w+)* \} from "(\.{1,2}/[\w./-]+\.mjs)";')
# What others made and published for plain script tags, under the name that we give it.
_OTHERS: Final = re.compile(r'import (\w+) from "(?:\.{1,2}/)+(vendor/[\w./-]+\.js)";')
# Such a script looks for the place of its exports; it gets one of its own, and nothing is global.
# It runs when it is first asked for: it may need what not every browser has, such as WebGL.
_SCOPE: Final = (
    "const {name} = (() => {{ let made; return () => (made ??= (() => {{\n"
    "const module = {{ exports: {{}} }}, exports = module.exports;\n"
    "{text}\nreturn module.exports; }})()); }})();\n"
)


class ModuleTextError(ValueError):
    """The parts of a module cannot be put together; the message says where and the mend."""


@cache
def module_text(path: Path) -> str:
    """Text of a module with that of all parts that it imports, each once, before it is used.

    Only the import lines go: what is exported stays so, and names mean the same in every part
    because no two parts may declare one twice (the browser would refuse the module).

    Parameters
    ----------
    path
        Of the module; its parts are named by lines such as
        ``import { element, say } from "./parts/nodes.mjs";``, and a file of others, unmodified,
        by ``import sigma from "../vendor/sigma/sigma.min.js";``: ``sigma()`` gives its exports.

    Raises
    ------
    ModuleTextError
        If a line imports in another way, a part is missing, or parts import each other in a circle.
    """
    found: dict[Path, str] = {}
    _gather(path.resolve(), found, ())
    return "\n".join(found.values())


def _gather(path: Path, found: dict[Path, str], around: tuple[Path, ...]) -> None:
    if path in found:
        return
    if path in around:
        message = f"{path.name} imports itself by way of {around[-1].name}; move what both need"
        raise ModuleTextError(message)
    lines = _read(path, around).splitlines(keepends=True)
    own = [line for line in lines if not line.startswith("import ")]
    for line in lines:
        if others := _OTHERS.fullmatch(line.rstrip("\n")):
            text = _read(PACKAGE / others[2], (*around, path))
            found[PACKAGE / others[2]] = _SCOPE.format(name=others[1], text=text)
        elif line.startswith("import "):
            _gather(_named(line, path), found, (*around, path))
    found[path] = "".join(own)


def _named(line: str, path: Path) -> Path:
    named = _IMPORT.fullmatch(line.rstrip("\n"))
    if named is None:
        message = f'{path.name}: "{line.strip()}"; write import {{ name }} from "./part.mjs";'
        raise ModuleTextError(message)
    return (path.parent / named[1]).resolve()


def _read(path: Path, around: tuple[Path, ...]) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        by = around[-1].name if around else "a widget"
        message = f"{path.name}, which {by} imports, is not there; mend the name"
        raise ModuleTextError(message) from error
