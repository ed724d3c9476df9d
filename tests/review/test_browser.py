"""The review in a browser: the whole path by keyboard, by mouse, in two tabs, on hostile text.

Needs Chromium (`chromium` on the PATH); skipped where there is none.
"""

from __future__ import annotations

import shutil
import threading

import pytest
import uvicorn
from tests.review.conftest import BRIDGE, hostile, write
from tests.review.test_desk import NAMES, handles

from pipeline.decisions.store import open_store, read_log
from pipeline.review.app import Review, make_app
from pipeline.review.desk import Desk
from pipeline.review.index import build
from pipeline.review.serve import Door, address, listen, lock_of
from pipeline.review.why import Rules

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
playwright = pytest.importorskip("playwright.sync_api", reason="needs playwright")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium on the PATH")
expect = playwright.expect


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


class Served:
    """A run folder served on a free port, by a thread."""

    def __init__(self, folder) -> None:
        self.folder = folder
        self.start()

    def start(self) -> None:
        self._socket = listen("127.0.0.1", 0)
        lock = lock_of(Door(), self._socket.getsockname()[1])
        self.base = f"http://{lock.hosts[0]}"
        self.address = address(lock, lock.token)
        self._opening = open_store(self.folder)
        desk = Desk(build(str(self.folder)), self._opening.__enter__())
        review = Review(desk, Rules(), run="run", reviewer="ann")
        config = uvicorn.Config(make_app(review, lock), log_level="error", lifespan="off")
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, args=([self._socket],))
        self._thread.start()

    def stop(self) -> None:
        self._server.should_exit = self._server.force_exit = True
        self._thread.join()
        self._socket.close()
        self._opening.__exit__(None, None, None)

    def actions(self) -> list[str]:
        return [one.action for one in read_log(self.folder)]


@pytest.fixture
def served(run):
    server = Served(run)
    yield server
    server.stop()


@pytest.fixture
def context(browser, served):
    opened = browser.new_context(
        viewport={"width": 1366, "height": 768}, reduced_motion="reduce"
    )
    opened.faults = []
    opened.on("weberror", lambda error: opened.faults.append(str(error.error)))
    opened.on("console", lambda told: told.type == "error" and opened.faults.append(told.text))
    page = opened.new_page()
    page.goto(served.address)
    page.close()
    yield opened
    opened.close()


@pytest.fixture
def page(context, served):
    opened = context.new_page()
    opened.goto(served.base + "/?article=bridge&order=article")
    expect(opened.locator("#card h2")).to_have_text("opened")
    yield opened
    faults = [one for one in context.faults if "409" not in one and "422" not in one]
    assert faults == [], "the page's own script and policy hold"


def heading(page):
    return page.locator("#card h2")


def saved(page, words):
    expect(page.locator("#saved")).to_contain_text(words)


def test_the_whole_path_by_keyboard(page, served):
    for key, done, following in [
        ("a", "Accepted. Saved as no. 1", "left"),
        ("4", "Rejected. Saved as no. 2", "blocked"),
        ("s", "Skipped. Saved as no. 3", "protested"),
        ("j", "", "Ann Lee"),
        ("k", "", "protested"),
        ("r", "Rejected. Saved as no. 4", "Ann Lee"),
    ]:
        page.keyboard.press(key)
        expect(heading(page)).to_have_text(following)
        saved(page, done)
    expect(page.locator("#counts")).to_contain_text("4 of 6 judged")
    expect(page.locator(".item.now .label")).to_contain_text("Ann Lee: It is safe,")
    log = read_log(served.folder)
    assert [one.reason for one in log] == [None, "wrong date", None, None]
    page.keyboard.press("u")
    expect(heading(page)).to_have_text("protested")
    page.keyboard.press("n")
    page.keyboard.type("ask the desk")
    page.keyboard.press("Control+Enter")
    saved(page, "Noted")
    expect(page.locator(".history")).to_contain_text("ask the desk")
    page.keyboard.press("w")
    expect(page.locator("#why")).to_have_attribute("open", "")
    page.keyboard.press("/")
    page.keyboard.type("toll")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=toll**")
    expect(heading(page)).to_have_text("somebody")


def test_evidence_is_marked_and_in_view(page):
    expect(page.locator("#text .trigger")).to_have_text("opened")
    expect(page.locator("#text .actor").first).to_be_visible()
    assert page.locator("#text .time").inner_text() == "Monday"
    assert page.locator("#text .trigger").evaluate(
        "node => { const box = document.getElementById('article').getBoundingClientRect(),"
        " one = node.getBoundingClientRect();"
        " return one.top >= box.top && one.bottom <= box.bottom }"
    )


