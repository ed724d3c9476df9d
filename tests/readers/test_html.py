"""Web pages: what is taken from them, what is not, and what costs only the page."""

from __future__ import annotations

import contextlib
import io
import json
import logging
import os
import re
import socket
import subprocess
import sys
import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import ArticleError
from pipeline.readers.articles import Reading, count_known, read_articles
from pipeline.readers.complete import read_now
from pipeline.readers.extras import missing_extras
from pipeline.readers.found import Places, find_places
from pipeline.readers.html import Page, opens_html, read_page
from pipeline.readers.lines import MAX_BYTES
from pipeline.readers.metadata import Metadata, Row
from pipeline.readers.places import Place

if missing := missing_extras("html"):
    pytest.skip(f"needs newsclaims[{','.join(missing)}]", allow_module_level=True)

STORY = (
    "<p>Norway on Thursday expelled two Belarusian diplomats and accused them of spying.</p>"
    "<p>The two left Oslo on Friday, Foreign Minister Kari Eide said after a meeting.</p>"
    "<p>Relations have been poor since Minsk recalled its ambassador after an election.</p>"
)


def page(body=f"<article>{STORY}</article>", head=""):
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


def read(text, **known):
    raw = text if isinstance(text, bytes) else text.encode()
    return read_page(Page(raw, **known), "a", "a.html")


def json_ld(**fields):
    return f'<script type="application/ld+json">{json.dumps(fields)}</script>'


def test_a_page_gives_its_text_and_what_it_says_of_itself():
    head = """<title>Norway expels two diplomats | Fjord Post</title>
        <link rel="canonical" href="https://www.fjordpost.example/world/norway">
        <meta property="og:title" content="Norway expels two diplomats">
        <meta property="og:site_name" content="Fjord Post">
        <meta property="article:published_time" content="2024-03-07T23:30:00-05:00">
        <style>p {color: red}</style><script>var hidden = "no text";</script>"""
    body = f"""<nav><a href="/">Home</a> <a href="/world">World</a></nav>
        <header><h1>Norway expels two diplomats</h1></header>
        <article>{STORY}<script>more()</script></article>
        <aside><h3>Related</h3><a href="/b">Another story altogether</a></aside>
        <footer>Copyright Fjord Post</footer>"""
    article = read(page(body, head))
    assert article.text == (
        "Norway expels two diplomats\n"
        "Norway on Thursday expelled two Belarusian diplomats and accused them of spying.\n"
        "The two left Oslo on Friday, Foreign Minister Kari Eide said after a meeting.\n"
        "Relations have been poor since Minsk recalled its ambassador after an election."
    )
    assert (article.id, article.title) == ("a", "Norway expels two diplomats")
    assert (article.source, article.url) == (
        "Fjord Post",
        "https://www.fjordpost.example/world/norway",
    )
    assert (article.published, article.published_from) == ("2024-03-07", "metadata")
    assert (article.encoding, article.warnings) == ("utf-8", ())


def test_a_page_that_says_nothing_of_itself_leaves_it_unknown():
    article = read(page())
    assert (article.title, article.source, article.url) == (None, None, None)
    assert (article.published, article.published_from) == (None, "none")


@pytest.mark.parametrize(
    "head",
    [
        json_ld(datePublished="2024-03-07T10:00:00Z", dateModified="2024-05-01T10:00:00Z"),
        '<meta property="article:published_time" content="2024-03-07">',
        '<meta name="date" content="2024-03-07">'
        '<meta property="article:modified_time" content="2024-05-01">',
        '<meta name="pubdate" content="20240307">',
        '<meta name="pubdate" content="March 7, 2024">',
        '<link rel="canonical" href="https://www.fjordpost.example/2024/03/07/norway">',
        '<meta property="og:url" content="https://www.fjordpost.example/2024/03/07/norway">',
        json_ld(datePublished="1970-01-01T00:00:00Z")
        + '<meta property="article:published_time" content="2024-03-07">',
    ],
)
def test_the_publication_day_is_what_the_page_states(head):
    article = read(page(head=head))
    assert (article.published, article.published_from) == ("2024-03-07", "metadata")


@pytest.mark.parametrize(
    "body",
    [
        f'<time datetime="2024-03-07T10:00">7 March</time>{STORY}',
        f'<p class="published-date">March 7, 2024</p>{STORY}',
        f'<p>By A. Holm, <span class="date">7 March 2024</span></p>{STORY}',
    ],
)
def test_a_byline_can_state_it(body):
    assert read(page(f"<article>{body}</article>")).published == "2024-03-07"


