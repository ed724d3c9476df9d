"""Web archives: one article a page, and damage that costs no more than its record."""

from __future__ import annotations

import gzip
import io
import random
import re
import time
import tracemalloc
import zlib

import pytest

from pipeline.intake import Failure
from pipeline.readers.articles import Reading, count_known, read_articles
from pipeline.readers.complete import Knowledge, read_now, unread
from pipeline.readers.extras import missing_extras
from pipeline.readers.found import find_places
from pipeline.readers.frames import MAX_BODY, read_frames
from pipeline.readers.warc import Ids, read_warc

if missing := missing_extras("warc"):
    pytest.skip(f"needs newsclaims[{','.join(missing)}]", allow_module_level=True)

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

SITE = "https://www.fjordpost.example"
GZIP = [("Content-Encoding", "gzip")]
STORY = "Norway on Thursday expelled two Belarusian diplomats and accused them of spying."


def page(words=STORY, head=""):
    return f"<html><head>{head}</head><body><p>{words}</p></body></html>".encode()


def record(url=f"{SITE}/a", body=None, *, kind="response", packed=True, **how):
    """One record as warcio writes it.

    `how`: status, headers (of HTTP), day (of the crawl), type (of the content), more (headers
    of the record).
    """
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    headers = [("Content-Type", how.get("type", "text/html; charset=utf-8"))]
    http = StatusAndHeaders(
        how.get("status", "200 OK"), [*headers, *how.get("headers", [])], protocol="HTTP/1.1"
    )
    writer.write_record(
        writer.create_warc_record(
            url,
            kind,
            payload=io.BytesIO(page() if body is None else body),
            http_headers=http if kind in {"response", "request", "revisit"} else None,
            warc_content_type=how.get("type", "text/html") if kind == "resource" else "",
            warc_headers_dict={
                "WARC-Date": f"{how.get('day', '2024-03-09')}T12:00:00Z",
                **how.get("more", {}),
            },
        )
    )
    return out.getvalue()


def read(*records, name="a.warc.gz"):
    stream = io.BytesIO(b"".join(records))
    taken, items = set(), []
    for item in read_warc(stream, name=name, stem="a", ids=Ids(taken.__contains__)):
        if isinstance(item, Failure):
            items.append(item)
        else:
            taken.add(item.id)
            items.append(read_now(unread(item, Knowledge(None, None))))
    return items


def ids(items):
    return [item.error if isinstance(item, Failure) else item.article.id for item in items]


def told(items):
    return [(item.where, item.error) for item in items if isinstance(item, Failure)]


both = pytest.mark.parametrize("packed", [True, False])


@both
def test_a_page_that_was_fetched_is_an_article(packed):
    head = '<meta property="article:published_time" content="2024-03-07"><title>Spies</title>'
    (item,) = read(record(f"{SITE}/2024/spies?id=1", page(head=head), packed=packed))
    article = item.article
    assert (item.where, article.id) == ("a.warc.gz:1", "fjordpost.example/2024/spies-id-1")
    assert (article.text, article.url) == (STORY, f"{SITE}/2024/spies?id=1")
    assert (article.published, article.published_from) == ("2024-03-07", "metadata")
    assert (article.source, article.title) == ("fjordpost.example", "Spies")


def test_the_day_of_the_crawl_is_no_publication_day():
    (item,) = read(record(day="2024-03-09"))
    assert (item.article.published, item.article.published_from) == (None, "none")


def test_a_page_is_not_published_after_it_was_fetched():
    head = '<meta property="article:published_time" content="2024-04-07">'
    (item,) = read(record(body=page(head=head), day="2024-03-09"))
    assert item.article.published is None
    assert item.article.warnings == (
        "the page's date 2024-04-07 is not used: it is after 2024-03-10",
    )


def test_a_page_that_the_crawler_cut_off_says_so():
    (item,) = read(record(more={"WARC-Truncated": "length"}))
    assert item.article.warnings == ("the crawler cut the page off: length",)


@both
def test_what_is_no_page_is_passed_over(packed):
    others = [
        record(kind="request", packed=packed),
        record(kind="revisit", packed=packed),
        record(kind="metadata", packed=packed),
        record("dns:fjordpost.example", b"20240309 1.2.3.4", type="text/dns", packed=packed),
        record(f"{SITE}/p.jpg", b"\xff\xd8\xff", type="image/jpeg", packed=packed),
        record(f"{SITE}/gone", status="404 Not Found", packed=packed),
        record(f"{SITE}/moved", b"", status="301 Moved Permanently", packed=packed),
        record(f"{SITE}/x.pdf", b"%PDF", type="application/pdf", packed=packed),
        record("file:///a.css", b"p {}", kind="resource", type="text/css", packed=packed),
    ]
    saved = record("file:///b.html", kind="resource", packed=packed)
    items = read(*others, record(packed=packed), saved)
    assert ids(items) == ["fjordpost.example/a", "b.html"]
    assert [item.where for item in items] == ["a.warc.gz:10", "a.warc.gz:11"]


