"""How quick the review is on a large run: `python benchmarks/review.py [RECORDS]`.

Makes a run of so many records (100,000), serves it in a process of its own, and plays a
reviewer: pages of several views, then verdicts, each a round trip over HTTP with the decision
on disk and the next item rendered. Prints times; asserts nothing. Needs httpx.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import IO, Any

import httpx

SEED = 20_260_305
VERDICTS, PAGES = 1_000, 60
TYPES = ("PROTEST", "LEGAL", "BUSINESS", "CONSULT", "ASSAULT", "DISASTER", "HEALTH", "CRIME")
WORDS = (
    "council", "bridge", "harbour", "minister", "workers", "strike", "report", "vote", "river",
    "market", "school", "court", "police", "union", "budget", "storm", "factory", "road",
    "hospital", "election", "treaty", "company", "bank", "port",
)  # fmt: skip
VIEWS = {
    "everything": "",
    "one type": "type=PROTEST",
    "one rule, by rule": "rule=rule.7&order=rule",
    "doubtful ones of an outlet": "confidence=0-0.5&outlet=Outlet+3",
    "a year, by article": "since=2021-01-01&until=2021-12-31&order=article",
    "a speaker": "speaker=Person+42",
    "a rare word": "q=place77",
    "a frequent word": "q=district7",
    "accepted": "status=accepted",
    "everything judged or not": "status=all&order=article",
}


def record(number: int, rng: random.Random) -> str:
    """A made-up record: eight items in about 1,900 characters."""
    sentences: list[str] = []
    events: list[dict[str, Any]] = []
    quotes: list[dict[str, Any]] = []
    mentions: list[dict[str, Any]] = []
    at = 0
    name = f"Person {rng.randrange(900)}"
    for index in range(16):
        middle = " ".join(rng.choices(WORDS, k=9))
        place = f"place{rng.randrange(2000)} of district{rng.randrange(20)}"
        sentence = f"{name} opened the {middle} in {place} on Monday, he said. "
        trigger = at + len(name) + 1
        if index % 2:
            span = {"start": at, "end": at + len(name), "text": name}
            mentions.append({**span, "kind": "name", "rule": "r"})
        if index in {1, 4, 7, 9, 12}:
            events.append(event(len(events) + 1, at, trigger, len(sentence), name, rng))
        if index in {3, 8, 14}:
            start = trigger + 7
            text = sentence[len(name) + 8 : len(name) + 8 + len(middle) + 4]
            quotes.append({
                "id": f"q{len(quotes) + 1}", "kind": "indirect", "stance": "says",
                "content": [{"start": start, "end": start + len(text), "text": text}],
                "cue": None, "source": None, "speaker": "e1", "time": None, "within": None,
                "rule": "cue.say", "review": None,
            })  # fmt: skip
        sentences.append(sentence)
        at += len(sentence)
    text = "".join(sentences)
    entity = {"id": "e1", "name": name, "label": "PERSON", "roles": [], "mentions": mentions}
    return json.dumps({
        "schema_version": "1.0",
        "article": {
            "id": f"a{number}", "source": f"Outlet {number % 40}", "url": None,
            "title": " ".join(rng.choices(WORDS, k=6)), "published": "2022-03-07",
            "published_from": "given", "published_window": None,
            "sha256": hashlib.sha256(text.encode()).hexdigest(), "language": "en",
            "encoding": "utf-8",
        },
        "text": text, "entities": [entity], "times": [], "quotes": quotes, "events": events,
        "provenance": {"newsclaims": "0", "model": {}, "packs": {}, "warnings": []},
    }, separators=(",", ":"))  # fmt: skip


def event(  # noqa: PLR0913, PLR0917  (a record's)
    number: int, at: int, trigger: int, size: int, name: str, rng: random.Random
) -> dict[str, Any]:
    """A made-up event."""
    day = f"{rng.randrange(2015, 2025)}-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}"
    return {
        "id": f"ev{number}", "type": rng.choice(TYPES), "mode": None,
        "trigger": {"start": trigger, "end": trigger + 6, "text": "opened", "lemma": "open"},
        "arguments": [{"role": "actor", "entity": "e1", "start": at, "end": at + len(name),
                       "text": name}],
        "time": {"timex": None, "value": day, "begin": day, "end": day, "granularity": "day",
                 "relation": "on", "how": "document", "anchor": None},
        "polarity": "positive", "modality": "asserted", "attributed_to": None,
        "main": number == 1, "rank": number, "same_as": None,
        "sentence": {"start": at, "end": at + size - 1}, "rule": f"rule.{rng.randrange(300)}",
        "confidence": round(rng.uniform(0.3, 1), 2), "review": None,
    }  # fmt: skip


def made(folder: Path, records: int) -> None:
    """Write a run."""
    rng = random.Random(SEED)
    with (folder / "records.jsonl").open("w", encoding="utf-8") as stream:
        for number in range(records):
            stream.write(record(number, rng) + "\n")
    os.sync()  # the disk is to be busy with decisions, not with this


def served(folder: Path) -> tuple[subprocess.Popen[str], str]:
    """A server, and the address that lets one in."""
    command = [sys.executable, "-m", "pipeline", "review", str(folder), "--no-browser"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    stream: IO[str] = process.stderr  # type: ignore[assignment]  # it is a pipe
    found = re.search(r"http\S+", stream.readline())
    if found is None:
        raise SystemExit(stream.read())
    return process, found[0]


def timed(client: httpx.Client, *request: Any, **more: Any) -> tuple[float, httpx.Response]:  # noqa: ANN401  (httpx's)
    """Milliseconds of a request, and its answer."""
    began = time.perf_counter()
    answer = client.request(*request, **more)
    answer.raise_for_status()
    return 1000 * (time.perf_counter() - began), answer


def told(name: str, times: list[float]) -> None:
    """A line: median, 95th percentile, most."""
    times = sorted(times)
    high = times[min(len(times) - 1, round(0.95 * len(times)))]
    sys.stdout.write(f"{name:<34}{statistics.median(times):8.1f}{high:8.1f}{times[-1]:8.1f}\n")


def pages(client: httpx.Client, base: str) -> None:
    """Time views: the shell, its list and its first item; the first time apart."""
    for name, query in VIEWS.items():
        first: list[float] = []
        again: list[float] = []
        for turn in range(PAGES // 6):
            paths = [f"/?{query}", f"/api/list?{query}", f"/api/look?{query}"]
            times = [timed(client, "GET", base + path)[0] for path in paths]
            (again if turn else first).extend(times)
        told(name, again)
        told("  at first", first)
    for name in ("timeline", "voices"):
        first = [timed(client, "GET", f"{base}/{name}")[0]]
        told(name, first)


def verdicts(client: httpx.Client, base: str, view: str) -> list[float]:
    """Times of verdicts, one after another as a reviewer gives them."""
    rng = random.Random(SEED)
    state = timed(client, "GET", f"{base}/api/look?{view}")[1].json()
    times = []
    for _ in range(VERDICTS):
        body = {
            "id": f"{rng.getrandbits(128):032x}",
            "action": rng.choice(["accept", "accept", "reject", "skip"]),
            "item": state["item"],
            "after": state["after"],
            "reviewer": "ann",
            "view": view,
        }
        spent, answer = timed(client, "POST", base + "/api/decide", content=json.dumps(body))
        times.append(spent)
        state = answer.json()["next"]
    return times


def main(records: int) -> None:
    """Make, serve, play, tell."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        made(folder, records)
        size = (folder / "records.jsonl").stat().st_size
        began = time.perf_counter()
        process, address = served(folder)
        ready = time.perf_counter() - began
        base = address.partition("/open")[0]
        own = {"origin": base, "x-newsclaims": "1", "content-type": "application/json"}
        try:
            with httpx.Client(headers=own, follow_redirects=True, timeout=60) as client:
                client.get(address)
                total = client.get(base + "/api/look?status=all").json()["total"]
                sys.stdout.write(
                    f"{records:,} records, {total:,} items, {size / 1e6:,.0f} MB; "
                    f"ready after {ready:.1f} s\n"
                )
                sys.stdout.write(f"{'milliseconds':<34}{'median':>8}{'95 %':>8}{'most':>8}\n")
                for view in ("", "type=PROTEST&order=article"):
                    told(f"verdict, {view or 'everything'}", verdicts(client, base, view))
                pages(client, base)
            status = Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8")
            peak = re.search(r"VmHWM:\s+(\d+)", status)
            sys.stdout.write(f"peak memory {int(peak[1]) / 1000 if peak else 0:,.0f} MB\n")
        finally:
            process.terminate()
            process.wait()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
