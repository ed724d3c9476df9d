from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest

from pipeline.writers.page import page

HOSTILE = "</mark><script>alert(1)</script><img src=x onerror=alert(2)> \" ' & \u202e\u200b\x1b"


class Page(HTMLParser):
    """What a browser would make of a page: elements, and the text between them."""

    def __init__(self, source):
        super().__init__()
        self.elements, self.text, self.open = [], [], []
        self.feed(source)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in {"meta", "input"}:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] not in {"style", "script"}:
            self.text.append(data)

    def having(self, name, value):
        return [attrs for _, attrs in self.elements if attrs.get(name) == value]


@pytest.fixture
def hostile(record):
    """A record in which every text that can be is hostile."""
    article = record.article.model_copy(
        update={
            "id": HOSTILE,
            "title": HOSTILE,
            "source": HOSTILE,
            "url": "javascript:alert(1)",
        }
    )
    entities = [one.model_copy(update={"name": HOSTILE}) for one in record.entities]
    events = [
        one.model_copy(update={"rule": HOSTILE, "type": HOSTILE}) for one in record.events
    ]
    return record.model_copy(
        update={"article": article, "entities": entities, "events": events,
                "text": record.text.replace("Bank staff", HOSTILE[:10])}
    )  # fmt: skip


def test_the_text_is_whole_and_each_item_has_a_mark_and_a_card(record):
    found = Page("".join(page([record])))
    assert not found.open
    shown = " ".join("".join(found.text).split())
    assert " ".join(record.text.split("\n\n")[1].split()) in shown
    for one in ("ev1", "ev2", "q1", "t1", "t2", "e1", "e2"):
        assert len(found.having("data-item", one)) == 1
        assert len(found.having("id", f"a1-at-{one}")) == 1
        assert found.having("href", f"#a1-at-{one}")


def test_overlapping_spans_are_all_told_of_where_they_lie(record):
    found = Page("".join(page([record])))
    (mark,) = (a for a in found.having("id", "a1-at-t2"))
    assert mark["class"].split() == ["time", "content", "argument", "sentence"]
    assert (mark["data-ids"], mark["data-near"]) == ("t2 q1 ev2", "ev2")


def test_nothing_in_a_record_becomes_markup(hostile):
    source = "".join(page([hostile, hostile]))
    found = Page(source)
    assert not found.open
    tags = [tag for tag, _ in found.elements]
    assert (tags.count("script"), tags.count("img")) == (1, 0)
    assert not [
        attrs for _, attrs in found.elements if any(name.startswith("on") for name in attrs)
    ]
    assert all(a["href"].startswith("#") for _, a in found.elements if "href" in a)
    assert "\u202e" not in source
    assert "\x1b" not in source
    assert '<span class="hidden" title="a hidden character">U+202E</span>' in source


def test_a_page_asks_for_nothing_and_runs_only_its_own_script(record):
    source = "".join(page([record]))
    assert not re.search(r"https?://|url\(|@import|src=", source)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', source)[1]
    for tag in ("style", "script"):
        inline = re.search(rf"<{tag}>(.*?)</{tag}>", source, re.DOTALL)[1]
        digest = base64.b64encode(hashlib.sha256(inline.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'")


def test_several_articles_get_an_index(record):
    found = Page("".join(page([record, record])))
    assert found.having("href", "#a1")
    assert found.having("id", "a2")


def test_a_record_without_items_says_so(plain):
    assert "".join(page([plain("x\n\ny")])).count("none found") == 4


def test_the_same_record_gives_the_same_page(record):
    assert "".join(page([record])) == "".join(page([record]))
