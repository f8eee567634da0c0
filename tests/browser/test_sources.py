"""A source beside its answer, in a real Chromium: opened, moved through, closed, and nothing jumps."""

import pytest

playwright = pytest.importorskip("playwright.sync_api")
pytestmark = pytest.mark.browser
STILL = 2  # pixels that what was clicked may move


def ask(page: "playwright.Page", question: str, headline: str) -> None:
    page.locator("[data-testid=stChatInputTextArea]").fill(question)
    page.keyboard.press("Enter")
    page.locator(".ra-headline", has_text=headline).last.wait_for()
    page.locator(".ra-composed sup a, .ra-text sup a, .ra-rows a").last.wait_for()


def place_of(page: "playwright.Page", link: "playwright.Locator") -> float:
    """Return where a link stands once the page has come to rest."""
    page.wait_for_function(
        "e => { const y = e.getBoundingClientRect().y, same = y === window.lastPlace; window.lastPlace = y; return same; }",
        arg=link.element_handle(),
        polling=300,
    )
    return link.bounding_box()["y"]  # type: ignore[index]


def test_a_number_opens_its_sentence_beside_the_answer_and_nothing_jumps(page: "playwright.Page") -> None:
    ask(page, "总结一下教师队伍", "教师队伍")
    link = page.locator(".ra-composed sup a").nth(1)
    words = page.locator(".ra-composed p").nth(1).inner_text().split("[")[0].strip()
    link.scroll_into_view_if_needed()
    before = place_of(page, link)
    link.click()
    quote = page.locator(".ra-source mark#s-quote")
    playwright.expect(quote).to_be_in_viewport()
    assert quote.inner_text().replace("\n", "") == words
    assert abs(place_of(page, link) - before) <= STILL
    pane, answer = page.locator(".ra-source").bounding_box(), page.locator(".ra-composed").bounding_box()
    assert pane is not None
    assert answer is not None
    assert answer["x"] + answer["width"] <= pane["x"], "the pane covers the answer"
    # the outline stays while the text moves, and leads to a heading
    page.locator(".ra-source .ra-outline", has_text="一、").first.click()
    playwright.expect(page.locator(".ra-source-text h2").first).to_be_in_viewport()
    playwright.expect(page.locator(".ra-source-outline")).to_be_in_viewport()


def test_the_keyboard_moves_between_sources_and_goes_back(page: "playwright.Page") -> None:
    ask(page, "总结一下教师队伍", "教师队伍")
    page.locator(".ra-composed sup a").first.focus()
    page.keyboard.press("Enter")
    count = page.locator(".ra-source-count")
    playwright.expect(count).to_contain_text("出处 1 /")
    page.keyboard.press("ArrowRight")
    playwright.expect(count).to_contain_text("出处 2 /")
    page.keyboard.press("ArrowLeft")
    playwright.expect(count).to_contain_text("出处 1 /")
    page.keyboard.press("Escape")
    page.locator(".ra-source").wait_for(state="detached")
    assert page.evaluate("document.activeElement.dataset.source.split(':')[1]") == "1"


def test_a_value_of_a_table_opens_with_its_own_figure_marked(page: "playwright.Page") -> None:
    ask(page, "教师队伍有哪些数据？", "教师队伍")
    page.locator(".ra-rows a", has_text="365人").click()
    playwright.expect(page.locator(".ra-source mark strong")).to_have_text(["365人"])


def test_one_pane_at_a_time_and_the_whole_report_behind_it(page: "playwright.Page") -> None:
    ask(page, "银牌多少块？", "58块")
    ask(page, "金牌多少块？", "107块")
    page.locator(".ra-text sup a").last.click()
    page.locator(".ra-source mark strong", has_text="107块").wait_for()
    page.locator(".ra-text sup a").first.click()
    page.locator(".ra-source mark strong", has_text="58块").wait_for()
    playwright.expect(page.locator(".ra-source")).to_have_count(1)
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="阅读全文").click()
    assert "58块" in opened.value.locator("mark#quote").inner_text(timeout=30_000)
    opened.value.get_by_role("link", name="返回问答").click()
    opened.value.locator("[data-testid=stChatInputTextArea]").wait_for()


@pytest.mark.parametrize("page", [{"viewport": {"width": 360, "height": 760}}], indirect=True)
def test_on_a_phone_the_source_stands_below_and_leads_back(page: "playwright.Page") -> None:
    ask(page, "银牌多少块？", "58块")
    link = page.locator(".ra-text sup a")
    link.scroll_into_view_if_needed()
    # where it stands when it is clicked: the page may still be coming to rest before that
    page.evaluate(
        "document.addEventListener('click', e => {"
        " const a = e.target.closest('a[data-source]'); if (a) window.clickedAt = a.getBoundingClientRect().top }, true)"
    )
    link.click()
    playwright.expect(page.locator(".ra-source mark#s-quote")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.locator(".ra-source").bounding_box()["y"] > page.locator(".ra-headline").bounding_box()["y"]  # type: ignore[index]
    page.get_by_role("button", name="回到答案").click()
    page.locator(".ra-source").wait_for(state="detached")
    page.wait_for_function(
        "s => Math.abs(document.querySelector('.ra-text sup a').getBoundingClientRect().top - window.clickedAt) <= s",
        arg=STILL,
    )