def test_a_correction_by_keyboard(page, served):
    page.keyboard.press("e")
    expect(page.locator("#form h2")).to_have_text("Edit this event")
    page.locator("[data-slot='arguments:0']").focus()
    page.keyboard.press("Shift+ArrowRight")  # Mayor
    expect(page.locator("[data-slot='arguments:0']")).to_have_text("Ann Lee")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page.locator("[data-slot='arguments:0']")).to_have_text("Ann Lee opened the")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(page.locator("[data-slot='arguments:0']")).to_have_text("Ann")
    page.keyboard.press("ArrowDown")
    expect(page.locator("[data-slot='arguments:0']")).to_have_text("she")
    page.locator("[data-focus='type']").select_option("LEGAL")
    page.locator("[data-focus='modality']").select_option("planned")
    field = page.locator("[data-focus='when']")
    field.fill("2026-03")
    expect(page.locator("#form")).to_contain_text("from 2026-03-01 to 2026-03-31")
    page.keyboard.press("Enter")
    saved(page, "Corrected. Saved as no. 1")
    (decision,) = read_log(served.folder)
    start = BRIDGE.index("she")
    place = {"start": start, "end": start + 3}
    assert decision.patch["arguments"] == [{"role": "actor", **place, "entity": place}]
    assert (decision.patch["type"], decision.patch["modality"]) == ("LEGAL", "planned")
    assert decision.patch["time"]["begin"] == "2026-03-01"
    page.keyboard.press("k")
    page.goto(f"{served.base}/?status=all&item={NAMES['opened']}")
    expect(page.locator("#card")).to_contain_text("Mar 2026")
    expect(page.locator("#card .was").first).to_contain_text("was: Ann Lee")


def test_a_correction_by_mouse(page, served):
    page.locator("[data-do='edit']").click()
    page.locator("[data-slot='arguments:0']").click()
    page.locator("#text [data-place]", has_text="Bo Chan").click()
    expect(page.locator("[data-slot='arguments:0']")).to_have_text("Bo Chan")
    page.get_by_role("button", name="Add a participant").click()
    page.locator("#text [data-place]", has_text="Police").click()
    page.locator("[data-slot='time']").click()
    page.locator("#text [data-place]", has_text="Tuesday").click()
    expect(page.locator("[data-focus='when']")).to_have_value("2026-03-03")
    page.get_by_role("button", name="Save").click()
    saved(page, "Corrected")
    patch = read_log(served.folder)[0].patch
    assert [(one["role"], BRIDGE[one["start"] : one["end"]]) for one in patch["arguments"]] == [
        ("actor", "Bo Chan"),
        ("recipient", "Police"),
    ]
    assert patch["time"]["value"] == "2026-03-03"
    assert BRIDGE[patch["time"]["timex"]["start"] :].startswith("Tuesday")


def test_a_correction_that_does_not_fit_is_told_in_place(page, served):
    page.keyboard.press("e")
    page.locator("[data-focus='when']").fill("soon")
    page.keyboard.press("Enter")
    expect(page.locator("#problem")).to_have_text("the date cannot be read")
    page.keyboard.press("Escape")
    expect(heading(page)).to_have_text("opened")
    assert served.actions() == []


def select(page, words):
    """Select words of the article as a mouse would."""
    page.evaluate(
        """words => {
          const walk = document.createTreeWalker(document.getElementById("text"), 4);
          const nodes = [], starts = [];
          let all = "";
          for (let node; (node = walk.nextNode()); all += node.textContent) {
            nodes.push(node);
            starts.push(all.length);
          }
          const place = (at) => {
            const number = starts.findLastIndex((start) => start <= at);
            return [nodes[number], at - starts[number]];
          };
          const first = all.indexOf(words);
          const [node, at] = place(first + words.length - 1);
          getSelection().setBaseAndExtent(...place(first), node, at + 1);
        }""",
        words,
    )