def test_addresses_make_ids_that_are_safe_and_unique():
    urls = [f"{SITE}/{last}" for last in ("a", "a", "a~2", "a", "é ü?q=<b>", "long/" * 100)]
    found = ids(read(*map(record, urls)))
    assert found[:4] == [
        "fjordpost.example/a",
        "fjordpost.example/a~2",
        "fjordpost.example/a-2",
        "fjordpost.example/a~3",
    ]
    assert len(set(found)) == len(urls)
    assert all(len(one) <= 160 and re.fullmatch(r"[\w./~-]+", one, re.ASCII) for one in found)


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (gzip.compress(page()), GZIP),
        (zlib.compress(page()), [("Content-Encoding", "deflate")]),
        (zlib.compress(page())[2:-4], [("Content-Encoding", "deflate")]),
        (page(), GZIP),
        (page(), [("Content-Encoding", "br")]),
        (b"10\r\n" + page()[:16] + b"\r\nfff\r\n" + page()[16:] + b"\r\n0\r\n\r\n",
         [("Transfer-Encoding", "chunked")]),
        (page(), [("Transfer-Encoding", "chunked")]),
    ],
    ids=["gzip", "zlib", "deflate", "not packed", "not br", "chunked", "not chunked"],
)  # fmt: skip
def test_what_the_server_packed_is_unpacked(body, headers):
    (item,) = read(record(body=body, headers=headers))
    assert item.article.text == STORY


def test_the_servers_charset_is_obeyed():
    body = page("Zoë left.", '<meta charset="koi8-r">').decode().encode("cp1252")
    (item,) = read(record(body=body, type="text/html; charset='ISO-8859-1'"))
    assert (item.article.text, item.article.encoding) == ("Zoë left.", "cp1252")


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (record(f"{SITE}/b", b"<html></html>"), "no article text found"),
        (record(f"{SITE}/b", b"\xce\xb2\xcf\x81", headers=[("Content-Encoding", "br")]),
         "packed as 'br', which is not read"),
        (record(f"{SITE}/b", gzip.compress(page())[:-9], headers=GZIP),
         "the packed page breaks off"),
        (record(f"{SITE}/b", gzip.compress(b"<p>" + b" " * 4_000_000), headers=GZIP),
         "unpacks to over 1,000,000 bytes, which no page does"),
        (gzip.compress(b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://b.example/\r\n"
                       b"Content-Length: 7\r\n\r\nNo HTTP\r\n\r\n"),
         "does not begin with HTTP/1.1 or like it"),
        (gzip.compress(b"WARC/9.9\r\nContent-Length: 0\r\n\r\n\r\n\r\n"),
         "does not begin with WARC/1.1 or like it"),
        (gzip.compress(b"WARC/1.0\r\nWARC-Type: response\r\n\r\n"),
         "a record whose header states no length"),
        (gzip.compress(b"nonsense\r\n\r\nmore nonsense\r\n"), "not a WARC record"),
        (b"no gzip at all", "damaged: it cannot be unpacked"),
        (record(body=random.Random(1).randbytes(20_000))[:9_000], "this record breaks off"),
        (record(body=random.Random(1).randbytes(20_000))[:-9],
         "damaged: it cannot be unpacked"),
        (gzip.compress(b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 900000000\r\n\r\n"
                       + bytes(30_000_000)),
         "packed more than 200 to 1, which no page is"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_a_bad_record_costs_only_itself(bad, said):
    items = read(record(), bad, record(f"{SITE}/c"))
    assert ids(items) == ["fjordpost.example/a", said, "fjordpost.example/c"]
    assert items[1].where == "a.warc.gz:2"
    assert items[1].fix


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (b"WARC/1.0\r\nWARC-Type: response\r\n\r\n", "a record whose header states no length"),
        (b"WARC/1.0\r\nContent-Length: 400\r\n\r\nshort\r\n\r\n",
         "a record of another length than its header states"),
        (b"WARC/1.0\r\nContent-Length: 90000\r\n\r\nshort\r\n\r\n",
         "this record breaks off"),
        (b"WARC/1.0\r\nContent-Length: 4\r\n\r\nmuch longer\r\n\r\n",
         "a record of another length than its header states"),
        (b"nonsense\r\n" * 100_000, "not a WARC record"),
        (b"WARC/1.0\r\n" + b"X" * 200_000 + b"\r\n\r\n",
         "a record whose header states no length"),
    ],
)  # fmt: skip
def test_damage_in_a_plain_archive_costs_only_its_record(bad, said):
    items = read(record(packed=False), bad, record(f"{SITE}/c", packed=False))
    assert ids(items) == ["fjordpost.example/a", said, "fjordpost.example/c"]


