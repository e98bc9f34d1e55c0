"""The ranked board as people use it, on a page of its own; its values are invented here."""

import random
import re

import pytest
from playwright.sync_api import expect

from bestpractices.pages.assets import assets
from bestpractices.pages.board_texts import board_texts
from bestpractices.pages.edition import Edition
from bestpractices.serving.guards import HEADERS
from bestpractices.serving.renderer import Shown, dashboard_page
from bestpractices.widgets.match_board import MatchBoard

pytestmark = pytest.mark.browser

ADDRESS = "http://board.localhost/"
NEED = "ismek-turkish-for-newcomers"
PATIENCE = 10_000  # milliseconds
OPTIONS = ".match-board .option"
CRITERIA = (
    ("themes", "Themes", "none of the need’s themes", "all are its main work", 100),
    ("text", "Text", "no word in common", "most of the need’s words", 100),
    ("target_groups", "Target groups", "none of the people concerned", "all of them", 50),
    ("methods", "Methods", "none of the methods asked for", "all of them", 30),
    ("requirements", "Requirements", "all that it requires is short", "nothing is short", 20),
    ("scale", "Scale", "thousands of times too small", "a tenth of the people concerned", 10),
    ("evidence", "Evidence", "a claim only", "comparison by lot", 10),
    ("languages", "Languages", "no language in common", "one in common", 5),
)
NAMES = [name for name, *_ in CRITERIA]
PRESETS = {
    "balanced": ("Balanced", "What the board begins with.", {}),
    "evidence": ("Proven first", "We know the subject; show what is proven.", {"evidence": 100}),
    "feasible": ("Soon possible", "We begin next month.", {"requirements": 100, "scale": 30}),
}


def drawn(practice, number, place):
    """Values of an option: invented, the same in every run."""
    chance = random.Random(f"{practice.id}{number}")  # noqa: S311 - no secret
    falling = 0.85 - 0.4 * place / number
    values = {n: round(min(1, max(0, chance.gauss(falling, 0.25))), 2) for n in NAMES}
    for name in chance.sample(NAMES[2:], chance.choice((0, 0, 1, 1, 2))):
        values[name] = None
    return values


def reasons(e, practice, statements, criterion):
    titles = {source.id: source.title for source in practice.sources}
    return [
        {"criterion": criterion, "text": one.text, "source": titles[one.source],
         "href": f"{e.url('practices/' + practice.id)}#{one.source}"}
        for one in statements
    ]  # fmt: skip


def said(e, text):
    passage = e.passage(text)
    return {"text": passage.text, "lang": passage.lang}


def option(e, practice, number, place):
    values = drawn(practice, number, place)
    asked = [f"{label}?" for name, label, *_ in CRITERIA if values[name] is None]
    blocking = practice.legal_framework[:1] if place in (1, 5) else ()
    return {
        "id": practice.id,
        "href": e.url(f"practices/{practice.id}"),
        "title": said(e, practice.title),
        "summary": said(e, practice.summary),
        "kicker": e.t.joined(e.label("regions", region) for region in practice.regions),
        "values": values,
        "blocking": reasons(e, practice, blocking, "requirements"),
        "for_": reasons(e, practice, practice.enabling_factors, "methods"),
        "against": reasons(e, practice, practice.barriers, "requirements"),
        "unknown": [{"criterion": "", "text": text, "href": "", "source": ""} for text in asked],
        "blocks": [
            {"id": block.id, "name": said(e, block.name), "what": block.what,
             "requires": list(block.requires)}
            for block in practice.building_blocks
        ],
        "share": 0.38 if place == 0 else 0.0 if place > 4 else 0.11,
        "ranks": {"best": max(1, place - 3), "worst": min(number, place + 6)},
    }  # fmt: skip


def contents(kb, *, number=12, lang="en", **more):
    """Traits of a board of real practices."""
    e = Edition(kb.public(), lang)
    practices = [p for p in e.kb.practices.values() if p.legal_framework and p.barriers][:number]
    balanced = {name: points for name, *_, points in CRITERIA}
    title = e.passage(e.kb.needs[NEED].title)
    return {
        "need": {"title": title.text, "lang": title.lang, "href": e.url(f"needs/{NEED}")},
        "criteria": [
            {"id": name, "label": label, "worst": worst, "best": best, "weight": points,
             "explain": f"{label} count, because the group said so."}
            for name, label, worst, best, points in CRITERIA
        ],
        "presets": [
            {"id": name, "label": label, "explain": explain, "weights": {**balanced, **change}}
            for name, (label, explain, change) in PRESETS.items()
        ],
        "options": [option(e, p, len(practices), place) for place, p in enumerate(practices)],
        "texts": board_texts(e),
        "lang": lang,
        **more,
    }  # fmt: skip