def test_a_missed_event_is_added_from_selected_words(page, served):
    select(page, "rise")
    expect(page.locator("#picked")).to_be_visible()
    page.keyboard.press("v")
    expect(page.locator("#form h2")).to_have_text("Add an event")
    page.keyboard.press("Escape")
    select(page, "rise")
    page.locator("[data-do='add-event']").click()
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#problem")).to_have_text("choose a type")
    page.locator("[data-focus='type']").select_option("ECONOMY")
    page.get_by_role("button", name="Save").click()
    saved(page, "Added. Saved as no. 1")
    expect(heading(page)).to_have_text("rise")
    (decision,) = read_log(served.folder)
    start = BRIDGE.index("rise")
    assert decision.item.spans == ((start, start + 4),), "code points, behind an emoji"
    page.keyboard.press("u")
    saved(page, "Took back: added")


def test_a_missed_quote_is_added_with_its_speaker(page, served):
    select(page, "Drivers protested")
    page.keyboard.press("q")
    page.locator("[data-focus='speaker']").select_option(label="Bo Chan")
    page.locator("[data-slot='cue']").click()
    page.locator("#text p").last.get_by_text("said that").click(position={"x": 4, "y": 8})
    page.get_by_role("button", name="Save").click()
    saved(page, "Added")
    (decision,) = read_log(served.folder)
    assert decision.item.kind == "quote"
    assert BRIDGE[decision.patch["speaker"]["start"] :].startswith("Bo Chan")


def test_undo_across_a_restart_of_the_server(context, page, served):
    page.keyboard.press("a")
    expect(heading(page)).to_have_text("left")
    page.keyboard.press("2")
    expect(heading(page)).to_have_text("blocked")
    served.stop()
    page.keyboard.press("a")
    saved(page, "the server does not answer")
    served.start()
    again = context.new_page()
    again.goto(served.address)
    expect(again.locator("#card h2")).to_be_visible()
    for name in ("left", "opened"):
        again.keyboard.press("u")
        expect(heading(again)).to_have_text(name)
    again.keyboard.press("u")
    saved(again, "Nothing to undo")
    assert served.actions() == ["accept", "reject", "undo", "undo"]
    context.faults.clear()  # a server that was away is told on the console


def test_two_tabs_in_conflict(context, page, served):
    other = context.new_page()
    other.goto(page.url)
    expect(heading(other)).to_have_text("opened")
    page.keyboard.press("a")
    expect(heading(page)).to_have_text("left")
    other.keyboard.press("2")
    box = other.locator("dialog")
    expect(box).to_contain_text("You decided in another window")
    expect(box).to_contain_text("accepted")
    expect(box).to_contain_text("rejected: wrong type")
    assert served.actions() == ["accept"]
    other.get_by_role("button", name="Put mine in its place").click()
    expect(heading(other)).to_have_text("left")
    assert served.actions() == ["accept", "reject"]


def test_reviewers_by_name_and_their_disagreements(page, served):
    page.keyboard.press("a")
    expect(heading(page)).to_have_text("left")
    page.locator("#who").click()
    page.get_by_label("Your name").fill("bo")
    page.keyboard.press("Enter")
    page.goto(f"{served.base}/?status=all&item={NAMES['opened']}")
    expect(heading(page)).to_have_text("opened")
    page.keyboard.press("6")
    expect(page.locator("#counts")).to_contain_text("1 disagreement")
    page.locator("#counts a").click()
    expect(page.locator(".history")).to_contain_text("ann accepted")
    expect(page.locator(".history")).to_contain_text("bo rejected")
    assert [one.reviewer for one in read_log(served.folder)] == ["ann", "bo"]


def test_keys_are_on_the_screen_and_can_be_changed(page, served):
    page.keyboard.press("?")
    page.locator("dialog .key").first.click()
    page.keyboard.press("x")
    expect(page.locator("dialog .key").first).to_have_text("x")
    page.keyboard.press("Escape")
    expect(page.locator("[data-do='accept'] kbd")).to_have_text("x")
    page.keyboard.press("a")
    page.keyboard.press("x")
    saved(page, "Accepted. Saved as no. 1")
    page.reload()
    expect(page.locator("[data-do='accept'] kbd")).to_have_text("x")


def test_all_like_this_after_the_sample_by_keyboard(page, served):
    page.goto(f"{served.base}/?rule=protest.block&sample=1")
    for name in ("blocked", "protested"):
        expect(heading(page)).to_have_text(name)
        page.keyboard.press("a")
    expect(page.locator("#card")).to_contain_text("Nothing left in this view")
    page.keyboard.press("g")
    expect(page.locator("dialog")).to_contain_text("100%, likely 34% to 100%")
    page.keyboard.press("Escape")
    page.keyboard.press("u")
    expect(heading(page)).to_have_text("protested")


