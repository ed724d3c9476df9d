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


@pytest.fixture
def built_in(monkeypatch, tmp_path):
    """A folder of built-in packs with one pack, `en/words`."""
    folder = tmp_path / "packs"
    (folder / "en").mkdir(parents=True)
    text = GOOD + GOOD[GOOD.index("  - id") :].replace("word.one", "word.two")
    (folder / "en" / "words.yaml").write_text(text, encoding="utf-8")
    monkeypatch.setattr("pipeline.rules.load.BUILT_IN", folder)
    return "en/words"


OWN = """\
kind: words
rules:
  - id: word.own
    lemma: [yes]
    examples: [x]
"""


def test_a_rule_of_the_users_takes_the_place_of_the_built_in_one_of_its_id(built_in, pack):
    packs = load_packs([built_in, pack(OWN.replace("word.own", "word.one"))], WordPack)
    assert [(rule.id, rule.lemma) for p in packs.packs for rule in p.rules] == [
        ("word.one", ("yes",)),
        ("word.two", ("on", "no")),
    ]
    assert str(packs.where["word.one"]).endswith("own.yaml:3")
    assert str(packs.replaced["word.one"]).endswith("packs/en/words.yaml:3")


def test_two_packs_of_the_users_may_not_share_an_id(built_in, pack):
    own = OWN.replace("word.own", "word.one")
    with pytest.raises(PackError, match=r"rule id .word\.one. is used at"):
        load_packs([built_in, pack(own, "a.yaml"), pack(own, "b.yaml")], WordPack)


def test_a_rule_has_the_fields_of_the_one_that_it_extends(built_in, pack):
    own = OWN.replace("lemma: [yes]", "extends: word.one")
    assert load_packs([built_in, pack(own)], WordPack).rules["word.own"].lemma == ("on", "no")


def test_a_rule_that_extends_the_one_whose_place_it_takes_keeps_its_sentences(built_in, pack):
    own = OWN.replace("word.own", "word.one").replace("lemma: [yes]", "extends: word.one")
    (rule,) = (load_packs([built_in, pack(own)], WordPack).rules["word.one"],)
    assert rule.examples == ("x", "Ministers met on Tuesday.")


@pytest.mark.parametrize(
    ("extends", "says"),
    [
        (
            "word.onne",
            "names 'word.onne', which is no other rule\n  fix: did you mean 'word.one'?",
        ),
        ("word.own", "names 'word.own', which is no other rule"),
    ],
)
def test_a_rule_extends_another_that_is_there(built_in, pack, extends, says):
    with pytest.raises(PackError) as caught:
        load_packs(
            [built_in, pack(OWN.replace("lemma: [yes]", f"extends: {extends}"))], WordPack
        )
    assert says in str(caught.value)


def test_rules_do_not_extend_one_another_in_a_circle(built_in, pack):
    one = OWN.replace("lemma: [yes]", "extends: word.b").replace("word.own", "word.a")
    two = "  - {id: word.b, extends: word.a, examples: [x]}\n"
    with pytest.raises(PackError, match="extends itself by way of"):
        load_packs([built_in, pack(one + two)], WordPack)


def test_a_pack_that_replaces_another_stands_alone(built_in, pack):
    own = OWN.replace("rules:", "replaces: en/words\nrules:")
    assert list(load_packs([built_in, pack(own)], WordPack).rules) == ["word.own"]
    wrong = OWN.replace("rules:", "replaces: en/wrods\nrules:")
    with pytest.raises(PackError, match="did you mean 'en/words'"):
        load_packs([built_in, pack(wrong)], WordPack)


def test_a_rule_is_switched_off_by_name(built_in):
    packs = load_packs([built_in, "-word.one"], WordPack)
    assert list(packs.rules) == ["word.two"]
    assert packs.fingerprint["-word.one"] == "off"


def test_one_faulty_rule_does_not_hide_the_faults_of_others(pack):
    bad = GOOD.replace("lemma", "lema")
    two = GOOD[GOOD.index("  - id") :].replace("word.one", "word.two").replace("lemma", "lemme")
    with pytest.raises(PackError) as caught:
        load_packs([pack(bad + two + "disable: [word.one, word.tree]\n")], WordPack)
    said = str(caught.value)
    assert "unknown key 'lema'" in said
    assert "unknown key 'lemme'" in said
    assert "names 'word.tree'" in said
    assert "names 'word.one'" not in said