def page_text(kb, traits):
    """A page of ours that shows a board and nothing else."""
    widget = MatchBoard(**traits)
    place = '<h1>Board</h1><div class="widget" data-model="m1"></div>'
    e = Edition(kb.public(), traits.get("lang", "en"))
    return dashboard_page(
        e, "", title="Board", shown=Shown(place, {"m1": {"state": widget.get_state()}})
    )


@pytest.fixture
def opened(browser, kb):
    """Opens a board in a window of its own; at the end no page may have complained."""
    problems, contexts = [], []
    files = {one.served_as: one for one in assets().values()}

    def answer(route, html):
        name = route.request.url.removeprefix(ADDRESS).removeprefix("static/")
        if name in files:
            route.fulfill(body=files[name].content(), content_type=files[name].content_type)
        else:
            route.fulfill(body=html, content_type="text/html; charset=utf-8", headers=dict(HEADERS))

    def open_board(width=1280, *, traits=None, **options):
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on(
            "console",
            lambda said: problems.append(said.text) if said.type in ("error", "warning") else None,
        )
        page.on("pageerror", lambda error: problems.append(str(error)))
        html = page_text(kb, contents(kb) if traits is None else traits)
        page.route("**/*", lambda route: answer(route, html))
        page.goto(ADDRESS)
        page.locator(".match-board").wait_for()
        return page

    yield open_board
    for context in contexts:
        context.close()
    assert problems == []


# Contrast as WCAG 2.2 defines it, of every element with a text of its own with the first ground
# below it that covers all others.
WEAK = """least => {
  const parts = colour => colour.match(/[\\d.]+/g).map(Number);
  const light = colour => parts(colour).slice(0, 3).map(c => c / 255)
    .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, at) => sum + c * [0.2126, 0.7152, 0.0722][at], 0);
  const ground = element => {
    for (let at = element; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if ((parts(colour)[3] ?? 1) === 1) return colour;
    }
  };
  const own = element => [...element.childNodes].some(n => n.nodeType === 3 && n.data.trim());
  const seen = element => element.checkVisibility({ visibilityProperty: true });
  const read = [...document.querySelectorAll(".match-board *")]
    .filter(element => own(element) && seen(element) && !element.closest(".unseen"));
  const weak = read.filter(element => {
    const [a, b] = [getComputedStyle(element).color, ground(element)].map(light);
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) < least;
  });
  return [read.length, weak.map(element => element.className + ": " + element.textContent)];
}"""
ENOUGH = 4.5  # WCAG 2.2, 1.4.3 Contrast (Minimum), level AA


def order(page):
    return [one.get_attribute("data-id") for one in page.locator(OPTIONS).all()]


def answer_first(page, label="Themes"):
    page.locator(".lift", has_text=label).first.click()


def slider(page, name):
    return page.locator(f"[data-criterion={name}] input")


def by_hand(kb, points):
    """Ids in the order of the weighted sum, written once more."""
    options = contents(kb)["options"]
    score = {o["id"]: sum(points[n] * (o["values"][n] or 0) for n in NAMES) for o in options}
    return sorted(score, key=lambda name: (-score[name], name))


def test_the_board_begins_with_the_given_weights_and_asks_which_swing_comes_first(opened, kb):
    page = opened()

    assert order(page) == by_hand(kb, {name: points for name, *_, points in CRITERIA})
    expect(page.locator(".question")).to_be_visible()
    expect(page.locator(".lift").first).to_contain_text("none of the need’s themes")
    expect(page.locator(".lift").first).to_contain_text("all are its main work")
    expect(page.locator(".swings")).to_be_hidden()


def test_the_swing_named_first_has_100_points_and_the_others_are_asked_beside_it(opened, kb):
    page = opened()

    answer_first(page, "Evidence")

    expect(page.locator(".answer")).to_contain_text("Evidence")
    expect(slider(page, "evidence")).to_be_disabled()
    expect(slider(page, "evidence")).to_have_value("100")
    expect(slider(page, "themes")).to_be_focused()
    points = {name: points for name, *_, points in CRITERIA}
    assert order(page) == by_hand(kb, {**points, "evidence": 100})