@both
def test_an_archive_that_was_cut_off_gives_what_is_whole(packed):
    whole = record(packed=packed) + record(f"{SITE}/b", packed=packed)
    for cut in range(len(whole) - 60, len(whole) - 20, 7):
        items = read(whole[:cut])
        assert ids(items) == ["fjordpost.example/a", "this record breaks off"]


def test_an_archive_in_one_gzip_piece_is_read():
    plain = record(packed=False) + record(f"{SITE}/b", packed=False)
    assert ids(read(gzip.compress(plain))) == ["fjordpost.example/a", "fjordpost.example/b"]


def test_a_record_that_is_too_long_is_not_loaded():
    body = b"<html><p>" + b"word " * (MAX_BODY // 5 + 10)
    items = read(record(packed=False, body=body), record(f"{SITE}/b", packed=False))
    assert "no page has over 20,000,000" in items[0].error
    assert items[1].article.id == "fjordpost.example/b"
    film = record(f"{SITE}/film", bytes(MAX_BODY + 5), type="video/mp4", packed=False)
    assert ids(read(film, record(packed=False))) == ["fjordpost.example/a"]


@both
def test_whatever_is_damaged_the_rest_is_read_and_nothing_is_said(packed, capfd):
    chance = random.Random(7)
    parts = [record(f"{SITE}/{n}", packed=packed) for n in range(6)]
    for _ in range(25):
        archive = bytearray(b"".join(parts))
        at = chance.randrange(len(archive))
        archive[at] ^= 1 << chance.randrange(8)
        good = sum(not isinstance(item, Failure) for item in read(bytes(archive)))
        assert good >= 5
    assert capfd.readouterr() == ("", "")


def test_any_bytes_end():
    chance = random.Random(3)
    for size in (0, 1, 2, 3, 10, 1_000, 200_000):
        raw = chance.randbytes(size)
        for head in (b"", b"\x1f\x8b\x08", b"WARC/1.0\r\n", b"\x1f\x8b\x08" * 500):
            assert len(list(read_frames(io.BytesIO(head + raw)))) < 3


def test_what_only_looks_like_records_is_given_up():
    items = read(record(), b"\x1f\x8b\x08\0" * 100_000, record(f"{SITE}/b"))
    assert ids(items) == [
        "fjordpost.example/a",
        "damaged: it cannot be unpacked",
        "damaged beyond this record: the rest of the file is not read",
    ]


def test_a_bomb_takes_no_time_and_no_memory():
    pack = zlib.compressobj(9, zlib.DEFLATED, 31)
    head = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 200000000\r\n\r\n"
    parts = [
        pack.compress(head),
        *(pack.compress(bytes(10**6)) for _ in range(200)),
        pack.flush(),
    ]
    began = time.process_time()
    tracemalloc.start()
    items = read(record(), *parts, record(f"{SITE}/b"))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert ids(items)[1:] == [
        "packed more than 200 to 1, which no page is",
        "fjordpost.example/b",
    ]
    assert most < 30_000_000
    assert time.process_time() - began < 5


def test_archives_in_a_folder_share_their_ids_out(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "1.warc.gz").write_bytes(record() + record(f"{SITE}/b"))
    (tmp_path / "2.warc").write_bytes(record(packed=False) + record("", packed=False))
    (tmp_path / "3.warc.gz").write_bytes(record(packed=False))
    places = find_places(["."])
    assert count_known(places) is None
    assert [place.relative for place in places] == ["1", "2", "3"]
    items = list(map(read_now, read_articles(places, Reading(published="2024-03-07"))))
    assert told(items) == []
    assert ids(items) == [
        "fjordpost.example/a",
        "fjordpost.example/b",
        "fjordpost.example/a~2",
        "fjordpost.example/a~3",
    ]
    assert {item.article.published_from for item in items} == {"given"}
