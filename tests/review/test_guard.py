"""The local server lets in nobody but its own user, and no page of anybody else's."""

from __future__ import annotations

import json
import re
from http.cookies import SimpleCookie

import pytest

from pipeline.errors import SettingsError
from pipeline.review.guard import HEADER, LARGEST, POLICY
from pipeline.review.serve import Door, check_host, listen, lock_of, read_token

UNDO = {"reviewer": "ann"}
PATHS = ["/", "/api/look", "/api/list", "/static/app.js", "/nowhere", "/api/undo"]


def test_the_opened_address_is_exchanged_once_for_a_cookie(stranger):
    token = stranger.lock.token
    assert len(token) >= 43, "256 bits"
    answer = stranger.client.get("/open", params={"token": token})
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    (cookie,) = SimpleCookie(answer.headers["set-cookie"]).values()
    assert cookie.key == "newsclaims_8000", "ports of a host share cookies"
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "strict", "/")
    assert token not in answer.headers["set-cookie"]
    assert stranger.client.get("/").status_code == 200
    stranger.client.cookies.clear()
    assert stranger.client.get("/open", params={"token": token}).status_code == 401


def test_each_use_of_the_address_makes_another_for_the_next_browser(stranger):
    told = []
    stranger.lock.on_use = told.append
    first = stranger.lock.token
    stranger.let_in()
    assert told == [stranger.lock.token]
    assert told != [first]
    stranger.client.cookies.clear()
    assert stranger.let_in().client.get("/").status_code == 200


def test_a_token_of_the_users_own_lasts(stranger):
    lock = lock_of(Door(token="t" * 40), 80)
    assert lock.exchange("t" * 40) is not None
    assert lock.exchange("t" * 40) is not None
    assert lock.exchange("t" * 39) is None


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    "cookie", ["", "newsclaims_8000=guess", "newsclaims_8000=\udcff", ";=;"]
)
def test_without_the_cookie_nothing_is_told(stranger, path, cookie):
    headers = {"cookie": cookie.encode("utf-8", "surrogateescape")} if cookie else {}
    answer = stranger.client.get(path, headers=headers)
    assert answer.status_code == 401
    assert "not let in" in answer.text
    assert "bridge" not in answer.text
    posted = stranger.client.post(path, headers=stranger.own | headers, content="{}")
    assert posted.status_code == 401


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:8000", "127.0.0.1", "127.0.0.1:9999", "127.0.0.1:8000.evil",
     "LOCALHOST:8000", "0.0.0.0:8000", ""],
)  # fmt: skip
def test_a_request_that_names_another_host_is_misdirected(server, host):
    for path in PATHS:
        assert server.client.get(path, headers={"host": host}).status_code == 421


def test_both_names_of_this_machine_are_known(server):
    assert server.client.get("/api/look", headers={"host": "localhost:8000"}).status_code == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "http://127.0.0.1:9000"}, 403),
        ({"origin": "https://127.0.0.1:8000"}, 403),
        ({"origin": None}, 403),
        ({HEADER: None}, 403),
        ({HEADER: "0"}, 403),
        ({"content-type": "text/plain"}, 415),
        ({"content-type": None}, 415),
        ({"content-type": "application/json; charset=utf-8"}, 200),
        ({}, 200),
    ],
)
def test_what_changes_something_comes_from_our_own_page(server, headers, status):
    sent = {name: one for name, one in (server.own | headers).items() if one is not None}
    answer = server.client.post("/api/undo", content=json.dumps(UNDO), headers=sent)
    assert answer.status_code == status


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_are_refused_and_no_cors_is_granted(server, method):
    answer = server.client.request(method, "/api/undo", headers=server.own)
    assert answer.status_code == 405
    assert not any(name.startswith("access-control") for name in answer.headers)


@pytest.mark.parametrize("path", [*PATHS, "/open?token=wrong"])
def test_every_answer_carries_the_headers_of_safety(stranger, path):
    for answer in (stranger.client.get(path), stranger.let_in().client.get(path)):
        assert answer.headers["content-security-policy"] == POLICY
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    assert POLICY.startswith("default-src 'none';")
    assert "unsafe" not in POLICY