def test_a_moved_slider_ranks_at_once_keeps_the_focus_and_tells_the_new_order(opened, kb):
    page = opened()
    answer_first(page)
    before = order(page)

    slider(page, "methods").focus()
    page.keyboard.press("End")

    points = {name: points for name, *_, points in CRITERIA}
    assert order(page) == by_hand(kb, {**points, "methods": 100})
    assert order(page) != before
    expect(slider(page, "methods")).to_be_focused()
    percent = round(100 * 100 / (sum(points.values()) + 70))
    expect(page.locator("[data-criterion=methods] .share")).to_have_text(f"{percent}%")
    first = page.locator(OPTIONS).first.locator("h3").inner_text()
    expect(page.locator("[role=status]")).to_contain_text(f"1. {first}")


def test_the_page_stays_where_it_was_scrolled_when_the_order_changes(opened):
    page = opened()
    answer_first(page)
    page.evaluate("scrollTo(0, 900)")
    before = order(page)

    slider(page, "methods").evaluate(
        "one => { one.value = 100; one.dispatchEvent(new Event('input', { bubbles: true })); }"
    )

    assert order(page) != before
    page.evaluate(
        "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
    )
    assert page.evaluate("scrollY") == 900


def test_one_movement_of_a_slider_is_taken_back_by_one_undo(opened):
    page = opened()
    answer_first(page)
    before = order(page)
    slider(page, "methods").focus()
    for _ in range(10):
        page.keyboard.press("ArrowRight")
    assert order(page) != before

    page.get_by_role("button", name="Undo the last change").click()

    assert order(page) == before
    expect(slider(page, "methods")).to_have_value("30")


def test_a_preset_gives_its_weights_says_so_and_reset_asks_again(opened, kb):
    page = opened()
    page.get_by_role("button", name="Proven first").click()

    points = {name: points for name, *_, points in CRITERIA}
    assert order(page) == by_hand(kb, {**points, "evidence": 100})
    expect(page.get_by_role("button", name="Proven first")).to_have_attribute(
        "aria-pressed", "true"
    )
    expect(page.locator(".presets p")).to_have_text(PRESETS["evidence"][1])

    page.get_by_role("button", name="Reset the weights").click()

    assert order(page) == by_hand(kb, points)
    expect(page.locator(".question")).to_be_visible()


def test_a_blocking_point_stands_before_the_reasons_and_hides_nobody(opened, kb):
    page = opened()
    blocked = [o for o in contents(kb)["options"] if o["blocking"]]
    assert len(order(page)) == len(contents(kb)["options"])

    for one in blocked:
        card = page.locator(f'{OPTIONS}[data-id="{one["id"]}"]')
        expect(card.locator(".blocking")).to_contain_text(one["blocking"][0]["text"])
        expect(card.locator(".blocking b")).to_contain_text("Blocking")
        follows = card.evaluate(
            """card => Boolean(Node.DOCUMENT_POSITION_FOLLOWING &
              card.querySelector(".blocking").compareDocumentPosition(card.querySelector(".why")))"""
        )
        assert follows


def test_every_reason_opens_its_source(opened, kb):
    page = opened()
    one = next(o for o in contents(kb)["options"] if o["id"] == order(page)[0])
    card = page.locator(OPTIONS).first

    card.locator(".why").click()

    links = card.locator(".reasons li a")
    hrefs = [link.get_attribute("href") for link in links.all()]
    assert hrefs == [reason["href"] for reason in (*one["for_"], *one["against"])]
    with page.expect_request(f"**{one['for_'][0]['href'].partition('#')[0]}"):
        links.first.click()


def test_what_is_unknown_is_hatched_called_unknown_and_widens_the_score(opened, kb):
    page = opened()
    page.locator(OPTIONS).first.wait_for()
    one = next(o for o in contents(kb)["options"] if None in o["values"].values())
    name = next(label for n, label, *_ in CRITERIA if one["values"][n] is None)
    card = page.locator(f'{OPTIONS}[data-id="{one["id"]}"]')

    expect(card.locator(".high")).to_contain_text("to ")
    assert f"{name} unknown" in card.locator(".strip").get_attribute("aria-label")
    card.locator(".why").click()
    expect(card.locator(".values tr.open th").first).to_have_text(name)
    expect(card.locator(".values tr.open em").first).to_have_text("unknown")
    image = card.locator(".slot.open > i").first
    assert "repeating-linear-gradient" in image.evaluate("i => getComputedStyle(i).backgroundImage")


