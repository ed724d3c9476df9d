"""Keeps strangers out of a local server.

Any page in the user's browser, and any program of any user of the machine, can talk to a port
on 127.0.0.1. So a request must name the host that it was sent to exactly (a page that rebinds
its own DNS name to 127.0.0.1 does not: 421), show the cookie that the secret in the opened
address was exchanged for (401), and, if it is to change something, come from our own pages by
its Origin and with a header that no form can send (403), as JSON (415), and be small (413).
"""

from __future__ import annotations

import hmac
import json
import secrets
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import RedirectResponse, Response

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADER = "x-newsclaims"
LARGEST = 64 * 1024  # bytes of a request
PUBLIC = ("/static/app.css", "/static/icon.svg")  # what the page of an error needs
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cache-control": "no-store",
}
_SAFE = ("GET", "HEAD")


def new_secret() -> str:
    """256 random bits, for an address or a cookie."""
    return secrets.token_urlsafe(32)


@dataclass
class Lock:
    """Who may come in.

    Attributes:
        hosts: what the Host header may be: names with the port.
        token: that the opened address carries.
        is_lasting: whether the token can be used again; else each use makes a new one.
        on_use: called with the next token when one was used.
    """

    hosts: tuple[str, ...]
    token: str = field(default_factory=new_secret)
    is_lasting: bool = False
    on_use: Callable[[str], None] = lambda _token: None
    _session: str = field(default_factory=new_secret)

    @property
    def cookie(self) -> str:
        """The cookie's name: ports of one host share cookies, so it names the port."""
        return f"newsclaims_{self.hosts[0].rpartition(':')[2]}"

    def is_known(self, headers: Headers) -> bool:
        """Whether a request shows the cookie."""
        try:
            shown = SimpleCookie(headers.get("cookie", "")).get(self.cookie)
        except CookieError:
            return False
        return shown is not None and _same(shown.value, self._session)

    def exchange(self, token: str) -> Response | None:
        """The answer to the opened address: the cookie, if the token is right."""
        if not _same(token, self.token):
            return None
        answer = RedirectResponse("/", status_code=303)
        answer.set_cookie(
            self.cookie, self._session, httponly=True, samesite="strict", path="/"
        )
        if not self.is_lasting:
            self.token = new_secret()
            self.on_use(self.token)
        return answer

    def is_own(self, origin: str | None) -> bool:
        """Whether a request comes from a page of ours."""
        return origin in {f"http://{host}" for host in self.hosts}


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode())


class Refusal(Exception):  # noqa: N818  (an answer, no error)
    """A request that is not let in."""

    def __init__(self, status: int, what: str, fix: str) -> None:
        super().__init__(what)
        self.status, self.what, self.fix = status, what, fix


class Guard:
    """Lets in what is ours, and puts the headers of safety on every answer.

    Args:
        app: the application.
        lock: who may come in.
        refuse: makes the page of a refusal, from status, what and fix.
    """

    def __init__(
        self, app: ASGIApp, *, lock: Lock, refuse: Callable[[int, str, str], Response]
    ) -> None:
        self._app, self._lock, self._refuse = app, lock, refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse to."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_HEADERS)
            await send(message)

        try:
            answer = self._door(scope, headers)
            if answer is None and scope["method"] not in _SAFE:
                receive = await _whole(receive, headers)
        except Refusal as no:
            answer = self._told(no, headers)
        await (answer or self._app)(scope, receive, guarded)

    def _door(self, scope: Scope, headers: Headers) -> Response | None:
        """An answer that needs no application, None to go on. Raises Refusal."""
        lock = self._lock
        if headers.getlist("host") not in [[host] for host in lock.hosts]:
            raise Refusal(421, "this server has another name", f"open http://{lock.hosts[0]}/")
        if scope["method"] not in (*_SAFE, "POST"):
            raise Refusal(405, "this cannot be done here", "go back to the queue")
        if scope["method"] == "GET" and scope["path"] == "/open":
            return self._opened(scope, is_known=lock.is_known(headers))
        if scope["path"] in PUBLIC and scope["method"] in _SAFE:
            return None
        if not lock.is_known(headers):
            raise Refusal(
                401,
                "this browser was not let in",
                "open the address that `newsclaims review` printed last; it works once. "
                "If you just did, go on to the queue",
            )
        if scope["method"] == "POST":
            self._check_own(headers)
        return None

    def _opened(self, scope: Scope, *, is_known: bool) -> Response:
        token = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0]
        answer = self._lock.exchange(token)
        if answer is None and is_known:
            answer = RedirectResponse("/", status_code=303)
        if answer is None:
            raise Refusal(
                401,
                "this address was used before, or is not whole",
                "open the address that `newsclaims review` printed last",
            )
        return answer

    def _check_own(self, headers: Headers) -> None:
        if not self._lock.is_own(headers.get("origin")) or headers.get(HEADER) != "1":
            raise Refusal(403, "this did not come from a page of ours", "reload the page")
        if headers.get("content-type", "").partition(";")[0].strip() != "application/json":
            raise Refusal(415, "this is not JSON", "reload the page")

    def _told(self, no: Refusal, headers: Headers) -> Response:
        """A refusal as a page, or as JSON for our own script."""
        if headers.get(HEADER):
            body = json.dumps({"error": no.what, "fix": no.fix})
            return Response(body, no.status, media_type="application/json")
        return self._refuse(no.status, no.what, no.fix)


async def _whole(receive: Receive, headers: Headers) -> Receive:
    """The body of a request, read at once. Raises Refusal where it is too long."""
    length = headers.get("content-length", "0")
    size, parts, more = int(length) if length.isdigit() else 0, [], True
    while more and size <= LARGEST:
        message = await receive()
        parts.append(message.get("body", b""))
        size = max(size, sum(map(len, parts)))
        more = message["type"] == "http.request" and message.get("more_body", False)
    if size > LARGEST:
        raise Refusal(413, "this is too long", "save less at once")
    sent = False

    async def again() -> Message:
        nonlocal sent
        if sent:
            return await receive()
        sent = True
        return {"type": "http.request", "body": b"".join(parts), "more_body": False}

    return again
