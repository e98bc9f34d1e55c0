"""A network as SVG for print."""

import re
from xml.etree import ElementTree as ET

import pytest

from bestpractices.charts.network_picture import Dot, Line, network_picture
from bestpractices.charts.network_signs import COLOURS, node_sign

SVG = "{http://www.w3.org/2000/svg}"


def read(svg):
    return ET.fromstring(svg)  # noqa: S314 - our own text


def crowd(number):
    """So many on a spiral of small steps, with long names."""
    return [
        Dot(str(n), f"Organisation number {n}", (n % 9) / 9, (n // 9) / 9, "ab"[n % 2], n)
        for n in range(number)
    ]


def boxes(svg):
    """Rough boxes of the names: anchor, width by letters of 0.5 em, height of a line."""
    for text in read(svg).iter(f"{SVG}text"):
        if "paint-order" in text.attrib:
            width = 5.5 * len(text.text or "")
            x, anchor = float(text.get("x")), text.get("text-anchor")
            left = x - {"start": 0, "middle": width / 2, "end": width}[anchor]
            y = float(text.get("y")) + 11 * float(text.get("dy").removesuffix("em"))
            yield left, y - 8, left + width, y


def test_no_two_names_lie_upon_each_other():
    found = list(boxes(network_picture(crowd(80), [], title="Crowd")))

    assert len(found) > 20
    for at, one in enumerate(found):
        for other in found[at + 1 :]:
            assert not (
                one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
            )


def test_names_of_the_largest_come_first_where_there_is_no_room_for_all():
    dots = [Dot(str(n), f"Number {n}", 0.5 + n * 1e-4, 0.5, value=n) for n in range(30)]
    wide = [Dot("left", "", 0, 0), Dot("right", "", 1, 1)]
    svg = network_picture([*dots, *wide], [], title="Heap")

    assert ">Number 29</text>" in svg
    assert ">Number 0</text>" not in svg


def test_the_legend_has_a_shape_for_each_group_and_a_line_for_marked_ties():
    svg = network_picture(
        crowd(4), [Line("0", "1"), Line("2", "3", marked=True)], title="Four",
        groups={"a": "Türkiye", "b": "Belgium"}, marked="Across",
    )  # fmt: skip
    words = [text.text for text in read(svg).iter(f"{SVG}text")]

    assert words[-3:] == ["Türkiye", "Belgium", "Across"]
    assert svg.count("<circle") == 2 + 1
    assert svg.count("<polygon") == 2 + 1
    assert len(re.findall(r'<path d="[^"]+" fill="none" stroke="#a3201d"', svg)) == 1


def test_every_group_has_a_shape_of_its_own():
    shapes = {re.sub("#\\w+", "", node_sign(group, 0, 0, 5)) for group in range(len(COLOURS))}
    assert len(shapes) == len(COLOURS)


def test_what_a_name_holds_is_text_and_never_markup():
    svg = network_picture([Dot("x", '<script>"&', 0, 0)], [], title="</title><script>")

    assert "<script" not in svg
    assert read(svg).find(f"{SVG}title").text == "</title><script>"


def test_the_same_network_gives_the_same_bytes_and_nothing_gives_a_picture_too():
    assert network_picture(crowd(30), [], title="A") == network_picture(crowd(30), [], title="A")
    assert read(network_picture([], [], title="Nothing")).tag == f"{SVG}svg"


def test_a_tie_to_nobody_is_no_tie_of_this_picture():
    with pytest.raises(KeyError):
        network_picture(crowd(2), [Line("0", "none")], title="Two")