def test_the_weight_that_is_named_does_put_the_option_first(opened):
    page = opened()
    answer_first(page)
    names = dict(zip(order(page), range(99), strict=False))
    told = re.compile(r"“(.+)” weighs (\d+)% or more")
    for name in names:
        card = page.locator(f'{OPTIONS}[data-id="{name}"]')
        card.locator(".why").click()
        ways = card.locator(".ways li").all_inner_texts()
        found = [match for text in ways if (match := told.search(text)) and int(match[2]) < 50]
        if found:
            break
    label, percent = found[0][1], int(found[0][2]) / 100
    criterion = next(n for n, text, *_ in CRITERIA if text == label)
    points = {n: p for n, *_, p in CRITERIA}
    rest = sum(p for n, p in points.items() if n != criterion)
    points[criterion] = rest * percent / (1 - percent)
    scale = 100 / max(points.values())

    page.evaluate(
        "async points => (await import(document.querySelector('script[src*=host]').src)).shown"
        ".then(models => models.get('0').model.hear('weights', points))",
        {n: p * scale for n, p in points.items()},
    )

    expect(page.locator(OPTIONS).first).to_have_attribute("data-id", name)


def test_the_first_is_told_to_be_first_and_a_dominated_one_that_no_weights_help(opened, kb):
    page = opened()
    page.locator(".why").first.click()
    expect(page.locator(".ways").first).to_contain_text("It is first with these weights.")

    dominated = page.locator(OPTIONS, has=page.locator(".dominated")).first
    expect(dominated.locator(".dominated")).to_contain_text("at least as good in everything")
    dominated.locator(".why").click()
    expect(dominated.locator(".ways")).to_contain_text("No weights put it first")


def test_hidden_names_stand_nowhere_until_they_are_shown(opened, kb):
    page = opened()
    titles = page.locator(f"{OPTIONS} h3").all_text_contents()

    page.get_by_role("button", name="Hide the names").click()

    page.locator(".why").first.click()
    page.locator("input[name=block]").first.check()
    shown = page.locator(".match-board").text_content()
    assert not [title for title in titles if title in shown]
    assert page.locator(f"{OPTIONS} a").count() == 0
    assert re.fullmatch(r"Practice [A-L]", page.locator(f"{OPTIONS} h3").first.inner_text())

    page.get_by_role("button", name="Show the names").click()

    assert page.locator(f"{OPTIONS} h3").all_text_contents() == titles
    expect(page.locator("input[name=block]").first).to_be_checked()


def test_chosen_blocks_gather_below_and_go_and_come_back(opened):
    page = opened()
    page.locator(".why").first.click()
    blocks = page.locator("input[name=block]")
    for number in range(3):
        blocks.nth(number).check()
    tray = page.locator(".tray")
    expect(tray.locator("summary")).to_have_text("Blocks for the next step: 3")

    tray.locator("li button").nth(1).click()
    expect(tray.locator("summary")).to_have_text("Blocks for the next step: 2")
    expect(blocks.nth(1)).not_to_be_checked()

    tray.get_by_role("button", name="Undo").click()
    expect(blocks.nth(1)).to_be_checked()
    assert tray.locator("li").count() == 3


def test_up_to_three_stand_side_by_side_with_blocking_points_before_the_values(opened):
    page = opened()
    ticks = page.locator(".compare input")
    for number in range(4):
        ticks.nth(number).check()
    expect(ticks.first).not_to_be_checked()
    titles = page.locator(f"{OPTIONS} h3").all_inner_texts()[1:4]

    page.locator(".pair button").first.click()

    dialog = page.get_by_role("dialog")
    assert dialog.locator("th[scope=col]").all_inner_texts() == titles
    rows = dialog.locator("th[scope=row]").all_inner_texts()
    assert rows[:3] == ["Rank", "Score of 100", "Blocking point"]
    assert rows[3].startswith("Themes · ")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


