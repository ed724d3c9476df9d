"""What came of rules' sentences, for people: what fails, with what it should have found."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pipeline.tune.rulebook.spans import GUTTER, Drawn, pointed
from pipeline.writers.visible import visible
from pipeline.writers.words import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.rules.examples import Tagged
    from pipeline.tune.rulebook.examples import Item
    from pipeline.tune.rulebook.trial import Result
    from pipeline.writers.ink import Line

_HEADS = {
    "failed": ("FAILED", "bad"),
    "todo": ("todo", "faint"),
    "mended": ("MENDED", "warn"),
}
_FIELDS = {"examples": "example", "counterexamples": "counterexample", "todo": "known gap"}


def result_lines(result: Result, *, columns: int) -> list[Line]:
    """A sentence that is not kept, or a known gap: what it marks above what was found."""
    sentence, outcome = result.outcome.sentence, result.outcome
    word, style = _HEADS[result.state]
    told = f"{_FIELDS[sentence.field]} {sentence.number + 1}"
    where = result.tried.where(sentence)
    head: Line = [(word, style), (f"  {sentence.rule}", "strong"), (f"  {told}  {where}", "")]
    example = sentence.example
    expected = [
        Drawn(tag.start, tag.end, _label(tag), "bad" if tag in outcome.missing else "")
        for tag in example.tagged
    ]
    found = list(dict.fromkeys(_drawn(outcome.items, example.tagged)))
    if sentence.field == "counterexamples":
        groups = [("fired on", found)]
    else:
        groups = [("expected", expected), ("found", found)]
    return [head, *pointed(example.text, groups, columns=columns), *_remarks(result), []]


def _label(tag: Tagged) -> str:
    told = "".join(f' {name}="{value}"' for name, value in tag.attributes.items())
    return tag.tag + told


def _drawn(items: Sequence[Item], wanted: Sequence[Tagged]) -> Iterator[Drawn]:
    """What a rule found, with the attributes that the example asks for."""
    asked = {tag.tag: tag.attributes for tag in wanted}
    for item in items:
        for tag, start, end in item.spans:
            told = "".join(
                f' {name}="{item.attributes.get(name) or ""}"' for name in asked.get(tag, {})
            )
            yield Drawn(start, end, tag + told)


def _remarks(result: Result) -> Iterator[Line]:
    gap = " " * GUTTER
    if result.state == "mended":
        yield [(f"{gap}the rule finds this now: move it to `examples`", "warn")]
    elif result.outcome.sentence.field != "counterexamples" and not result.outcome.items:
        yield [(f"  {'found':<{GUTTER - 2}}", "faint"), ("nothing by this rule", "bad")]
    if result.others and result.state != "mended":
        told = ", ".join(visible(one) for one in result.others)
        yield [(f"{gap}found by {told}", "warn")]
    if result.state == "failed" and result.outcome.sentence.field == "examples":
        text, day = result.outcome.sentence.example.text, result.outcome.sentence.day
        told = (
            f" --published {day}" if day and result.tried.kind in {"times", "holidays"} else ""
        )
        if "'" not in text and "\n" not in text:
            yield [(f"{gap}why: newsclaims rules explain '{visible(text)}'{told}", "faint")]


def summary(results: Sequence[Result]) -> str:
    """How many sentences of how many rules, and how many are not kept."""
    states = Counter(result.state for result in results)
    rules = len({result.outcome.sentence.rule for result in results})
    parts = [f"{counted(rules, 'rule')}, {counted(len(results), 'sentence')}"]
    failed = states["failed"]
    parts.append(f"{failed:,} failed" if failed else "all kept")
    if states["todo"]:
        parts.append(counted(states["todo"], "known gap"))
    if states["mended"]:
        parts.append(f"{counted(states['mended'], 'known gap')} mended")
    return f"{parts[0]}: {', '.join(parts[1:])}"