@pytest.mark.parametrize(
    "body",
    [
        "<p>The contract that both signed on 2020-01-05 runs for ten years, the ministry said, "
        "and nobody has asked for an end to it since.</p>",
        "<h2>What happened on 2020-01-05</h2>",
        "<p>The bridge opened on 2020-01-05.</p>",
        '<aside><a href="/x">Old <time datetime="2020-01-05">story</time></a></aside>',
        '<img src="/images/2020/01/05/oslo.jpg">',
    ],
)
def test_a_date_in_the_story_or_of_another_is_no_publication_day(body):
    assert read(page(f"<article>{STORY}{body}</article>")).published is None


@pytest.mark.parametrize(
    ("stated", "fetched", "warning"),
    [
        ("1970-01-01", None, "the page's date 1970-01-01 is not used: it is before 1990"),
        ("2204-03-07", None, "the page's date 2204-03-07 is not used: it is after 2099-12-31"),
        ("03/07/2024", None, "the page's date 03/07/2024 is not used: which is the month?"),
        ("2024-03-09", date(2024, 3, 7),
         "the page's date 2024-03-09 is not used: it is after 2024-03-08"),
    ],
)  # fmt: skip
def test_a_date_that_cannot_be_is_left_out_with_a_warning(stated, fetched, warning):
    head = f'<meta property="article:published_time" content="{stated}">'
    article = read(page(head=head), fetched=fetched)
    assert (article.published, article.warnings) == (None, (warning,))


def test_a_day_that_is_written_twice_is_not_in_doubt():
    head = '<meta name="pubdate" content="03/07/2024">' + json_ld(datePublished="2024-07-03")
    assert read(page(head=head)).published == "2024-07-03"


def test_a_page_can_be_stored_in_a_time_zone_behind_its_own():
    head = '<meta property="article:published_time" content="2024-03-08T01:00:00+09:00">'
    assert read(page(head=head), fetched=date(2024, 3, 7)).published == "2024-03-08"


WORDS = "“No,” said Zoë’s aide in Genève, who paid €5."


@pytest.mark.parametrize(
    ("raw", "charset", "encoding"),
    [
        (page(f"<p>{WORDS}</p>").encode(), "", "utf-8"),
        (page(f"<p>{WORDS}</p>").encode(), "iso-8859-1", "utf-8"),
        (page(f"<p>{WORDS}</p>").encode("utf-8-sig"), "", "utf-8-sig"),
        (page(f"<p>{WORDS}</p>").encode("utf-16"), "", "utf-16"),
        (page(f"<p>{WORDS}</p>").encode("utf-16-le"), "UTF-16LE", "utf-16-le"),
        (page(f"<p>{WORDS}</p>").encode("cp1252"), "windows-1252", "cp1252"),
        (page(f"<p>{WORDS}</p>").encode("cp1252"), "ISO-8859-1", "cp1252"),
        (page(f"<p>{WORDS}</p>", '<meta charset="latin1">').encode("cp1252"), "", "cp1252"),
        (page(f"<p>{WORDS}</p>", "<meta http-equiv='Content-Type' content='text/html; "
              "charset=gb18030'>").encode("gb18030"), "", "gb18030"),
        (page(f"<p>{WORDS}</p>", '<meta charset="latin1">').encode("mac-roman"), "macintosh",
         "mac-roman"),
        (b'<?xml version="1.0" encoding="windows-1252"?>'
         + page(f"<p>{WORDS}</p>").encode("cp1252"), "", "cp1252"),
    ],
)  # fmt: skip
def test_a_page_is_decoded_as_it_or_its_server_declares(raw, charset, encoding):
    article = read(raw, charset=charset)
    assert (article.text, article.encoding, article.warnings) == (WORDS, encoding, ())


@pytest.mark.parametrize("charset", ["", "utf-8", "utf-7", "hex", "nonsense", "x" * 300])
def test_a_page_that_declares_nothing_that_fits_is_read_with_a_warning(charset):
    article = read(page(f"<p>{WORDS}</p>").encode("cp1252"), charset=charset)
    assert (article.text, article.encoding) == (WORDS, "cp1252")
    assert article.warnings[0].startswith("not UTF-8")


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("&ldquo;They said &lsquo;never&rsquo;,&rdquo; he said&mdash;&amp; left.",
         "“They said ‘never’,” he said—& left."),
        ("don&#146;t &#x93;go&#x94; &#8212; &#233;t&eacute;.", "don’t “go” — été."),
        ("one&nbsp;two&#1;\x02 &#0; 3.", "one two 3."),
        ("&#x1F600; &#xD800;.", "😀 �."),
        ("5 &lt; 6 &ampersand.", "5 < 6 &ersand."),
        ("He wrote: <q>I <b>will</b> not <i>go</i></q>, and <q>left</q>.",
         "He wrote: “I will not go”, and “left”."),
    ],
)  # fmt: skip
def test_references_are_read_as_browsers_read_them(written, text):
    assert read(page(f"<p>{written}</p>")).text.replace("\xa0", " ") == text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>A short story.</p>", "A short story."),
        ("<h1>Headline</h1><p>A short story.</p>", "Headline\nA short story."),
        ("<h1>One</h1><p>A short story.</p><h1>Two</h1><p>Another.</p>", None),
    ],
)
def test_a_single_headline_stands_first(body, text):
    found = read(page(body)).text
    assert found == text or (text is None and found.count("One") <= 1)


