"""A Net-Map as SVG for a phone."""

import re
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest

from bestpractices.charts.labels import text_width
from bestpractices.charts.net_map_picture import WIDTH, Arrow, Card, net_map_picture

SVG = "{http://www.w3.org/2000/svg}"
NAMES = ("İzmir Büyükşehir Belediyesi Göç Birimi", "ŞİŞLİ", "x" * 90, "Valilik")


def crowd(number):
    return [Card(str(n), f"{NAMES[n % 4]} {n}", n % 3) for n in range(number)]


def boxes(svg):
    for text in ET.fromstring(svg).iter(f"{SVG}text"):  # noqa: S314 - our own text
        width, x, y = text_width(text.text), float(text.get("x")), float(text.get("y"))
        left = x if text.get("text-anchor") == "start" else x - width
        yield left, y - 5, left + width, y + 5


@pytest.mark.parametrize("number", [1, 2, 25, 60])
def test_no_name_lies_upon_another_or_runs_over_the_edge(number):
    found = list(boxes(net_map_picture(crowd(number), [], title="Crowd")))
    assert len(found) >= number
    assert all(left >= 0 and right <= WIDTH for left, _, right, _ in found)
    for one, other in combinations(found, 2):
        assert not (
            one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
        )


def test_a_mutual_link_has_two_heads_and_each_type_its_own_line():
    arrows = [Arrow("0", "1", 0), Arrow("1", "2", 1, mutual=True), Arrow("0", "1", 2)]
    svg = net_map_picture([Card(str(n), "x") for n in range(3)], arrows, title="Three")
    assert svg.count("<polygon") == 1 + 2 + 1
    paths = re.findall(
        r'<path d="([^"]+)"[^>]* stroke="([^"]+)"[^>]*?( stroke-dasharray=[^/]+)?/>', svg
    )
    assert len({(colour, dash) for _, colour, dash in paths}) == 3
    # two links of the same two do not cover each other
    assert len({way for way, _, _ in paths}) == 3


def test_what_people_type_is_text_and_the_same_map_gives_the_same_bytes():
    cards = [Card("a", '<script>"&'), Card("b", "", 0)]
    svg = net_map_picture(cards, [Arrow("a", "b")], title="</title><script>")
    assert "<script" not in svg
    assert svg == net_map_picture(cards, [Arrow("a", "b")], title="</title><script>")
    with pytest.raises(KeyError):
        net_map_picture(cards, [Arrow("a", "nobody")], title="x")


def test_a_map_without_cards_is_a_picture_too():
    assert ET.fromstring(net_map_picture([], [], title="Nothing")).tag == f"{SVG}svg"  # noqa: S314
