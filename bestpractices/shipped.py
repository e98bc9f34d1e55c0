"""Where the things lie that come with the package: knowledge base and notebooks."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).parent


def shipped(name: str) -> Path:
    """Folder that comes with the project: ``kb`` or ``notebooks``.

    An installed wheel keeps it inside the package, a checkout beside it; a page therefore opens
    from any working directory.

    Raises
    ------
    FileNotFoundError
        If the installation is not whole.
    """
    # A wheel keeps it inside, a checkout beside: the first that is there is right.
    for folder in (PACKAGE / "shipped_files" / name, PACKAGE.parent / name):
        if folder.is_dir():
            return folder
    message = f'"{name}" is missing beside {PACKAGE}; install the package again'
    raise FileNotFoundError(message)