def test_a_request_that_is_too_long_is_refused_and_read_no_further(server):
    long = "x" * (LARGEST + 1)
    assert server.post("/api/undo", {"reviewer": long}).status_code == 413

    def stream():
        for _ in range(200):
            yield b"x" * 1024

    answer = server.client.post("/api/undo", content=stream(), headers=server.own)
    assert answer.status_code == 413


def test_no_path_comes_from_the_client(server):
    for path in ("/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2f..%2frecords.py",
                 "/static/app.jsx", "/static//etc/passwd"):  # fmt: skip
        assert server.client.get(path).status_code == 404


@pytest.mark.parametrize(
    "path", ["/nowhere", "/?order=fame", "/?status=praised", "/?since=soon"]
)
def test_an_error_is_a_page_that_says_what_to_do(server, path):
    answer = server.client.get(path)
    assert answer.status_code in (400, 404)
    assert "<h1>" in answer.text
    assert 'href="/"' in answer.text


def test_a_bug_tells_nothing_of_the_machine(server, monkeypatch):
    monkeypatch.setattr(server.desk, "catch_up", lambda: 1 / 0)
    answer = server.client.get("/api/look")
    assert answer.status_code == 500
    assert "Traceback" not in answer.text
    assert answer.headers["content-security-policy"] == POLICY


def test_nothing_of_an_article_becomes_markup(server):
    nasty = re.compile(
        r"<script>|<img src=x|</mark>|onerror=hit\(\)>|javascript:hit\(\)\"", re.IGNORECASE
    )
    view = {"status": "all", "order": "article"}
    pages = [server.client.get("/").text, server.get("/api/list", **view).json()["html"]]
    rows = re.findall(r'data-item="([0-9a-f]{16})"', pages[1])
    assert len(rows) == 8
    for row in rows:
        told = server.look(row, **view)
        pages += [told["article"], told["card"]]
    rule = server.get("/api/rule", rule='"><script>window.hit=2</script>').json()["html"]
    for page in [*pages, rule]:
        assert not nasty.search(
            page.replace('<script src="/static/app.js" defer></script>', "")
        )
    assert "U+202E" in pages[-2]
    assert "U+200B" in pages[-2]


@pytest.mark.parametrize(
    ("host", "token", "allow", "words"),
    [
        ("192.0.2.7", None, False, "nothing is encrypted"),
        ("192.0.2.7", "f", False, "nothing is encrypted"),
        ("192.0.2.7", None, True, "nothing is encrypted"),
        ("example.org", None, True, "nothing is encrypted"),
        ("0.0.0.0", "f", True, "must name the host"),
        ("::", "f", True, "must name the host"),
        ("192.0.2.7", "f", True, None),
        ("127.0.0.1", None, False, None),
        ("::1", None, False, None),
        ("localhost", None, False, None),
    ],
)
def test_other_machines_are_let_in_only_on_purpose(tmp_path, host, token, allow, words):
    path = token and tmp_path / token
    if words is None:
        check_host(host, token=path, allow_remote=allow)
        return
    with pytest.raises(SettingsError, match=words):
        check_host(host, token=path, allow_remote=allow)


def test_a_token_file_is_long_and_private(tmp_path):
    path = tmp_path / "token"
    for text, mode, words in [
        ("short", 0o600, "at least 32"),
        ("x" * 31 + "é", 0o600, "cannot be read"),
        ("a b" * 20, 0o600, "letters, digits"),
        ("x" * 40, 0o644, "others can read"),
    ]:
        path.write_text(text, encoding="utf-8")
        path.chmod(mode)
        with pytest.raises(SettingsError, match=words):
            read_token(path)
    path.write_text("x" * 40 + "\n")
    path.chmod(0o600)
    assert read_token(path) == "x" * 40
    with pytest.raises(SettingsError, match="cannot be read"):
        read_token(tmp_path / "none")


def test_a_port_in_use_is_told():
    with listen("127.0.0.1", 0) as taken:
        assert taken.getsockname()[0] == "127.0.0.1"
        with pytest.raises(SettingsError, match="cannot listen there"):
            listen("127.0.0.1", taken.getsockname()[1])
