"""The web app: which request gets which answer."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import parse_qsl

from pydantic import ValidationError
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from pipeline.decisions.store import Conflict
from pipeline.errors import NewsclaimsError, RecordError, first_fault
from pipeline.records import Strict
from pipeline.review.card import said
from pipeline.review.gallery import Gallery
from pipeline.review.guard import HEADER, Guard
from pipeline.review.parts import Parts
from pipeline.review.requests import AcceptAll, Missed, Undo, Verdict
from pipeline.review.views import View, read_view

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request

    from pipeline.review.desk import Desk
    from pipeline.review.gallery import Name
    from pipeline.review.guard import Lock
    from pipeline.review.timeline import By
    from pipeline.review.why import Rules

Asked = TypeVar("Asked", bound=Strict)


class Review:
    """Answers to requests. All of it runs in one thread: no answer takes long."""

    def __init__(self, desk: Desk, rules: Rules, *, run: str, reviewer: str) -> None:
        self.desk = desk
        self.parts = Parts(desk, rules, run=run, reviewer=reviewer)
        self.gallery = Gallery(desk, self.parts)

    def routes(self) -> list[Route]:
        """Every address that there is."""
        return [
            Route("/", self.shell),
            Route("/timeline", self.timeline),
            Route("/timeline.svg", self.picture),
            Route("/voices", self.voices),
            Route("/voices.svg", self.picture),
            Route("/static/{name}", self.static),
            Route("/api/look", self.look),
            Route("/api/step", self.step),
            Route("/api/list", self.list_items),
            Route("/api/rule", self.rule),
            Route("/api/decide", self.decide, methods=["POST"]),
            Route("/api/add", self.add, methods=["POST"]),
            Route("/api/undo", self.undo, methods=["POST"]),
            Route("/api/accept-all", self.accept_all, methods=["POST"]),
        ]

    async def shell(self, request: Request) -> Response:
        """The page that everything else happens in."""
        view = read_view(request.query_params)
        return HTMLResponse(self.parts.shell(view, request.query_params.get("item", "")))

    async def timeline(self, request: Request) -> Response:
        """The page of a timeline."""
        self.desk.catch_up()
        return HTMLResponse(self.gallery.timeline(_of_all(request), _by(request)))

    async def voices(self, request: Request) -> Response:
        """The page of who said what about whom."""
        self.desk.catch_up()
        return HTMLResponse(self.gallery.voices(_of_all(request)))

    async def picture(self, request: Request) -> Response:
        """A picture as a file."""
        self.desk.catch_up()
        name: Name = "voices" if request.url.path == "/voices.svg" else "timeline"
        drawn = self.gallery.alone(name, _of_all(request), _by(request))
        if not drawn:
            raise HTTPException(404)
        told = {"content-disposition": f'attachment; filename="{name}.svg"'}
        return Response(drawn, media_type="image/svg+xml", headers=told)

    async def static(self, request: Request) -> Response:
        """The script, the style and the icon, by name."""
        found = self.parts.pages.static.get(request.path_params["name"])
        if found is None:
            raise HTTPException(404)
        return Response(found[0], media_type=found[1])

    async def look(self, request: Request) -> Response:
        """An item, or the first of a view."""
        self.desk.catch_up()
        view = read_view(request.query_params)
        handle = request.query_params.get("item", "")
        row = self.desk.look(handle).row if handle else self.desk.queue.first(view)
        return JSONResponse(self.parts.state(view, row))

    async def step(self, request: Request) -> Response:
        """The next item of a view, or the one before; of an article with `article=1`."""
        self.desk.catch_up()
        view = read_view(request.query_params)
        row = self.desk.look(request.query_params.get("item", "")).row
        back = request.query_params.get("to") == "back"
        queue = self.desk.queue
        by_article = request.query_params.get("by") == "article"
        step = queue.next_article if by_article else queue.neighbour
        return JSONResponse(self.parts.state(view, step(view, row, back=back)))

    async def list_items(self, request: Request) -> Response:
        """A part of the queue."""
        self.desk.catch_up()
        view = read_view(request.query_params)
        start, after = (request.query_params.get(name, "") for name in ("from", "after"))
        row = self.desk.look(start or after).row if start or after else None
        return JSONResponse(self.parts.listed(view, row, after=bool(after)))

    async def rule(self, request: Request) -> Response:
        """A rule: its text, how its items fared, and its sample."""
        self.desk.catch_up()
        return JSONResponse({"html": self.parts.rule(request.query_params.get("rule", ""))})

    async def decide(self, request: Request) -> Response:
        """Write a verdict, and give the next item."""
        asked = await _read(request, Verdict)
        self.desk.catch_up()
        looked = self.desk.look(asked.item)
        seq, _ = self.desk.decide(looked, asked.fields(), after=asked.after)
        view = _view(asked.view)
        row = self.desk.look(asked.item).row
        following = row if asked.action == "note" else self.parts.following(view, row)
        status = {"seq": seq, "item": asked.item, "status": row.status}
        return JSONResponse(status | {"next": self.parts.state(view, following)})

    async def add(self, request: Request) -> Response:
        """Write down an item that was missed, and show it."""
        asked = await _read(request, Missed)
        self.desk.catch_up()
        article = self.desk.look(asked.beside).row.article
        key = {"kind": asked.kind, "spans": asked.spans, "type": asked.type}
        given = {"id": asked.id, "reviewer": asked.reviewer, "patch": asked.patch}
        seq, handle = self.desk.add(article, key, {**given, "note": asked.note or None})
        state = self.parts.state(_view(asked.view), self.desk.look(handle).row)
        return JSONResponse({"seq": seq, "item": handle, "status": "added", "next": state})

    async def undo(self, request: Request) -> Response:
        """Take back the reviewer's last decision, and show its item."""
        asked = await _read(request, Undo)
        self.desk.catch_up()
        undone = self.desk.undo(asked.reviewer)
        if undone is None:
            return JSONResponse({"undone": None})
        decision, many = undone
        row = self.desk.index.row(self.desk.handle(decision))
        view = _view(asked.view)
        shown = row if row is not None and row.status != "withdrawn" else None
        state = self.parts.state(view, shown or self.desk.queue.first(view))
        what = {"action": decision.action, "many": many, "item": row.handle if row else ""}
        return JSONResponse({"undone": what, "next": state})

    async def accept_all(self, request: Request) -> Response:
        """Accept some of what a rule made, after its sample was judged."""
        asked = await _read(request, AcceptAll)
        self.desk.catch_up()
        done, left = self.desk.accept_all(asked.rule, asked.reviewer, asked.batch)
        return JSONResponse({"done": done, "left": left})