@pytest.mark.parametrize(
    "raw", ["<p>A short story.</p>", "A short story.", "<div>A short story."]
)
def test_a_fragment_is_read(raw):
    assert read(raw).text == "A short story."


LINKED = "<p>The <a href=x>Bank of Norway</a> <span>raised</span> its rate on Thursday.</p>"
MENU = '<nav><a href="/">Home</a> <a href="/world">World</a></nav>'


@pytest.mark.parametrize("body", [LINKED, f"<article>{LINKED}</article>", MENU + LINKED])
def test_a_brief_of_one_sentence_is_read_without_what_is_around_it(body):
    assert read(page(body)).text == "The Bank of Norway raised its rate on Thursday."


def test_what_a_page_holds_for_a_script_to_show_is_read():
    head = json_ld(articleBody=" ".join(STORY.replace("<p>", "").split("</p>")))
    found = read(page("<p>Please enable JavaScript to read this page.</p>", head))
    assert found.text.startswith("Norway on Thursday expelled")


@pytest.mark.parametrize(
    "body",
    [
        f"{MENU}<h1>Page not found</h1><a href=/>Go to the front page</a>",
        f"{MENU}<h1>Log in</h1><form><label>Email</label></form><p>Forgot your password?</p>",
        "<h1>Latest</h1><ul><li><a href=1>Storm hits coast</a>"
        "<li><a href=2>Bank raises rate</a><li><a href=3>Council approves bridge</a></ul>",
    ],
)
def test_a_page_of_links_holds_no_article(body):
    with pytest.raises(ArticleError, match="no article text found"):
        read(page(body))


def test_a_page_that_breaks_off_is_read_as_far_as_it_goes():
    whole = page(f"<article>{STORY}</article>")
    half = whole[: whole.index("Relations have been")] + "Relations ha"
    assert read(half).text.endswith("after a meeting.\nRelations ha")


def test_what_is_laid_out_in_tables_is_found():
    cells = "<table><tr><td>Home</td><td><table><tr><td>"
    assert "The two left Oslo on Friday" in read(page(f"{cells}{STORY}</table></table>")).text


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "no article text found"),
        (b" \n ", "no article text found"),
        (b"<html></html>", "no article text found"),
        (page("<script>x()</script>").encode(), "no article text found"),
        (page("<p>a\0b</p>").encode(), "not text: a NUL byte at byte 44"),
        (b"%PDF-1.7", "a PDF file, not text"),
        (b"\x1f\x8b\x08", "a gzip archive, not text"),
        (page("<div>" * 3_000 + STORY).encode(), "tags nested over 2,000 deep"),
        (b"<b>x" * 200_001, "200,001 tags; no page has over 200,000"),
        (page(f"<p {'a ' * 6_000}>x</p>").encode(), "a tag of over 5,000 words"),
        (b"<p>" + b"x" * MAX_BYTES, "20,000,003 bytes; no page has over 20,000,000"),
    ],
)
def test_what_is_no_article_is_refused_with_a_remedy(raw, said):
    with pytest.raises(ArticleError) as caught:
        read(raw)
    assert (caught.value.what, caught.value.where) == (said, "a.html")
    assert caught.value.fix


def test_tags_nested_deeper_than_usual_hide_nothing():
    found = read(page(f"{STORY}{'<font>' * 600}<p>The last word is here.</p>")).text
    assert "The last word is here." in found


def _pictured(width):
    return f'<img alt="{"a word " * width}" src="data:image/png;base64,{"QUJD" * width}">'


@pytest.mark.parametrize(
    "hostile",
    [
        "<div>" * 1_000_000,
        "<!--" * 1_000_000,
        "<" * 200_000,
        "<p>" + " " * 5_000_000 + "</p>",
        "<p>" + "x" * 5_000_000 + "</p>",
        "<p title='" * 100_000,
        "<html" + " " * 200_000 + "\n",
        '<script type="application/ld+json">' + '{"a":' * 100_000 + "</script>",
        "<table><tr><td>" * 20_000,
        "<a href=x>y</a> " * 20_000,
        "2024-03-" * 500_000,
        "&#x" * 1_000_000,
        _pictured(100_000),
    ],
    ids=lambda text: text[:12],
)
def test_a_hostile_page_takes_seconds_and_costs_no_more_than_itself(hostile):
    began = time.process_time()
    with contextlib.suppress(ArticleError):
        assert read(page(hostile + STORY)).text
    assert time.process_time() - began < 20


