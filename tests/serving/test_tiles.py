"""Tiles in JupyterLab: a real Jupyter server starts both doors below its own address."""

from __future__ import annotations

import http.client
import os
import re
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import psutil
import pytest

from bestpractices.serving import tiles

TITLES = {"Practices that travel": "bestpractices/", "Coaching pages": "bestpractices/coach/"}


@pytest.fixture
def ask(jupyter):
    """Asks the Jupyter server below its path, as somebody who is signed in there or as nobody."""
    where = urlsplit(jupyter.address)

    def send(path, *, signed_in=True, **headers):
        line = http.client.HTTPConnection(where.netloc, timeout=120)
        known = {"Authorization": f"token {jupyter.token}"} if signed_in else {}
        line.request("GET", f"{where.path}{path}", headers={**known, **headers})
        answer = line.getresponse()
        text = answer.read().decode()
        line.close()
        return answer, text

    return send


def test_every_tile_has_its_own_name_page_and_drawing():
    entries = [make()["launcher_entry"] for make in (tiles.dashboards, tiles.coaching)]

    assert {entry["title"]: entry["path_info"] for entry in entries} == TITLES
    drawings = [ET.parse(entry["icon_path"]).getroot() for entry in entries]  # noqa: S314 - ours
    assert [drawing.get("viewBox") for drawing in drawings] == ["0 0 32 32"] * 2


def test_the_key_is_new_every_time_and_on_no_command_line():
    first, second = tiles.dashboards(), tiles.dashboards()
    keys = [tile["environment"]["BESTPRACTICES_TOKEN"] for tile in (first, second)]

    assert keys[0] != keys[1]
    assert min(map(len, keys)) >= 32
    assert not [word for word in first["command"] if keys[0] in word]


def test_jupyterlab_is_told_of_both_tiles_and_of_no_key(ask, jupyter):
    answer, text = ask("server-proxy/servers-info")

    assert answer.status == 200
    root = urlsplit(jupyter.address).path
    for title, path in TITLES.items():
        assert f'"title": "{title}", "path_info": "{path}"' in text
    icons = re.findall(
        rf'"icon_url": "{re.escape(root)}(server-proxy/icon/bestpractices[^"]*)"', text
    )
    assert len(icons) == 2
    for icon in icons:
        drawing, content = ask(icon)
        assert drawing.headers["Content-Type"] == "image/svg+xml"
        assert content.startswith("<svg")
    assert "token" not in text.lower()


def test_the_first_tile_leads_to_the_dashboards_in_the_readers_language(ask, jupyter):
    root = urlsplit(jupyter.address).path
    answer, _ = ask("bestpractices/", **{"Accept-Language": "tr"})
    assert answer.headers["Location"] == f"{root}bestpractices/tr/"

    answer, text = ask("bestpractices/tr/practices")

    assert answer.status == 200
    assert 'id="widget-states"' in text
    links = [a for a in re.findall(r'(?:href|src)="(/[^"]*)"', text) if a.startswith("/")]
    assert len(links) > 50
    assert not [link for link in links if not link.startswith(f"{root}bestpractices/")]
    sheet = next(link for link in links if link.endswith(".css"))
    assert ask(sheet.removeprefix(root))[0].status == 200


def test_the_second_tile_leads_to_the_start_page_with_its_kernel_and_nobody_has_to_sign_in(
    ask, jupyter
):
    root = urlsplit(jupyter.address).path
    answer, _ = ask("bestpractices/coach/", **{"Accept-Language": "nl"})
    assert answer.headers["Location"] == f"{root}bestpractices/coach/nl/start"

    answer, text = ask("bestpractices/coach/nl/start")

    assert answer.status == 200
    (kernel,) = re.findall(r'data-kernel="([^"]+)"', text)
    assert kernel.startswith(f"{root}bestpractices/coach/api/kernels/")
    assert ask(kernel.removeprefix(root))[0].status == 200


def test_who_came_with_jupyters_key_in_the_address_is_let_in_and_the_key_is_gone(ask, jupyter):
    for path, place in (
        ("bestpractices/en/", "en/"),
        ("bestpractices/coach/en/start", "coach/en/start"),
    ):
        answer, _ = ask(f"{path}?token={jupyter.token}", signed_in=False)

        assert answer.status == 302
        assert answer.headers["Location"].endswith(f"/bestpractices/{place}")


@pytest.mark.parametrize("path", ["", "en/", "coach/", "coach/en/start", "coach/api/kernels"])
def test_who_is_not_signed_in_at_the_jupyter_server_sees_nothing(ask, path):
    answer, _ = ask(f"bestpractices/{path}", signed_in=False)

    assert answer.status == 302
    assert "/user/jane@example.org/login?" in answer.headers["Location"]


def test_behind_the_doors_there_is_no_way_on_to_other_ports(ask, jupyter):
    port = urlsplit(jupyter.address).port
    for path in (f"proxy/{port}/", f"coach/proxy/{port}/", f"coach/proxy/absolute/{port}/"):
        assert ask(f"bestpractices/{path}")[0].status == 404


@pytest.mark.skipif(os.name != "posix", reason="the environment of a process is read on POSIX")
def test_the_key_is_only_in_the_environment_of_the_program(ask, jupyter):
    _, page = ask("bestpractices/coach/en/start")

    below = psutil.Process(jupyter.process.pid).children(recursive=True)
    (program,) = [p for p in below if "bestpractices" in p.cmdline() and "serve" in p.cmdline()]
    key = program.environ()["BESTPRACTICES_TOKEN"]

    assert not [process for process in below if key in " ".join(process.cmdline())]
    assert [process.pid for process in below if key in process.environ().values()] == [program.pid]
    assert key not in page
    assert key not in jupyter.log.read_text("utf-8")
