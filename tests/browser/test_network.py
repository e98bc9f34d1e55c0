"""The network: by mouse, by keyboard, by touch, saved, and without JavaScript or WebGL."""

from __future__ import annotations

import zlib
from struct import unpack

import pytest
from playwright.sync_api import expect

from bestpractices.analysis.stakeholders.organisation_network import organisation_network

pytestmark = pytest.mark.browser

VIEW = ".network-view"


@pytest.fixture
def network(visitor):
    one = visitor()
    one.go("en/network")
    one.page.locator(f"{VIEW} canvas").first.wait_for(state="attached")
    return one


@pytest.fixture(scope="module")
def graph(kb):
    return organisation_network(kb.public())


def colours(shot):
    """How many colours a screenshot has, by its palette of four bits a channel."""
    width, height = unpack(">II", shot[16:24])
    data, at = b"", 8
    while at < len(shot):
        (size,) = unpack(">I", shot[at : at + 4])
        if shot[at + 4 : at + 8] == b"IDAT":
            data += shot[at + 8 : at + 8 + size]
        at += size + 12
    raw = zlib.decompress(data)
    assert len(raw) % height == 0
    return len({raw[n : n + 3] for n in range(0, len(raw), 3 * max(1, width // 40))})


def focused(one):
    return one.page.locator(f"{VIEW} .detail h3")


def test_the_picture_is_drawn_and_says_how_much_it_shows(network, graph):
    tied = [node for node in graph if graph.degree(node)]
    pairs = {frozenset(tie[:2]) for tie in graph.edges}

    expect(network.page.locator(f"{VIEW} .status")).to_have_text(
        f"Shown: {len(tied)} organisations, {len(pairs)} ties"
    )
    # a white canvas of one colour would have but a handful of filtered bytes
    assert colours(network.page.locator(f"{VIEW} .canvas").screenshot()) > 50


def test_the_keyboard_alone_finds_a_node_walks_to_a_neighbour_and_back(network, graph, kb):
    name = kb.organisations["turk-kizilay"].name.passage("en").text
    keyboard = network.page.keyboard
    network.page.get_by_label("Find a name").fill(name.upper())
    keyboard.press("ArrowDown")
    keyboard.press("Enter")
    expect(focused(network)).to_have_text(name)
    expect(focused(network)).to_be_focused()
    number = len(set(graph["organisations/turk-kizilay"]))
    rows = network.page.locator(f"{VIEW} .detail .rows button")
    expect(rows).to_have_count(number)

    rows.first.focus()
    keyboard.press("ArrowDown")
    name = rows.nth(1).inner_text()
    keyboard.press("Enter")
    expect(focused(network)).to_have_text(name)
    keyboard.press("Escape")

    expect(focused(network)).to_have_count(0)
    expect(network.page.locator(f"{VIEW} .list")).to_be_visible()
    assert network.page.evaluate(f"document.activeElement.closest('{VIEW} .side') !== null")


def test_a_click_on_a_node_of_the_picture_puts_it_into_focus(network):
    place = network.page.locator(f"{VIEW} .canvas")
    box = place.bounding_box()
    hit = network.page.evaluate(
        """async () => {
        const place = document.querySelector(".network-view .canvas");
        const box = place.getBoundingClientRect();
        for (let y = 20; y < box.height; y += 7) for (let x = 20; x < box.width; x += 7) {
          const at = { clientX: box.left + x, clientY: box.top + y, bubbles: true };
          place.querySelector(".sigma-mouse").dispatchEvent(new MouseEvent("mousemove", at));
          await Promise.resolve();
          if ("over" in place.dataset) return [x, y];
        }
      }"""
    )
    assert hit is not None
    network.page.mouse.click(box["x"] + hit[0], box["y"] + hit[1])

    expect(focused(network)).to_be_visible()
    network.page.get_by_role("button", name="Back to all").click()
    expect(focused(network)).to_have_count(0)


def test_a_filter_leaves_the_ties_and_nodes_that_fit(network, graph):
    page = network.page
    page.get_by_label("Türkiye").uncheck()
    tied = {node for node in graph if graph.degree(node)}
    left = {node for node in tied if graph.nodes[node]["country"] != "TR"}
    pairs = {frozenset(tie[:2]) for tie in graph.edges if {*tie[:2]} <= left}
    status = page.locator(f"{VIEW} .status")
    expect(status).to_have_text(f"Shown: {len(left)} organisations, {len(pairs)} ties")

    page.locator(f"{VIEW} .filters summary").click()
    page.get_by_label("in the same project").uncheck()
    pairs = {
        frozenset((a, b))
        for a, b, kind in graph.edges(keys=True)
        if {a, b} <= left and kind != "shares_project"
    }
    expect(status).to_have_text(f"Shown: {len(left)} organisations, {len(pairs)} ties")


def test_size_shows_another_measure_and_the_list_follows_it(network):
    page = network.page
    page.get_by_label("Size shows").select_option("betweenness")

    expect(page.locator(f"{VIEW} .sentence")).to_contain_text("shortest ways")
    figures = page.locator(f"{VIEW} .list .rows small").all_inner_texts()
    assert figures == sorted(figures, key=float, reverse=True)
    page.locator(f"{VIEW} .figures summary").click()
    first = page.locator(f"{VIEW} tbody th button").first
    expect(first).to_have_text(page.locator(f"{VIEW} .list .rows span").first.inner_text())


@pytest.mark.parametrize("kind", ["PNG", "SVG"])
def test_the_picture_can_be_taken_along(network, kind, tmp_path):
    with network.page.expect_download() as saving:
        network.page.get_by_role("button", name=kind).click()
    saving.value.save_as(tmp_path / "network")
    content = (tmp_path / "network").read_bytes()

    if kind == "SVG":
        assert content.startswith(b"<svg xmlns=")
    else:
        assert content.startswith(b"\x89PNG")
        assert colours(content) > 50


def test_on_a_phone_the_picture_comes_first_and_touch_finds_the_way(visitor):
    one = visitor(390, has_touch=True)
    one.go("tr/network")
    frame, tools, rows = (
        one.page.locator(f"{VIEW} {part}").bounding_box()["y"]
        for part in (".frame", ".tools", ".list .rows")
    )
    assert frame < tools < rows
    one.page.locator(f"{VIEW} .list .rows button").first.tap()
    expect(focused(one)).to_be_visible()
    assert one.page.evaluate("document.documentElement.scrollWidth") <= 390
    small = one.page.evaluate(
        f"[...document.querySelectorAll('{VIEW} button')].filter(b => b.checkVisibility())"
        ".map(b => b.getBoundingClientRect()).map(b => Math.min(b.width, b.height))"
    )
    assert min(small) >= 24


def test_without_webgl_the_picture_that_python_drew_stays(visitor):
    one = visitor()
    one.page.add_init_script(
        "const asked = HTMLCanvasElement.prototype.getContext;"
        "HTMLCanvasElement.prototype.getContext = function (kind, ...how) {"
        "  return kind.startsWith('webgl') ? null : asked.call(this, kind, ...how); };"
    )
    one.go("en/network")

    image = one.page.locator(f"{VIEW} .canvas img")
    expect(image).to_be_visible()
    assert image.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    one.page.locator(f"{VIEW} .list .rows button").first.click()
    expect(focused(one)).to_be_visible()


def test_without_javascript_the_picture_and_all_answers_are_there(visitor):
    one = visitor(java_script_enabled=False)
    one.page.goto(f"{one.server}/fr/network")

    expect(one.page.locator(".network-figure svg")).to_be_visible()
    expect(one.page.locator("#next")).to_be_visible()
    expect(one.page.locator("#brokers")).to_be_visible()
