"""Commands that show the pages: served, written as a site, or open in JupyterLab."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click

from bestpractices.cli.program import KB, main, stop, told_in_one_line
from bestpractices.records.knowledge_base import load

_PORT = click.IntRange(0, 65535)


@main.command()
@KB
@click.option("--host", default="127.0.0.1", show_default=True, help="0.0.0.0 lets phones in.")
@click.option("--port", type=_PORT, default=8866, show_default=True, help="0: the system chooses.")
@click.option("--store", default="", metavar="URL", help="Sessions: a file or postgresql://...")
@click.option("--room", default="", help="Address for phones, if it is not the laptop's own.")
@click.option("--base-url", default="/", show_default=True, help="Path of both doors.")
@click.option("--no-browser", is_flag=True, help="Do not open a browser.")
@click.option("--with-parent", is_flag=True, help="End with the program that starts this.")
def serve(folder: str | None, *, base_url: str, no_browser: bool, **where: Any) -> None:
    """Serve the pages: participants at /, the coach behind a token at /coach/."""
    with told_in_one_line():
        kb = load(folder)
        # The heavy half of Jupyter is imported only here.
        from bestpractices.serving.doors import Server

        # Taken out: the kernels inherit the environment, and the key is none of their business.
        token = os.environ.pop("BESTPRACTICES_TOKEN", "")
        server = Server(kb, token=token, base=base_url, **where)
        addresses = server.addresses

        def ready() -> None:
            print(f"Participants: {addresses.participants}")
            print(f"Coach:        {addresses.coach}")
            print(f"Room:         {addresses.room}")
            print("Stop with Ctrl+C.", flush=True)

        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(server.run(ready=ready, open_browser=not no_browser))


@main.command()
@click.argument("out", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--base-url", help="Where the site will stand, such as https://example.org/kb/.")
@KB
def publish(out: Path, base_url: str | None, folder: str | None) -> None:
    """Write the participants' pages into DIR as plain files, for any web server."""
    from bestpractices.serving.library import Library
    from bestpractices.serving.site import Site
    from bestpractices.serving.site_address import SiteAddress

    with told_in_one_line():
        address = SiteAddress.of(base_url)
        site = Site(Library(load(folder), base=address.base), address)
        if base_url is None:
            note = "no sitemap and no feeds, because they need whole addresses: give --base-url"
            print(note, file=sys.stderr)
        try:
            with _bar(len(site.names)) as step:
                tally = asyncio.run(site.publish(out, told=step))
        except KeyboardInterrupt:
            stop("stopped; the files in place are whole, run the same command again for the rest")
        print(f"{len(site.pages)} pages, {tally}")


@contextlib.contextmanager
def _bar(total: int) -> Iterator[Callable[[], None]]:
    """Progress on the terminal; a file or a pipe gets none."""
    from rich.console import Console
    from rich.progress import Progress

    quiet = not sys.stderr.isatty()
    with Progress(console=Console(stderr=True), transient=True, disable=quiet) as progress:
        task = progress.add_task("Writing", total=total)
        yield lambda: progress.advance(task)


@main.command()
def lab() -> None:
    """Open JupyterLab on the research notebooks."""
    from jupyterlab.labapp import main as jupyterlab

    from bestpractices.shipped import shipped

    with told_in_one_line():
        research = shipped("notebooks") / "research"
    sys.argv = ["jupyter-lab", f"--ServerApp.root_dir={research}"]
    jupyterlab()