def _of_all(request: Request) -> View:
    """The view of a picture: of all items, unless its address says otherwise."""
    return read_view({"status": "all"} | dict(request.query_params))


def _by(request: Request) -> By:
    return "speaker" if request.query_params.get("by") == "speaker" else "type"


def _view(query: str) -> View:
    return read_view(dict(parse_qsl(query.removeprefix("?"))))


async def _read(request: Request, kind: type[Asked]) -> Asked:
    return kind.model_validate_json(await request.body())


def make_app(review: Review, lock: Lock) -> Guard:
    """The app behind its guard."""
    app = Starlette(
        routes=review.routes(),
        exception_handlers={
            NewsclaimsError: _handler(review, _of_ours),
            ValidationError: _handler(review, _of_form),
            Conflict: _handler(review, _of_conflict),
            HTTPException: _handler(review, _of_http),
            Exception: _handler(review, _of_bug),
        },
    )

    def refuse(status: int, what: str, fix: str) -> Response:
        page = review.parts.pages.page("error.html", status=status, what=what, fix=fix)
        return HTMLResponse(page, status)

    return Guard(app, lock=lock, refuse=refuse)


Told = tuple[int, dict[str, Any]]


def _handler(
    review: Review, tell: Callable[[Review, Any], Told]
) -> Callable[[Request, Exception], Awaitable[Response]]:
    """A handler of errors that answers our script with JSON, and people with a page."""

    async def handle(request: Request, error: Exception) -> Response:
        status, what = tell(review, error)
        if request.headers.get(HEADER):
            return Response(json.dumps(what), status, media_type="application/json")
        page = review.parts.pages.page(
            "error.html", status=status, what=what["error"], fix=what["fix"]
        )
        return HTMLResponse(page, status)

    return handle


def _of_ours(_review: Review, error: NewsclaimsError) -> Told:
    status = 422 if isinstance(error, RecordError) else 400
    return status, {"error": error.what, "fix": error.fix or "go back to the queue"}


def _of_form(_review: Review, error: ValidationError) -> Told:
    return 422, {"error": first_fault(error), "fix": "reload the page"}


def _of_conflict(_review: Review, error: Conflict) -> Told:
    theirs = error.theirs
    return 409, {
        "error": f"{theirs.reviewer} decided meanwhile",
        "fix": "keep that, or put yours in its place",
        "theirs": asdict(said(theirs)),
        "after": theirs.id,
    }


def _of_http(_review: Review, error: HTTPException) -> Told:
    what = "there is nothing here" if error.status_code == 404 else error.detail.lower()
    return error.status_code, {"error": what, "fix": "go back to the queue"}


def _of_bug(_review: Review, error: Exception) -> Told:
    return 500, {
        "error": "something went wrong in newsclaims",
        "fix": f"what you saved before is safe; please report this ({type(error).__name__})",
    }
