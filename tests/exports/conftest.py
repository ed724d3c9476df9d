"""A record with everything that breaks offsets, and a run folder that holds it."""

from __future__ import annotations

import hashlib
import re

import pytest
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.records import Record
from pipeline.writers.exports.entry import Options, entry_of
from pipeline.writers.exports.formats import load

# An emoji of two UTF-16 units, a letter with a combining mark, Hebrew, a formula, a line break
# within a quote, and a quote in two pieces around its cue.
TEXT = (
    "\N{FIRE} Strike closes cafe\N{COMBINING ACUTE ACCENT}s\n\n"
    "Jose\N{COMBINING ACUTE ACCENT} Levy (לוי) of \N{HAMMER AND WRENCH}Works shut ten cafes on "
    "Monday.\n"
    "“We lost\nall trust,” Levy said, “and =money.”\n\n"
    "The union plans to march on 1 May, he added.\r\n"
)


def _span(words, *, nth=0, **more):
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return {"start": start, "end": start + len(words), "text": words, **more}


LEVY = "Jose\N{COMBINING ACUTE ACCENT} Levy (לוי)"
RECORD = {
    "article": {
        "id": "strike", "title": "\N{FIRE} Strike", "source": "Wire", "published": "2024-03-07",
        "published_from": "given", "url": "https://example.org/strike?a=1&b=2",
        "sha256": hashlib.sha256(TEXT.encode()).hexdigest(),
    },
    "text": TEXT,
    "entities": [
        {"id": "e1", "name": LEVY, "label": "PERSON",
         "roles": [_span("of \N{HAMMER AND WRENCH}Works", rule="r")],
         "mentions": [_span(LEVY, kind="name", rule="r"),
                      _span("Levy", nth=1, kind="name", rule="r"),
                      _span("he", nth=TEXT[:TEXT.index("he added")].count("he"),
                            kind="pronoun", rule="r")]},
        {"id": "e2", "name": "\N{HAMMER AND WRENCH}Works", "label": "ORG",
         "mentions": [_span("\N{HAMMER AND WRENCH}Works", kind="name", rule="r")]},
    ],
    "times": [
        _span("Monday", id="t1", type="DATE", value="2024-03-04", begin="2024-03-04",
              end_date="2024-03-04", anchor="dct", rule="r"),
        _span("1 May", id="t2", type="DATE", value="2024-05-01", begin="2024-05-01",
              end_date="2024-05-01", rule="r"),
    ],
    "quotes": [
        {"id": "q1", "kind": "direct", "stance": "says", "rule": "cue.say", "speaker": "e1",
         "content": [_span("We lost\nall trust,"), _span("and =money.")],
         "cue": _span("said", lemma="say"), "source": _span("Levy", nth=1)},
        {"id": "q2", "kind": "indirect", "stance": "says", "rule": "cue.add", "speaker": "e1",
         "content": [_span("The union plans to march on 1 May")],
         "cue": _span("added", lemma="add"),
         "source": _span("he", nth=TEXT[:TEXT.index("he added")].count("he"))},
    ],
    "events": [
        {"id": "ev1", "type": "LABOR", "trigger": _span("shut", lemma="shut"),
         "arguments": [
             {"role": "actor", "entity": "e1",
              **_span(f"{LEVY} of \N{HAMMER AND WRENCH}Works")},
             {"role": "recipient", "entity": None, **_span("ten cafes")}],
         "time": {"timex": "t1", "value": "2024-03-04", "begin": "2024-03-04",
                  "end": "2024-03-04", "granularity": "day", "relation": "on",
                  "how": "explicit", "anchor": "dct"},
         "polarity": "positive", "modality": "asserted", "main": True, "rank": 1,
         "sentence": {"start": TEXT.index("Jose"), "end": TEXT.index("“We") - 1},
         "rule": "labor.shut", "confidence": 0.9},
        {"id": "ev2", "type": "PROTEST", "mode": "demonstrate",
         "trigger": _span("march", lemma="march"),
         "arguments": [{"role": "actor", "entity": None, **_span("The union")}],
         "time": {"timex": "t2", "value": "2024-05-01", "begin": "2024-05-01",
                  "end": "2024-05-01", "granularity": "day", "relation": "on",
                  "how": "explicit"},
         "polarity": "negative", "modality": "planned", "attributed_to": "q2", "rank": 2,
         "sentence": {"start": TEXT.index("The union"), "end": len(TEXT) - 2},
         "rule": "protest.march", "confidence": 0.7},
    ],
    "provenance": {"newsclaims": "0.1.0", "model": {"name": "m"}, "packs": {}},
}  # fmt: skip


@pytest.fixture
def record():
    """The record."""
    return Record.model_validate(RECORD)


@pytest.fixture
def other(record):
    """Another article, without anything found."""
    text = "Nothing here."
    article = record.article.model_copy(
        update={"id": "dull", "sha256": hashlib.sha256(text.encode()).hexdigest()}
    )
    empty = {"entities": [], "times": [], "quotes": [], "events": []}
    return record.model_copy(update={"article": article, "text": text, **empty})


@pytest.fixture
def changed():
    """A copy of the record with an event's or a quote's fields changed."""

    def make(item, **fields):
        read = Record.model_validate(RECORD)
        name = "events" if item.startswith("ev") else "quotes"
        many = [
            one.model_copy(update=fields) if one.id == item else one
            for one in getattr(read, name)
        ]
        return read.model_copy(update={name: many})

    return make


@pytest.fixture
def export():
    """Records in a format: {file name: what it holds}; "" is the file itself."""

    def run(name, *records, **options):
        out: dict[str, bytes] = {"": b""}
        for piece in load(name)((entry_of(one) for one in records), Options(**options)):
            data = piece.data.encode() if isinstance(piece.data, str) else piece.data
            out[piece.file] = out.get(piece.file, b"") + data
        return out

    return run


@pytest.fixture
def text(export):
    """Records in a format of one file, as text."""

    def run(name, *records, **options):
        return export(name, *records, **options)[""].decode()

    return run


@pytest.fixture
def run(tmp_path, record, other):
    """A run folder with both articles."""
    folder = tmp_path / "run"
    folder.mkdir()
    lines = [one.model_dump_json() + "\n" for one in (record, other)]
    (folder / "records.jsonl").write_text("".join(lines), encoding="utf-8")
    return folder


@pytest.fixture
def newsclaims(tmp_path, monkeypatch):
    """A command line, run in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")

    def call(*args, stdin=None):
        done = CliRunner().invoke(main, [str(arg) for arg in args], input=stdin)
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done

    return call


@pytest.fixture
def spans():
    """Pairs of offsets in a text, by pattern."""
    return lambda pattern, text: [match.span() for match in re.finditer(pattern, text)]
