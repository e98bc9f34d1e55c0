"""How soon a large network is seen, and how smoothly it is moved: headless Chromium.

    python benchmarks/network_view.py [nodes] [ties]

Prints the renderer, because without a graphics card the processor draws everything.
"""

from __future__ import annotations

import json
import shutil
import statistics
import sys
import time
from itertools import pairwise
from typing import Any

import networkx as nx
from playwright.sync_api import Page, Route, sync_playwright

from bestpractices.analysis.stakeholders.layout import layout
from bestpractices.pages.assets import assets
from bestpractices.widgets.network_view import NetworkView

ADDRESS = "http://network.test"
SECONDS = 3
RENDERER = """() => {
  const gl = document.createElement("canvas").getContext("webgl2");
  const info = gl?.getExtension("WEBGL_debug_renderer_info");
  return info ? gl.getParameter(info.UNMASKED_RENDERER_WEBGL) : "no WebGL";
}"""
# The view is there when a frame with nodes in it has been drawn.
FIRST_PAINT = """async () => {
  const { show } = await import("/host.js");
  const traits = await (await fetch("/traits.json")).json();
  const begun = performance.now();
  await show(document.querySelector("#place"), { module: "/network_view.js", traits });
  while (!document.querySelector("canvas")) await new Promise(requestAnimationFrame);
  await new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)));
  return { drawn: performance.now() - begun, all: performance.now() };
}"""
FRAMES = """(seconds) => new Promise((done) => {
  const times = [], end = performance.now() + 1000 * seconds;
  const frame = (now) => {
    times.push(now);
    if (now < end) requestAnimationFrame(frame); else done(times);
  };
  requestAnimationFrame(frame);
})"""


def large(nodes: int, ties: int) -> tuple[NetworkView, float]:
    """A network of twenty circles with so many ties, and the seconds its layout took."""
    graph = nx.random_partition_graph([nodes // 20] * 20, 0.0, 0.0, seed=1)
    inside = nx.gnm_random_graph(nodes, ties * 3, seed=1).edges
    size = nodes // 20
    near = [tie for tie in inside if tie[0] // size == tie[1] // size]
    far = [tie for tie in inside if tie[0] // size != tie[1] // size]
    graph.add_edges_from([*near, *far][:ties])
    begun = time.perf_counter()
    places = layout(graph)
    took = time.perf_counter() - begun
    listed = [
        {"id": str(n), "label": f"Organisation {n}", "x": x, "y": y, "group": str(n % 3)}
        for n, x, y in places.itertuples()
    ]
    degree = {"id": "degree", "label": "Ties", "sentence": "How many."}
    view = NetworkView(
        listed,
        [{"from": str(start), "to": str(end)} for start, end in graph.edges],
        groups=[{"id": str(n), "label": f"Group {n}"} for n in range(3)],
        measures=[{**degree, "values": {str(n): d for n, d in graph.degree}}],
    )
    return view, took


def answers(view: NetworkView) -> dict[str, tuple[str, bytes]]:
    """What the page asks for, by its path."""
    names = [name for name in view.trait_names(sync=True) if not name.startswith("_")]
    traits = {
        name: getattr(view, name)
        for name in names
        if name not in ("layout", "comm", "tabbable", "tooltip")
    }
    css = assets()["network_view.css"].content().decode()
    page = f'<!doctype html><meta charset="utf-8"><style>{css}</style><div id="place"></div>'
    return {
        "/": ("text/html", page.encode()),
        "/traits.json": ("application/json", json.dumps(traits).encode()),
        **{f"/{name}": ("text/javascript", assets()[name].content())
           for name in ("host.js", "network_view.js")},
    }  # fmt: skip


def moved(page: Page, how: str) -> list[float]:
    """Milliseconds between frames while the picture is moved."""
    box = page.locator(".canvas").bounding_box()
    if box is None:
        sys.exit("the picture is not there")
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    if how == "zoom":
        page.mouse.up()
    page.evaluate(f"window.frames_ = ({FRAMES})({SECONDS})")
    end = time.perf_counter() + SECONDS
    turn = 0
    while time.perf_counter() < end:
        turn += 1
        if how == "pan":
            page.mouse.move(x + 150 * ((turn % 40) / 20 - 1), y + 4 * (turn % 25))
        else:
            page.mouse.wheel(0, -120 if turn // 12 % 2 == 0 else 120)
        page.wait_for_timeout(16)
    if how == "pan":
        page.mouse.up()
    times = page.evaluate("window.frames_")
    return [after - before for before, after in pairwise(times)]


def main() -> None:
    nodes, ties = map(int, sys.argv[1:] or (5000, 20000))
    view, took = large(nodes, ties)
    found: dict[str, Any] = answers(view)
    print(f"{nodes} nodes, {ties} ties; layout {took:.1f} s; "
          f"data {len(found['/traits.json'][1]) / 1e6:.1f} MB")  # fmt: skip

    def answer(route: Route) -> None:
        kind, body = found["/" + route.request.url.removeprefix(ADDRESS).strip("/")]
        route.fulfill(content_type=kind, body=body)

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.on("pageerror", lambda error: print("page error:", error))
        page.route(f"{ADDRESS}/**", answer)
        page.goto(ADDRESS)
        print("renderer:", page.evaluate(RENDERER))
        first = page.evaluate(FIRST_PAINT)
        print(
            f"first paint {first['drawn'] / 1000:.2f} s (from opening {first['all'] / 1000:.2f} s)"
        )
        for how in ("pan", "zoom"):
            between = moved(page, how)
            mean, slow = statistics.mean(between), statistics.quantiles(between, n=20)[-1]
            print(f"{how}: {1000 / mean:.0f} frames a second; 19 of 20 frames under {slow:.0f} ms")
        browser.close()


if __name__ == "__main__":
    main()
