"""Pictures: every dated event is in them, everything leads back, nothing hostile gets out."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest
from tests.review.conftest import BRIDGE, NASTY, Server, bridge, entity, find, quote, write
from tests.review.test_desk import NAMES, judge

from pipeline.review.parts import share
from pipeline.review.timeline import of_run
from pipeline.review.views import View
from pipeline.review.voices import voices

SVG = "{http://www.w3.org/2000/svg}"


def drawn(server, path, **query):
    answer = server.client.get(path, params=query)
    assert answer.headers["content-type"].startswith("image/svg+xml")
    return ET.fromstring(answer.text)


def links(picture):
    return [one.get("href") for one in picture.iter(f"{SVG}a")]


def dated(tmp_path, days):
    """A run with a BUSINESS event for each day."""
    records = []
    for number, day in enumerate(days):
        one = bridge(time={
            "timex": None, "value": day, "begin": day, "end": day, "granularity": "day",
            "relation": "on", "how": "document",
        })  # fmt: skip
        about = one.article.model_copy(update={"id": f"a{number}", "sha256": f"{number:064x}"})
        records.append(one.model_copy(update={"article": about}))
    return Server(write(tmp_path, *records)).let_in()


@pytest.mark.parametrize(
    ("days", "steps"),
    [
        (["2024-03-01", "2024-03-01", "2024-03-31"], ["1 Mar 2024", "31 Mar 2024"]),
        (["2023-01-05", "2023-12-05", "2023-12-06"], ["Jan 2023", "Dec 2023"]),
        (["1991-01-01", "2001-02-02", "2024-03-03"], ["1991", "2001", "2024"]),
    ],
)
def test_a_timeline_counts_by_day_month_or_year(tmp_path, days, steps):
    server = dated(tmp_path, days)
    timeline = of_run(server.desk.queue, View(status="all"), "type")
    rows = [row for row in timeline.rows if row[0] == "BUSINESS"]
    assert [row[1] for row in rows] == steps
    assert sum(int(row[2]) for row in rows) == len(days)
    server.close()


def test_what_lies_far_off_is_told_at_the_edge(tmp_path):
    server = dated(tmp_path, ["1066-10-14", *["2024-03-01"] * 60])
    picture = of_run(server.desk.queue, View(status="all"), "type").picture
    assert "1 before" in picture
    assert "1066" not in picture
    server.close()


def test_a_click_on_a_timeline_shows_the_items_behind_it(server):
    (link,) = links(drawn(server, "/timeline.svg"))
    assert "type=BUSINESS" in link
    rows = server.client.get(link.replace("/?", "/api/list?")).json()["html"]
    assert re.findall(r'<li class="item" data-item="(\w+)"', rows) == [NAMES["opened"]]


def test_an_article_has_a_timeline_of_its_own(server):
    judge(server, NAMES["opened"])
    for by, name in (("type", "BUSINESS"), ("speaker", "the article itself")):
        picture = drawn(server, "/timeline.svg", article="bridge", by=by)
        assert name in "".join(picture.itertext())
        assert links(picture) == [f"/?status=all&item={NAMES['opened']}"]
    page = server.client.get("/timeline", params={"article": "bridge"}).text
    assert "3 events without a date" in page


def test_only_what_was_kept_can_be_asked_for(server):
    assert server.client.get("/timeline.svg?status=kept").status_code == 404
    judge(server, NAMES["opened"])
    assert len(links(drawn(server, "/timeline.svg", status="kept"))) == 1


def test_who_said_what_about_whom(tmp_path):
    one = bridge()
    about = entity(4, NASTY, "ORG", find(BRIDGE, "toll", kind="name", rule="r"))
    told = one.model_dump()
    told["entities"].append(about)
    told["quotes"] = [
        quote(BRIDGE, 1, "the toll would rise", speaker="e3") | {"stance": "denies"}
    ]
    server = Server(write(tmp_path, type(one).model_validate(told))).let_in()
    found = voices(server.desk.queue, View(status="all"))
    assert found.rows == [("Bo Chan", "denies", NASTY, "1")]
    picture = drawn(server, "/voices.svg")
    (link,) = links(picture)
    assert "speaker=Bo+Chan" in link
    text = server.client.get("/voices").text
    assert NASTY not in text
    assert "tone-against" in text
    assert server.client.get(link.replace("/?", "/api/look?")).json()["edit"]["kind"] == "quote"
    server.close()


@pytest.mark.parametrize("path", ["/timeline", "/voices"])
def test_nothing_to_draw_is_said(server, path):
    page = server.client.get(path, params={"q": "nowhere"}).text
    assert "Nothing to draw" in page
    assert server.client.get(f"{path}.svg", params={"q": "nowhere"}).status_code == 404


def test_a_share_comes_with_its_interval():
    assert share(10, 10) == "100%, likely 72% to 100%"
    assert share(5, 10) == "50%, likely 24% to 76%"
    assert share(0, 0) == ""
