"""Contrast of what people read, computed from what the browser really paints."""

import pytest

pytestmark = pytest.mark.browser

ENOUGH = 4.5  # WCAG 2.2, 1.4.3 Contrast (Minimum), level AA, for text of any size
PAGES = (
    "tr/",
    "tr/practices?themes=housing",
    "tr/practices/duo-for-a-job",
    "tr/needs/ismek-turkish-for-newcomers",
    "tr/matches",
    "tr/matches/kizilay-stay-in-school",
    "tr/gaps?theme=legal-support",
    "tr/network",
    "tr/search?q=tecruman",
    "tr/glossary",
    "tr/programme",
)
PARTS = (
    *(".lead", ".muted", ".kicker", ".chip", ".chip.warm", ".chip.plain", ".mark", ".button"),
    *(".button.quiet", ".cite", "th", ".site-footer p", ".site-nav a[aria-current]", ".status"),
)

# Every element with a text of its own, with its colour and all backgrounds below it. Maps paint
# with fill, and what is disabled or only for screen readers is outside the criterion.
PAINTED = """parts => [...document.querySelectorAll("body *")].filter(element =>
    element.checkVisibility({ visibilityProperty: true }) &&
    !element.closest("svg, .visually-hidden, .skip, [disabled], option, .ladder") &&
    [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim())
  ).map(element => {
    const grounds = [];
    for (let at = element; at; at = at.parentElement) {
      grounds.push(getComputedStyle(at).backgroundColor);
    }
    return {
      text: element.textContent.trim().slice(0, 30),
      colour: getComputedStyle(element).color,
      grounds,
      parts: parts.filter(part => element.matches(part)),
    };
  })"""


def channels(colour: str) -> tuple[float, float, float, float]:
    """Red, green, blue from 0 to 255 and opacity of a computed colour."""
    assert colour.startswith("rgb"), colour
    numbers = [float(part) for part in colour[colour.index("(") + 1 : -1].split(",")]
    red, green, blue = numbers[:3]
    return red, green, blue, numbers[3] if len(numbers) == 4 else 1.0


def luminance(red: float, green: float, blue: float) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in (red / 255, green / 255, blue / 255)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(colour: str, grounds: list[str]) -> float:
    """Contrast of a text with the first ground below it that covers all others."""
    opaque = next((g for g in map(channels, grounds) if g[3] == 1), (255, 255, 255, 1))
    shades = sorted([luminance(*channels(colour)[:3]), luminance(*opaque[:3])])
    return (shades[1] + 0.05) / (shades[0] + 0.05)


def test_black_on_white_has_the_greatest_contrast_there_is():
    assert contrast("rgb(0, 0, 0)", ["rgba(0, 0, 0, 0)", "rgb(255, 255, 255)"]) == pytest.approx(21)
    # The grey that is often named as the lightest that passes on white.
    assert contrast("rgb(118, 118, 118)", ["rgb(255, 255, 255)"]) == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_text_can_be_read_in_both_colour_schemes(visitor, scheme):
    one = visitor(color_scheme=scheme)
    seen, weak = set(), []

    for path in PAGES:
        one.go(path)
        for found in one.page.evaluate(PAINTED, list(PARTS)):
            seen.update(found["parts"])
            ratio = contrast(found["colour"], found["grounds"])
            if ratio < ENOUGH:
                weak.append((path, found["text"], round(ratio, 2), found["colour"]))

    assert weak == []
    assert seen == set(PARTS)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_coachs_page_and_its_banners_can_be_read_in_both_colour_schemes(
    visitor, server, scheme
):
    one = visitor(color_scheme=scheme)
    one.page.goto(server.coach)
    one.page.locator(".record-explorer .status").wait_for()
    banners = one.page.locator(".finding, .connection, .working")
    # Each on its own: while the line is lost, it says nothing of work.
    for number in range(3):
        banners.nth(number).evaluate(
            "one => { one.hidden = false; one.innerHTML = 'Banner, <a href>link</a>'; }"
        )
        painted = one.page.evaluate(PAINTED, list(PARTS))
        weak = [
            (found["text"], round(contrast(found["colour"], found["grounds"]), 2))
            for found in painted
            if contrast(found["colour"], found["grounds"]) < ENOUGH
        ]
        assert weak == []
        assert "Banner, link" in {found["text"] for found in painted}
        banners.nth(number).evaluate("one => { one.hidden = true; }")


def test_the_two_schemes_differ(visitor):
    paper = []
    for scheme in ("light", "dark"):
        one = visitor(color_scheme=scheme)
        one.go("en/glossary")
        paper.append(one.page.evaluate("getComputedStyle(document.body).backgroundColor"))

    assert luminance(*channels(paper[0])[:3]) > 0.8
    assert luminance(*channels(paper[1])[:3]) < 0.1