def test_the_keyboard_alone_weighs_reads_chooses_and_undoes(opened):
    page = opened()

    def go_to(selector, most=120):
        target = page.locator(selector).first
        for _ in range(most):
            page.keyboard.press("Tab")
            if target.evaluate("one => one === document.activeElement"):
                break
        assert target.evaluate("one => parseFloat(getComputedStyle(one).outlineWidth)") >= 2

    go_to(".lift")
    page.keyboard.press("Enter")
    expect(page.locator(".swings")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    go_to(f"{OPTIONS} .why")
    page.keyboard.press("Enter")
    expect(page.locator(".details").first).to_be_visible()
    go_to("input[name=block]")
    page.keyboard.press("Space")
    expect(page.locator(".tray summary")).to_contain_text("1")
    go_to(".tray .undo")
    page.keyboard.press("Enter")
    expect(page.locator("input[name=block]").first).not_to_be_checked()
    assert page.evaluate("document.activeElement !== document.body")


@pytest.mark.parametrize(("width", "lang"), [(1280, "en"), (390, "en"), (390, "tr"), (320, "nl")])
def test_nothing_has_to_be_scrolled_sideways(opened, kb, width, lang):
    page = opened(width, traits=contents(kb, lang=lang))
    if width < 960:
        page.locator(".weights > summary").click()
    answer_first(page)
    page.locator(".why").nth(1).click()
    page.locator("input[name=block]:visible").first.check()
    for number in range(3):
        page.locator(".compare input").nth(number).check()

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator(".pair button").first.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_text_can_be_read_in_both_colour_schemes(opened, scheme):
    page = opened(color_scheme=scheme)
    answer_first(page)
    slider(page, "methods").focus()
    page.keyboard.press("End")
    page.locator(f"{OPTIONS}.blocked .why").first.click()
    page.locator("input[name=block]").first.check()
    page.locator(".compare input").first.check()

    read, weak = page.evaluate(WEAK, ENOUGH)

    assert read > 200
    assert weak == []


def test_what_is_pressed_is_large_enough_for_a_finger(opened):
    page = opened(390)
    page.locator(".weights > summary").click()
    answer_first(page)
    page.locator(".why").first.click()
    page.locator("input[name=block]").first.check()

    small = page.evaluate(
        """() => [...document.querySelectorAll(".match-board :is(button, summary, label, input)")]
          .filter(one => one.type !== "checkbox")  // pressed by its label
          .filter(one => one.checkVisibility({ contentVisibilityAuto: true }))
          .filter(one => { const { width, height } = one.getBoundingClientRect();
                           return width < 24 || height < 24; })
          .map(one => one.className || one.tagName)"""
    )  # WCAG 2.2, 2.5.8 Target Size (Minimum)

    assert small == []


def test_on_paper_all_reasons_stand_and_nothing_to_press(opened, kb):
    page = opened()

    page.emulate_media(media="print")

    for one in contents(kb)["options"]:
        card = page.locator(f'{OPTIONS}[data-id="{one["id"]}"]')
        for reason in (*one["for_"], *one["against"]):
            expect(card.locator(".reasons li", has_text=reason["text"]).first).to_be_visible()
    expect(page.locator(".weights")).to_be_hidden()
    expect(page.locator(".printed")).to_contain_text("Themes 31%")
    page.emulate_media(media="screen")
    expect(page.locator(".details").first).to_be_hidden()


def test_empty_boards_say_what_to_do(opened, kb):
    texts = contents(kb)["texts"]
    page = opened(traits={"texts": texts})
    expect(page.locator(".empty")).to_have_text(texts["no_need"])

    page = opened(traits=contents(kb, options=[]))
    expect(page.locator(".need")).to_contain_text("Turkish for newcomers")
    expect(page.locator(".empty")).to_have_text(texts["no_options"])


def test_a_board_of_which_nothing_is_known_says_that_its_order_says_nothing(opened, kb):
    traits = contents(kb)
    unknown = [{**one, "values": {}} for one in traits["options"]]

    page = opened(traits={**traits, "options": unknown})

    expect(page.locator(".main > .note:visible")).to_have_text(traits["texts"]["all_unknown"])
    assert set(page.locator(".rank").all_text_contents()) == {"1="}
    assert page.locator(".dominated").count() == 0


def test_another_need_from_the_kernel_brings_its_own_list(opened, kb):
    page = opened()
    few = contents(kb)["options"][:3]

    page.evaluate(
        """async options => {
          const { shown } = await import(document.querySelector('script[src*=host]').src);
          const { model } = (await shown).get("0");
          model.hear("need", { title: "Another need", lang: "en", href: "" });
          model.hear("options", options);
        }""",
        few,
    )

    expect(page.locator(".need")).to_contain_text("Another need")
    expect(page.locator(OPTIONS)).to_have_count(3)


def test_a_title_with_markup_is_shown_as_it_is_written(opened, kb):
    traits = contents(kb)
    hostile = "<img src=x onerror=alert(1)> {number} & “A”"
    traits["options"][0]["title"] = {"text": hostile, "lang": "en"}

    page = opened(traits=traits)

    expect(page.locator(f"{OPTIONS} h3", has_text="onerror")).to_have_text(hostile)
    assert page.locator("img").count() == 0
