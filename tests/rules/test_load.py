"""Packs are data: every fault is told at its place, all at once, with a remedy."""

from __future__ import annotations

from typing import Literal

import pytest

from pipeline.errors import PackError
from pipeline.rules.load import load_packs
from pipeline.rules.schema import Pack, Rule


class WordRule(Rule):
    lemma: tuple[str, ...] = ()


class WordPack(Pack):
    kind: Literal["words"]
    rules: tuple[WordRule, ...] = ()


GOOD = """\
kind: words
rules:
  - id: word.one
    lemma: [on, no]
    examples:
      - Ministers met on Tuesday.
"""


@pytest.fixture
def pack(tmp_path):
    def write(text: str, name: str = "own.yaml") -> str:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    return write


def test_scalars_are_words_not_booleans(pack):
    (rule,) = load_packs([pack(GOOD)], WordPack).rules.values()
    assert rule.lemma == ("on", "no")


def test_a_rule_knows_its_file_and_line(pack):
    path = pack(GOOD)
    assert str(load_packs([path], WordPack).where["word.one"]) == f"{path}:3"


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        (
            GOOD.replace("lemma", "lema"),
            ":4:5",
            "unknown key 'lema'\n  fix: did you mean 'lemma'?",
        ),
        (GOOD.replace("- id: word.one\n    lemma", "- lemma"), ":3:5", "has no `id`"),
        (GOOD[: GOOD.index("    examples")], ":3:5", "rule 'word.one': has no example"),
        (GOOD.replace("\n      - Ministers met on Tuesday.", " []"), ":5:5", "has no example"),
        (GOOD + "kind: words\n", ":7:1", "key 'kind' is repeated; the first one is on line 1"),
        (GOOD.replace("[on, no]", "&a [on]"), ":4:12", "an anchor (&a)"),
        (GOOD.replace("[on, no]", "!!set {a}"), ":4:12", "a tag"),
        (GOOD.replace("[on, no]", "[on"), ":5:13", "flow sequence"),
        (GOOD + GOOD[GOOD.index("  - id") :], ":7:5", "rule id 'word.one' is used at"),
        (
            GOOD + "disable: [word.two]\n",
            ":7:11",
            "which is no rule of this kind\n  fix: did you mean 'word.one'?",
        ),
        (GOOD.replace("word.one", "One"), ":3:5", "'One' is no id"),
    ],
)
def test_a_fault_is_told_at_its_place(pack, text, place, says):
    path = pack(text)
    with pytest.raises(PackError) as caught:
        load_packs([path], WordPack)
    assert f"{path}{place}: " in str(caught.value)
    assert says in str(caught.value)
    assert "fix: " in str(caught.value)


def test_all_faults_are_told_at_once(pack):
    bad = GOOD.replace("lemma", "lema")
    with pytest.raises(PackError) as caught:
        load_packs([pack(bad, "a.yaml"), pack(bad, "b.yaml")], WordPack)
    assert str(caught.value).count("unknown key 'lema'") == 2


def test_a_pack_over_one_megabyte_is_refused(pack):
    with pytest.raises(PackError, match="over 1 MB"):
        load_packs([pack(GOOD + "#" * 1_000_001)], WordPack)


def test_a_missing_pack_is_named():
    with pytest.raises(PackError, match="no pack 'en/nothing'"):
        load_packs(["en/nothing"], WordPack)


def test_a_pack_switches_off_a_rule_of_another(pack):
    own = GOOD.replace("word.one", "word.own") + "disable: [word.one]\n"
    assert list(load_packs([pack(GOOD, "a.yaml"), pack(own, "b.yaml")], WordPack).rules) == [
        "word.own"
    ]
