"""Packs that are made to hang, fill the memory or run code end in an error that says so."""

from __future__ import annotations

import pytest

from pipeline.errors import PackError
from pipeline.roompacks import SCHEMAS
from pipeline.rules.load import load_packs

LAYOUT = """\
kind: layout
rules:
  - id: own.one
    block: byline
    whole: [{patterns}]
    examples: [<block>By Ruda Vell</block>]
"""
RULE = "  - {{id: own.r{}, verbs: [say], examples: [x]}}\n"
BOMB = "a: &a [x, x]\n" + "".join(
    f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)

HOSTILE = {
    "back-reference": (LAYOUT.format(patterns=r"'(a)\1'"), "back-references are not linear"),
    "look-around": (LAYOUT.format(patterns="'(?=a)b'"), "look-around is not linear"),
    "nested counts": (LAYOUT.format(patterns="'(a{1000}){1000}'"), "RE2 allows 1,000 in all"),
    "large counts": (LAYOUT.format(patterns=r"'(\p{L}{1000}b){1}'"), "make it shorter"),
    "many large regexes": (
        LAYOUT.format(patterns=", ".join(rf"'\p{{L}}{{300}}{n}'" for n in range(500))),
        "too large together",
    ),
    "bomb": (BOMB, "an alias (*a)"),
    "python tag": ("kind: !!python/object/apply:os.system ['true']\n", "a tag ("),
    "own tag": ("kind: !exec cues\n", "a tag (!exec)"),
    "10 MB": ("kind: cues\n# " + "x" * 10_000_000, "the file is over 1 MB"),
    "deep lists": ("[" * 50_000, "exceeded maximum nesting depth"),
    "deep mappings": (
        "".join(" " * n + "a:\n" for n in range(400)),
        "more than 20 lists and mappings in one another",
    ),
    "a million patterns": (
        "kind: times\nrules:\n  - id: own.one\n    patterns:\n" + "     - a\n" * 1_000_000,
        "the file is over 1 MB",
    ),
    "as many patterns as fit": (
        "kind: times\nrules:\n  - id: own.one\n    patterns:\n" + "     - a\n" * 90_000,
        "more than 60,000 values",
    ),
    "many rules": (
        "kind: cues\nrules:\n" + "".join(RULE.format(n) for n in range(18_000)),
        "more than 60,000 values",
    ),
    "a template of many sequences": (
        "kind: times\nrules:\n  - id: own.one\n    reading: day\n    patterns: ['"
        + "(a|b|c|d) " * 12
        + "']\n    examples: [x]\n",
        "stands for 16,777,216 sequences",
    ),
    "many templates of many sequences": (
        "kind: times\nrules:\n  - id: own.one\n    reading: weekday\n    patterns:\n"
        + "".join(
            f"     - (a|b|c) (a|b|c) (a|b|c) (a|b|c) (a|b|c) (a|b|c) w{n}\n" for n in range(900)
        )
        + "    examples: [x]\n",
        "stand for too many sequences",
    ),
    "not text": ("kind: cues\n\0", "control characters are not allowed"),
    "25,000 faults": (
        "kind: cues\n" + "".join(f"k{n}: 1\n" for n in range(25_000)),
        "24,950 more faults in this pack",
    ),
}


@pytest.mark.timeout(60)
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_pack_ends_in_an_error(tmp_path, name):
    text, says = HOSTILE[name]
    path = tmp_path / "own.yaml"
    path.write_text(text, encoding="utf-8")
    kind = next((one for one in SCHEMAS if text.startswith(f"kind: {one}\n")), "cues")
    with pytest.raises(PackError) as caught:
        load_packs([str(path)], SCHEMAS[kind])
    assert says in str(caught.value)
    assert len(str(caught.value)) < 60_000
