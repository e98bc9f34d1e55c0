"""The map of gaps, with a mouse, by touch, by keyboard, from an address, and without JavaScript."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from bestpractices.analysis.gaps import gap_map

pytestmark = pytest.mark.browser

LANGUAGES = ("en", "tr", "fr", "nl")
DRAWER = ".gap-map dialog.drawer"


@pytest.fixture
def gaps(visitor):
    one = visitor()
    one.go("en/gaps")
    return one


@pytest.fixture(scope="module")
def found(kb):
    return gap_map(kb.public())


def row_of(found, theme):
    return next(row for row in found.rows if row.theme == theme)


def cell(one, found, theme, method):
    """Button of a cell, found by the names that a reader sees."""
    heads = one.page.locator(".gap-map thead th").all_inner_texts()
    rows = one.page.locator(".gap-map tbody th b").all_inner_texts()
    return one.page.locator(f'[data-at="{rows.index(theme)},{heads.index(method)}"]')


def shown(one):
    """Addresses of the records in the open drawer, without those of lists."""
    links = one.page.locator(f"{DRAWER} li a").all()
    return [link.get_attribute("href") for link in links]


def test_a_cell_opens_its_practices_and_needs_and_stands_in_the_address(gaps, found):
    row = row_of(found, "housing")

    cell(gaps, found, "Housing", "Cohousing").click()

    drawer = gaps.page.locator(DRAWER)
    expect(drawer).to_be_visible()
    assert set(shown(gaps)) == {
        *(f"/en/practices/{name}" for name in row.cell("cohousing").practices),
        *(f"/en/needs/{name}" for name in row.needs),
    }
    assert gaps.page.url.endswith("/en/gaps?theme=housing&method=cohousing")
    drawer.get_by_role("link").first.click()
    expect(gaps.page.locator("ol.sources li").first).to_be_visible()


def test_the_list_of_practices_shows_the_same_ones(gaps, found):
    cell(gaps, found, "Housing", "Mentoring").click()

    gaps.page.get_by_role("link", name="Show them in the list of practices").click()

    gaps.page.wait_for_url("**/en/practices?themes=housing&methods=mentoring")
    cards = gaps.page.locator(".record-explorer .grid > li[data-id]")
    expect(cards.first).to_be_visible()
    expect(cards).to_have_count(len(row_of(found, "housing").cell("mentoring").practices))


def test_an_empty_cell_says_what_it_means_and_where_to_begin(gaps, found):
    lead = row_of(found, "legal-support").cell("training")
    assert not lead.practices

    cell(gaps, found, "Legal support", "Training").click()

    drawer = gaps.page.locator(DRAWER)
    expect(drawer).to_contain_text("No practice in the base")
    expect(drawer).to_contain_text("this does not mean that nobody does it")
    near = [address for address in shown(gaps) if "/practices/" in address]
    assert set(near) == {f"/en/practices/{name}" for name in lead.nearby}


def test_every_number_of_the_matrix_is_that_of_the_map(gaps, found):
    numbers = gaps.page.evaluate(
        "[...document.querySelectorAll('.gap-map tbody tr')]"
        ".map(row => [...row.querySelectorAll('td b')].map(cell => cell.textContent))"
    )

    assert numbers == [
        [str(len(one.practices) or "–") for one in (row.whole, *row.cells)] for row in found.rows
    ]


def test_filters_count_as_python_does_and_stand_in_the_address(gaps, kb):
    gaps.page.get_by_label("Target group").select_option("women")
    gaps.page.get_by_label("Evidence at least").select_option("monitored")

    expect(gaps.page).to_have_url(re.compile(r"\?group=women&evidence=monitored$"))
    expect(gaps.page.get_by_label("Evidence at least")).to_be_focused()
    filtered = gap_map(kb.public(), target_group="women", evidence="monitored")
    firsts = gaps.page.locator(".gap-map tbody td:first-of-type b").all_inner_texts()
    assert firsts == [str(len(row.whole.practices)) for row in filtered.rows]
    expect(gaps.page.locator(".gap-map .status")).to_contain_text("broader or a narrower")

    gaps.page.get_by_label("Evidence at least").select_option("")
    gaps.page.get_by_label("Target group").select_option("")
    assert "?" not in gaps.page.url


def test_a_cell_that_the_filter_empties_says_so(visitor, found):
    one = visitor()
    one.go("en/gaps?evidence=external-evaluation")

    emptied = cell(one, found, "Legal support", "Individual guidance")
    expect(emptied).to_have_text("0")
    emptied.click()

    number = len(row_of(found, "legal-support").cell("individual-guidance").practices)
    expect(one.page.locator(DRAWER)).to_contain_text(
        f"None that fits the filter; without it: {number}"
    )
    expect(one.page.locator(DRAWER)).not_to_contain_text("nobody does it")


def test_rows_can_stand_by_the_alphabet_of_the_language(visitor, found, kb):
    one = visitor()
    one.go("tr/gaps?order=title")

    labels = one.page.locator(".gap-map tbody th b").all_inner_texts()
    assert len(labels) == len(found.rows)
    assert labels.index("İstihdam") < labels.index("Kapasite geliştirme")
    assert labels.index("Çocukların eğitimi") < labels.index("Dil öğrenimi")


def test_pointing_at_a_cell_says_it_in_words(gaps, found):
    cell(gaps, found, "Legal support", "Training").hover()

    words = gaps.page.locator(".gap-map .words")
    expect(words).to_have_text(
        "Legal support × Training · No practice in the base · Needs: 3 · High priority: 2"
    )


def test_the_keyboard_alone_leads_to_a_cell_into_it_and_back(gaps, found):
    keyboard = gaps.page.keyboard
    gaps.page.get_by_label("Order").focus()
    keyboard.press("Tab")
    first = gaps.page.locator('[data-at="0,0"]')
    expect(first).to_be_focused()
    for key in ("ArrowDown", "ArrowRight", "ArrowRight"):
        keyboard.press(key)
    here = gaps.page.locator('[data-at="1,2"]')
    expect(here).to_be_focused()
    # what is shown to those who point is the name of the button for those who listen
    expect(gaps.page.locator(".gap-map .words")).to_have_text(here.get_attribute("aria-label"))

    keyboard.press("Enter")

    expect(gaps.page.locator(DRAWER)).to_be_visible()
    assert gaps.page.evaluate(
        f"document.querySelector('{DRAWER}').contains(document.activeElement)"
    )
    keyboard.press("Escape")
    expect(gaps.page.locator(DRAWER)).to_have_count(0)
    expect(here).to_be_focused()
    assert "?" not in gaps.page.url
    # one stop of the tabulator for the whole matrix
    keyboard.press("Tab")
    assert gaps.page.evaluate("document.activeElement.closest('.matrix')") is None


def test_the_keyboard_goes_to_the_ends_of_rows_and_of_the_matrix(gaps, found):
    gaps.page.locator('[data-at="2,3"]').focus()
    last = len(found.methods) + 1
    for key, place in (
        ("End", f"2,{last}"),
        ("Control+End", f"{len(found.rows) - 1},{last}"),
        ("ArrowDown", f"{len(found.rows) - 1},{last}"),
        ("Control+Home", "0,0"),
        ("ArrowUp", "0,0"),
    ):
        gaps.page.keyboard.press(key)
        expect(gaps.page.locator(f'[data-at="{place}"]')).to_be_focused()
    assert gaps.page.locator('.gap-map tbody [tabindex="0"]').count() == 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_address_opens_its_cell_in_every_language(visitor, found, kb, lang):
    one = visitor()

    one.go(f"{lang}/gaps?theme=housing&method=cohousing")

    words = kb.vocabulary
    drawer = one.page.locator(DRAWER)
    expect(drawer).to_be_visible()
    expect(drawer.get_by_role("heading", level=2)).to_have_text(
        f"{words.label('themes', 'housing', lang)} × {words.label('methods', 'cohousing', lang)}"
    )
    number = len(row_of(found, "housing").cell("cohousing").practices)
    expect(drawer.locator("h3").first).to_contain_text(f"({number})")
    one.page.keyboard.press("Escape")
    expect(drawer).to_have_count(0)


def test_an_open_cell_survives_the_change_of_language(visitor, found):
    one = visitor()
    one.go("en/gaps?theme=housing&group=refugees")
    expect(one.page.locator(DRAWER)).to_be_visible()
    one.page.keyboard.press("Escape")
    expect(one.page).to_have_url(re.compile(r"/en/gaps\?group=refugees$"))

    one.page.locator(".languages a[hreflang=nl]").click()

    one.page.wait_for_url("**/nl/gaps?group=refugees")
    expect(one.page.get_by_label("Doelgroep")).to_have_value("refugees")


def test_a_hostile_address_shows_the_whole_map(visitor, found):
    one = visitor()

    one.go("en/gaps?theme=%3Cscript%3E&method=__proto__&group=constructor&evidence=../x&order=%00")

    expect(one.page.locator(".gap-map tbody tr")).to_have_count(len(found.rows))
    expect(one.page.locator(DRAWER)).to_have_count(0)


def test_a_theme_to_look_for_next_opens_its_row(gaps, found):
    lead = gaps.page.locator(".gap-list > li").first
    name = lead.locator("h3").inner_text()

    lead.locator(".chip").first.click()

    expect(gaps.page.locator(DRAWER).get_by_role("heading", level=2)).to_contain_text(
        name.removeprefix("1. ")
    )
    expect(gaps.page.locator(DRAWER)).to_contain_text("No practice in the base")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_on_a_phone_the_matrix_moves_in_its_own_box_and_the_first_column_stays(visitor, lang):
    one = visitor(390, has_touch=True)
    one.go(f"{lang}/gaps")
    matrix, head = one.page.locator(".matrix"), one.page.locator(".gap-map tbody th").first
    before = head.bounding_box()["x"]

    matrix.evaluate("box => box.scrollTo(400, 0)")

    assert matrix.evaluate("box => box.scrollLeft") == 400
    assert one.page.evaluate("document.documentElement.scrollWidth") <= 390
    assert head.bounding_box()["x"] == pytest.approx(before, abs=1)
    one.page.locator('[data-at="0,14"]').tap()
    expect(one.page.locator(DRAWER)).to_be_visible()
    assert one.page.evaluate("document.documentElement.scrollWidth") <= 390


def test_on_a_phone_every_cell_is_large_enough_for_a_finger(visitor):
    one = visitor(390, has_touch=True)
    one.go("fr/gaps")

    sizes = one.page.evaluate(
        "[...document.querySelectorAll('.gap-map tbody button')]"
        ".map(b => b.getBoundingClientRect()).map(b => Math.min(b.width, b.height))"
    )
    assert min(sizes) >= 40


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", [390, 860, 1000, 1280])
def test_the_languages_stay_beside_the_name_of_the_site(visitor, lang, width):
    one = visitor(width)
    one.go(f"{lang}/gaps")

    brand, languages = (
        one.page.locator(part).bounding_box() for part in (".brand", ".site-header .languages")
    )
    middle = brand["y"] + brand["height"] / 2
    assert languages["y"] <= middle <= languages["y"] + languages["height"]
    assert languages["x"] > brand["x"] + brand["width"]


@pytest.mark.parametrize("width", [1280, 390])
def test_without_javascript_the_table_is_there_and_leads_to_the_records(visitor, found, width):
    one = visitor(width, java_script_enabled=False)
    one.page.goto(f"{one.server}/en/gaps")

    rows = one.page.locator(".gap-map tbody tr")
    expect(rows).to_have_count(len(found.rows))
    theme = found.rows[0]
    numbers = rows.first.locator("td b").all_inner_texts()
    assert numbers == [str(len(c.practices) or "–") for c in (theme.whole, *theme.cells)]
    rows.first.locator("td a").first.click()
    assert one.page.url.endswith(f"#theme-{theme.theme}")
    record = one.page.locator(f"#theme-{theme.theme} a[href='/en/needs/{theme.needs[0]}']")
    expect(record).to_be_visible()
    record.click()
    expect(one.page.locator("h1")).to_be_visible()


def test_in_print_the_matrix_stands_whole_and_nothing_to_click(gaps):
    gaps.page.set_viewport_size({"width": 680, "height": 900})
    gaps.page.emulate_media(media="print")

    expect(gaps.page.locator(".gap-map .tools")).to_be_hidden()
    box = gaps.page.locator(".matrix")
    assert box.evaluate("box => box.scrollWidth - box.clientWidth") <= 1
    assert box.evaluate("box => box.scrollHeight - box.clientHeight") <= 1