def test_a_hostile_article_does_nothing(context, page, served):
    other = hostile()
    for item in handles(other).values():
        page.goto(f"{served.base}/?status=all&item={item}")
        expect(page.locator("#text")).to_contain_text("<img src=x onerror=hit()>")
        page.locator("#card [data-rule]").first.evaluate("node => node.click()")
        expect(page.locator("dialog[open]")).to_be_visible()
        assert page.evaluate("window.hit === undefined")
        assert page.locator("#text img, #text script, #card script").count() == 0
        assert page.locator("#text .chip").first.inner_text() in {"U+202E", "U+200B"}
    page.goto(f"{served.base}/timeline")
    page.goto(f"{served.base}/voices")
    assert page.evaluate("window.hit === undefined")
    page.goto(f"{served.base}/?status=all&item={next(iter(handles(other).values()))}")
    expect(page.locator("#text .chip").first).to_be_visible()
    select(page, "vault")
    page.keyboard.press("v")
    page.locator("[data-focus='type']").select_option("CRIME")
    page.keyboard.press("Shift+Tab")
    page.get_by_role("button", name="Save").click()
    saved(page, "Added")
    (decision,) = read_log(served.folder)
    start, end = decision.item.spans[0]
    assert other.text[start:end] == "vault", "offsets hold beside hidden characters"


def test_clicking_another_item_in_the_text_goes_there_and_back_again(page):
    page.locator("#text .other-event", has_text="blocked").click()
    expect(heading(page)).to_have_text("blocked")
    assert NAMES["blocked"] in page.url
    page.go_back()
    expect(heading(page)).to_have_text("opened")


def test_pictures_lead_back_to_the_items(page, served):
    page.goto(f"{served.base}/timeline")
    page.locator(".picture a[aria-label^=BUSINESS]").click()
    expect(heading(page)).to_have_text("opened")
    with page.expect_download() as download:
        page.goto(f"{served.base}/timeline")
        page.get_by_role("link", name="Save as SVG").click()
    drawn = download.value.path().read_text(encoding="utf-8")
    assert drawn.startswith("<svg ")
    assert "<script" not in drawn


@pytest.mark.parametrize("width", [1366, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_has_contrast_and_nothing_is_cut_off(page, width, scheme):
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    low = page.evaluate(CONTRAST)
    assert low == []
    for name in ("Accept", "Reject", "Edit", "Skip"):
        expect(page.get_by_role("button", name=name).first).to_be_in_viewport()


# WCAG AA: 4.5 between a text and what is behind it.
CONTRAST = """() => {
  const parse = (css) => (css.match(/[\\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((one) => one / 255)
    .map((one) => one <= 0.03928 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4)
    .reduce((sum, one, at) => sum + one * [0.2126, 0.7152, 0.0722][at], 0);
  const low = [];
  for (const node of document.querySelectorAll("body *")) {
    const own = [...node.childNodes].some((one) => one.nodeType === 3 && one.data.trim());
    const isSeen = node.checkVisibility() && !node.matches("option, .sr, .sr *, noscript");
    if (!own || !isSeen) continue;
    let behind = null;
    for (let at = node; at && !behind; at = at.parentElement) {
      const told = parse(getComputedStyle(at).backgroundColor);
      if (told.length && (told.length < 4 || told[3] > 0.99)) behind = told;
    }
    const one = light(parse(getComputedStyle(node).color));
    const two = light(behind || [255, 255, 255]);
    const ratio = (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
    if (ratio < 4.5) low.push(`${node.tagName}.${node.className}: ${ratio.toFixed(2)}`);
  }
  return low;
}"""


def test_a_run_of_real_articles_is_reviewed(browser, extractor, root, tmp_path):
    records = [
        extractor.extract(path.read_text(encoding="utf-8"), article_id=path.stem)
        for path in sorted((root / "corpus").glob("dev0[12]*.txt"))
    ]
    server = Served(write(tmp_path, *records))
    try:
        opened = browser.new_page()
        opened.goto(server.address)
        expect(opened.locator("#card h2")).to_be_visible()
        before = ""
        for number in range(1, 13):
            opened.keyboard.press("a" if number % 3 else "1")
            saved(opened, f"Saved as no. {number}.")
            item = opened.evaluate("new URL(location).searchParams.get('item')")
            assert item != before
            before = item
        expect(opened.locator("#counts")).to_contain_text("8 accepted · 4 rejected")
        opened.close()
    finally:
        server.stop()
    assert len(read_log(tmp_path)) == 12
