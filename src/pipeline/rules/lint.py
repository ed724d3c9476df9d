"""What is wrong with rules that their schemas allow: the part that all kinds share.

A kind's own part is `<room>/lint.py`. Each gives faults for the rules of packs read together,
built-in ones too, since a rule may be in another's shadow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from pipeline.rules.examples import TAGS, read_example
from pipeline.rules.faults import near, nearest
from pipeline.rules.source import Fault

if TYPE_CHECKING:
    from pipeline.rules.load import Packs
    from pipeline.rules.schema import Rule
    from pipeline.rules.source import Path

Lint = Callable[["Packs[Any]"], Iterator[Fault]]


def fault_at(packs: Packs[Any], rule: Rule, path: Path, what: str, fix: str) -> Fault:
    """A fault of a rule, at a place inside it."""
    source, number = packs.places[rule.id]
    mark = nearest(("rules", number, *path), source.marks)
    return Fault(source.file, mark, f"rule {rule.id!r}: {what}", fix)


def rules_of(packs: Packs[Any]) -> Iterator[Any]:
    """All rules that are on, in their order."""
    return (rule for pack in packs.packs for rule in packs.enabled(pack.rules))


def sentence_faults(packs: Packs[Any], kind: str) -> Iterator[Fault]:
    """Examples that do not parse, mark nothing, or mark what no rule of a kind finds."""
    for rule in rules_of(packs):
        for field in ("examples", "todo", "counterexamples"):
            for number, sentence in enumerate(getattr(rule, field)):
                wrong = _wrong(sentence, kind, marked=field != "counterexamples")
                if wrong:
                    yield fault_at(packs, rule, (field, number), *wrong)
        yield from _contradictions(packs, rule)


def _wrong(sentence: str, kind: str, *, marked: bool) -> tuple[str, str] | None:
    """What is wrong with an example, and what to do; None for nothing."""
    try:
        example = read_example(sentence)
    except ValueError as error:
        what = f"the example does not parse: {error}"
        return what, "close every tag that you open, the last opened first"
    tags = TAGS[kind]
    for tag in example.tagged:
        if tag.tag not in tags:
            return f"an example of {kind} has no <{tag.tag}>", near(tag.tag, list(tags), "tags")
        for name in tag.attributes:
            if name not in tags[tag.tag]:
                what = f"<{tag.tag}> has no attribute {name!r}"
                return what, near(name, list(tags[tag.tag]), "attributes")
        if not example.text[tag.start : tag.end].strip():
            return f"<{tag.tag}> marks no words", "put it around the words that it is about"
    if marked and not example.tagged:
        told = " ".join(f"<{tag}>" for tag in tags)
        return "the example marks nothing", f"mark what the rule must find: {told}"
    return None


def _contradictions(packs: Packs[Any], rule: Rule) -> Iterator[Fault]:
    """Sentences that a rule must match and must not."""
    wanted = {_plain(sentence) for sentence in (*rule.examples, *rule.todo)}
    for number, sentence in enumerate(rule.counterexamples):
        if _plain(sentence) in wanted:
            what = "the same sentence is an example and a counterexample"
            yield fault_at(
                packs, rule, ("counterexamples", number), what, "keep one of the two"
            )


def _plain(sentence: str) -> str:
    try:
        return read_example(sentence).text
    except ValueError:
        return sentence


def repeated_words(packs: Packs[Any], rule: Rule, fields: tuple[str, ...]) -> Iterator[Fault]:
    """Words that a rule of the user's lists twice: harmless, but hardly meant."""
    for field in fields if packs.places[rule.id][0].own else ():
        seen: dict[str, int] = {}
        for number, word in enumerate(getattr(rule, field)):
            if word in seen:
                yield fault_at(
                    packs, rule, (field, number), f"{word!r} is listed twice", "take one out"
                )
            seen.setdefault(word, number)