def test_a_bug_of_a_library_costs_only_its_page(monkeypatch):
    def fail(*_, **__):
        raise RecursionError("too deep")

    monkeypatch.setattr("trafilatura.bare_extraction", fail)
    with pytest.raises(ArticleError, match="could not be read: RecursionError: too deep"):
        read(page())


_TAGS = re.findall(
    r"\S+",
    """
    <p> </p> <div> </div> <a href='//[x'> </a> <table> <td> <q> </q> <h1> </h1> <br> <title>
    <time datetime='2024-99-99'> <meta property='og:url' content='http://[::1'> <svg> <!-- -->
    <link rel=canonical href='https://x.example:99999/'> <html> <body> &#99; &#150; <b <i> </
    <script type="application/ld+json"> {"datePublished":["2024"]} {"@graph":[1]} </script>
    """,
)
_WORDS = ["Ministers met. ", "“No”, he said.", "\u202e", "\x85", "\r", "2024-03-07 "]
_ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
_PAGES = st.lists(st.sampled_from(_TAGS + _WORDS) | _ANY, max_size=40).map("".join)


@given(_PAGES | st.binary())
@settings(max_examples=100, deadline=None)
def test_whatever_comes_is_an_article_or_a_failure_with_a_remedy(raw):
    said = None
    try:
        said = read(raw)
    except ArticleError as error:
        said = error
    if isinstance(said, ArticleError):
        assert said.fix
        assert said.reason != "bug", said
    else:
        assert said.text.strip() == said.text != ""
        assert said.text.encode("utf-8")
        assert said == read(raw)


def test_nothing_is_logged_on_stderr(capfd, monkeypatch):
    monkeypatch.setattr(logging.getLogger(), "handlers", [])
    with pytest.raises(ArticleError):
        read("<html></html>")
    read(page(head='<script type="application/ld+json">{"@type": </script>'))
    assert capfd.readouterr() == ("", "")


def test_nothing_is_fetched(monkeypatch):
    def refuse(*_):
        pytest.fail("the network was used")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    head = '<link rel="canonical" href="https://www.fjordpost.example/a"><base href="//x.y/">'
    assert read(page(head=head)).url == "https://www.fjordpost.example/a"


def test_the_same_bytes_give_the_same_article_wherever_it_is_read(tmp_path):
    head = json_ld(datePublished="2024-03-07T23:30:00-05:00", headline="Norway")
    (tmp_path / "a.html").write_text(page(f"<h1>Norway</h1>{STORY * 3}{STORY}", head))
    code = (
        "from pathlib import Path; from pipeline.readers.html import *;"
        "print(ascii(read_page(Page(Path('a.html').read_bytes()), 'a', 'w')))"
    )
    said = set()
    for seed, zone in (("0", "UTC"), ("1", "Pacific/Auckland"), ("2", "America/Los_Angeles")):
        env = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone}
        command = [sys.executable, "-c", code]
        done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, check=True)
        said.add(done.stdout)
    assert len(said) == 1


def test_pages_in_a_folder_are_articles_whose_number_is_known(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("a.html", "sub/b.HTM", "sub/a.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(page())
    (tmp_path / "c.txt").write_text("Ministers met.")
    (tmp_path / "d.html").write_text("<html></html>")
    places = find_places(["."])
    assert count_known(places) == 5
    known = Metadata({"c": Row("t:1", {}), "sub/a": Row("t:2", {"title": "Another"})})
    found = map(read_now, read_articles(places, Reading(metadata=known)))
    items = {item.id: item for item in found}
    assert sorted(items) == ["a", "b", "c", "d", "sub/a"]
    assert items["sub/a"].article.title == "Another"
    assert (items["d"].where, items["d"].error) == ("d.html", "no article text found")


def test_a_page_can_come_on_stdin():
    stdin = io.BytesIO(page().encode())
    (item,) = map(read_now, read_articles(Places([Place(None, "stdin")]), Reading(stdin=stdin)))
    assert item.article.text.startswith("Norway on Thursday")


@pytest.mark.parametrize(
    ("head", "is_page"),
    [
        (b"<!doctype html><p>", True),
        (b"\xef\xbb\xbf\n<!-- saved --> <HTML lang=en>", True),
        (b"<htmlish>", False),
        (b"The <html> tag", False),
        (b"", False),
    ],
)
def test_a_page_is_told_by_how_it_begins(head, is_page):
    assert opens_html(head) is is_page
