"""A group makes a Net-Map: by keyboard alone, by touch alone, and every step can be undone."""

import io

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

FIRST_VIEW = 60_000  # milliseconds on two slow cores: a kernel starts and counts
ANSWER = 20_000
ACTORS, TIES = 25, 60
NAMES = [f"Kurum {chr(ord('A') + n)}İ" for n in range(ACTORS)]
GROUPS = ("kamu", "belediye", "STK")
# Sixty different ties: to the next, the third and the seventh, each of one type.
WAYS = [
    (n, (n + step) % ACTORS, kind) for kind, step in enumerate((1, 3, 7)) for n in range(ACTORS)
]
WAYS = WAYS[:TIES]


@pytest.fixture
def coach(visitor, server):
    """Opens the page, signed in; afterwards its kernel is given back."""
    opened = []

    def go(lang, width, **options):
        one = visitor(width, reduced_motion="reduce", **options)
        opened.append(one)
        one.page.context.request.get(server.coach, max_redirects=0)
        one.page.goto(f"{server.address}/coach/{lang}/40_net_map", wait_until="commit")
        one.page.locator(".net-map .line").wait_for(timeout=FIRST_VIEW)
        return one.page

    yield go
    for one in opened:
        one.page.goto("about:blank")


def network(page):
    """What the lists beside the map say."""
    page.locator(".net-map .lists").evaluate("one => { one.open = true; }")
    rows = page.locator(".net-map .lists tbody tr").all_inner_texts()
    return rows, page.locator(".net-map .links li .plain").all_inner_texts()


def there(page, actors, ties):
    expect(page.locator(".net-map .card-of")).to_have_count(actors)
    expect(page.locator(".net-map svg .reach")).to_have_count(ties)


def tab_to(page, what):
    for _ in range(60):
        if page.evaluate("what => document.activeElement.matches(what)", what):
            return
        page.keyboard.press("Tab")
    raise AssertionError(what)


def test_by_keyboard_alone_25_actors_and_60_ties_are_entered_undone_and_brought_back(coach):
    page = coach("tr", 1280)
    keys = page.keyboard
    tab_to(page, ".net-map .line")
    for number, name in enumerate(NAMES):
        keys.type(f"{name} #{GROUPS[number % 3]} ^{number % 5}")
        keys.press("Enter")
    for start, end, kind in WAYS:
        # in small letters: the card is found whatever the i
        keys.type(f"{NAMES[start].replace('İ', 'i').lower()} > {NAMES[end]} {kind + 1}")
        keys.press("Enter")
    there(page, ACTORS, TIES)
    made = network(page)
    assert len(made[0]) == ACTORS
    assert len(set(made[1])) == TIES
    rows = page.locator(".fragment tbody tr")
    expect(rows).to_have_count(ACTORS, timeout=ANSWER)

    for _ in range(ACTORS + TIES):
        keys.press("Control+z")
    there(page, 0, 0)
    expect(page.locator(".net-map .undo")).to_be_disabled()
    for _ in range(ACTORS + TIES):
        keys.press("Control+y")
    there(page, ACTORS, TIES)
    assert network(page) == made

    # On the cards: walk, build a tower, take one away; a reload keeps it all, and undo too.
    expect(rows).to_have_count(ACTORS, timeout=ANSWER)
    tab_to(page, ".net-map .card-of")
    keys.press("ArrowRight")
    keys.press("+")
    keys.press("Delete")
    expect(page.locator(".net-map .card-of")).to_have_count(ACTORS - 1)
    assert page.evaluate("document.activeElement.matches('.net-map .card-of')")
    page.reload()
    expect(page.locator(".net-map .card-of")).to_have_count(ACTORS - 1, timeout=FIRST_VIEW)
    page.locator(".net-map .undo").click()
    page.locator(".net-map .undo").click()
    there(page, ACTORS, TIES)
    assert network(page) == made


def test_by_touch_alone_the_same_group_is_entered_undone_and_brought_back(coach):
    page = coach("en", 820, has_touch=True)
    line, add = page.locator(".net-map .line"), page.locator(".net-map .entry [type=submit]")
    for name in NAMES:
        line.tap()
        page.keyboard.insert_text(name)  # what a keyboard on the glass gives
        add.tap()
    tools, cards = page.locator(".net-map .tools label"), page.locator(".net-map .card-of")
    ids = {card.inner_text().strip(): card.get_attribute("data-actor") for card in cards.all()}
    chosen = None
    for start, end, kind in WAYS:
        if kind != chosen:
            tools.nth(kind + 1).tap()
            chosen = kind
        for name in (NAMES[start], NAMES[end]):
            page.locator(f".net-map [data-actor='{ids[name]}'].card-of").tap()
    there(page, ACTORS, TIES)
    made = network(page)
    assert len(set(made[1])) == TIES
    undo, redo = page.locator(".net-map .undo"), page.locator(".net-map .redo")
    for _ in range(ACTORS + TIES):
        undo.tap()
    there(page, 0, 0)
    for _ in range(ACTORS + TIES):
        redo.tap()
    assert network(page) == made


def test_a_person_is_on_the_map_by_consent_and_in_a_file_by_pseudonym_on_a_narrow_screen(coach):
    page = coach("en", 390)
    line = page.locator(".net-map .line")
    line.fill("@kestrel > Valilik <b")
    line.press("Enter")
    page.locator(".net-map .card-of.person").click()
    panel = page.locator(".net-map .panel-of")
    panel.locator("select").select_option("oral")
    panel.get_by_label("Name, as agreed").fill("Ayşe Yılmaz")
    panel.get_by_label("Name, as agreed").press("Enter")
    expect(page.locator(".net-map .card-of.person")).to_contain_text("Ayşe Yılmaz")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390

    # What is printed leaves the page.
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator(".net-map .card-of.person .name")).to_have_text("kestrel")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    expect(page.locator(".net-map .card-of.person .name")).to_have_text("Ayşe Yılmaz")
    expect(page.locator(".fragment tbody")).to_contain_text("kestrel", timeout=ANSWER)
    expect(page.locator(".fragment tbody")).not_to_contain_text("Ayşe")

    page.locator(".net-map .exchange summary").click()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Spreadsheet (xlsx)").click()
    data = saved.value.path().read_bytes()
    book = load_workbook(io.BytesIO(data))
    assert [row[0].value for row in book["actors"]] == ["name", "kestrel", "Valilik <b"]

    # Brought back, it adds nothing that is there already, and says so row by row.
    page.locator(".net-map input[type=file]").set_input_files(
        {"name": "map.xlsx", "mimeType": "application/octet-stream", "buffer": data}
    )
    expect(page.locator(".net-map .flaws li")).not_to_have_count(0, timeout=ANSWER)
    expect(page.locator(".net-map svg .reach")).to_have_count(1)
    # A consent that is taken back takes the name away.
    panel.locator("select").select_option("")
    expect(page.locator(".net-map .card-of.person")).to_contain_text("kestrel")
    expect(page.locator(".net-map .card-of.person")).not_to_contain_text("Ayşe")
