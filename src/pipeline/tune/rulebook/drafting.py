"""A rule out of a sentence that is marked up: what it says is read off the marks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from pipeline.article import Article
from pipeline.errors import SettingsError
from pipeline.rules.examples import TAGS, read_example
from pipeline.rules.faults import near
from pipeline.rules.load import load_packs
from pipeline.times.find import TimeFinder
from pipeline.times.pack import HolidayPack, TimePack
from pipeline.times.template import expand
from pipeline.wording import Reading

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pipeline.engine import Extractor
    from pipeline.rules.examples import Example, Tagged

Sort = Literal["cue", "time", "event", "role"]
KINDS: dict[Sort, str] = {"cue": "cues", "time": "times", "event": "events", "role": "titles"}
_FRAMES = ("direct", "that_clause", "bare_clause", "aside")
_TABLES = {"VERB": "verbs", "NOUN": "nouns", "PROPN": "nouns", "ADJ": "adjectives"}
_ASKING = ("whether ", "if ", "what ", "why ", "who ", "how ", "when ", "where ")
Fields = dict[str, "str | list[str]"]


@dataclass(frozen=True, slots=True)
class Wish:
    """What the user said of the rule beyond its sentence.

    Attributes:
        like: a rule whose fields it takes where it has none.
        on: of a day with a name, when it is.
    """

    type: str | None = None
    mode: str | None = None
    stance: str | None = None
    like: str | None = None
    pattern: str | None = None
    on: str | None = None
    counters: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A rule to be written: the kind of its pack, the last part of its id, its fields."""

    kind: str
    name: str
    fields: Fields = field(default_factory=dict)


def drafted(sort: Sort, marked: str, wish: Wish, extractor: Extractor) -> Entry:
    """The rule that finds what a sentence marks.

    Raises:
        SettingsError: if the sentence does not parse, or lacks the mark that the rule is about.
    """
    try:
        example = read_example(marked)
    except ValueError as error:
        raise SettingsError(str(error), fix="close every tag that you open") from None
    kind = "holidays" if sort == "time" and wish.on else KINDS[sort]
    _check_tags(example, kind)
    reading = Reading(extractor, Article("example", example.text, published="2024-03-07"))
    found = _DRAFTS[sort](example, wish, reading, extractor)
    fields: Fields = {"extends": wish.like} if wish.like else {}
    fields |= found.fields
    fields |= {"note": wish.note} if wish.note else {}
    fields["examples"] = [marked]
    if wish.counters:
        fields["counterexamples"] = list(wish.counters)
    return Entry(kind, found.name, fields)


def _check_tags(example: Example, kind: str) -> None:
    known = TAGS[kind]
    for tag in example.tagged:
        if tag.tag not in known:
            told = ", ".join(f"<{one}>" for one in known)
            raise SettingsError(
                f"a sentence for {kind} has no <{tag.tag}>", fix=f"mark with {told}"
            )


def _marked(example: Example, *tags: str) -> Tagged:
    """The first stretch with one of these tags. Raises SettingsError."""
    found = next((one for one in example.tagged if one.tag in tags), None)
    if found is None:
        wanted = " or ".join(f"<{tag}>...</{tag}>" for tag in tags)
        raise SettingsError(
            "the sentence does not mark what the rule is about", fix=f"add {wanted}"
        )
    return found


def _cue(example: Example, wish: Wish, reading: Reading, _: Extractor) -> Entry:
    cue = _marked(example, "cue")
    word = reading.wording(cue.start, cue.end)
    table = _TABLES.get(word.pos, "verbs")
    fields: Fields = {} if wish.like and not wish.stance else {"stance": wish.stance or "says"}
    fields[table] = [word.phrase]
    if table == "verbs" and not wish.like:
        fields["frames"] = [*_FRAMES, *_further(example, cue)]
    return Entry("cues", word.phrase, fields)


def _further(example: Example, cue: Tagged) -> list[str]:
    """Frames beside the common ones that the words behind a cue call for."""
    behind = example.text[cue.end :].lstrip().lower()
    if behind.startswith("to "):
        return ["to_infinitive"]
    return ["wh_clause"] if behind.startswith(_ASKING) else []


def _event(example: Example, wish: Wish, reading: Reading, _: Extractor) -> Entry:
    trigger = _marked(example, "trigger")
    if wish.type is None and wish.like is None:
        raise SettingsError(
            "an event needs a type", fix="give --type, such as LABOR; or --like RULE"
        )
    word = reading.wording(trigger.start, trigger.end)
    fields: Fields = {"type": wish.type} if wish.type else {}
    fields |= {"mode": wish.mode} if wish.mode else {}
    fields[_TABLES.get(word.pos, "verbs")] = [word.phrase]
    for role in ("actor", "recipient"):
        for one in example.tagged:
            if one.tag == role:
                place = reading.place((trigger.start, trigger.end), one.start, one.end)
                fields |= {role: [place]} if place else {}
                break
    return Entry("events", word.phrase, fields)


def _role(example: Example, _wish: Wish, reading: Reading, _: Extractor) -> Entry:
    role = _marked(example, "role", "nominal")
    behind = example.text[role.end :].lstrip()
    if role.tag == "role" and not behind[:1].isupper():
        raise SettingsError(
            "a role stands right before the name of who has it",
            fix="mark it as in: The <role>dike reeve</role> Ruda Vell left.",
        )
    words = re.sub(r"(?i)^(the|a|an|this|that) ", "", example.text[role.start : role.end])
    return Entry("titles", words.lower(), {"words": [words.lower()]})


def _time(example: Example, wish: Wish, reading: Reading, extractor: Extractor) -> Entry:
    time = _marked(example, "time")
    words = example.text[time.start : time.end]
    if wish.on:
        name = re.sub(r"(?i)^(the|last|next|this) ", "", words)
        return Entry("holidays", name, {"names": [name], "on": wish.on})
    if wish.like is None:
        raise SettingsError(
            "a time needs a rule that reads it",
            fix="give --like RULE, one that means the same sort of time (newsclaims rules list "
            "--kind times), or, for a day with a name, --on '4th thursday of 11'",
        )
    pattern = wish.pattern or _pattern(time, wish.like, reading, extractor)
    return Entry("times", words, {"patterns": [pattern]})


def _pattern(time: Tagged, like: str, reading: Reading, extractor: Extractor) -> str:
    """The marked words as a template, with the slots of the rule that they are like."""
    files = {kind: names for by in extractor.files.values() for kind, names in by.items()}
    packs = load_packs(files["times"], TimePack)
    rule = packs.rules.get(like)
    if rule is None:
        fix = near(like, list(packs.rules), "see newsclaims rules list --kind times;")[:200]
        raise SettingsError(f"no rule {like!r} of kind times", where="--like", fix=fix)
    steps = [
        step
        for template in getattr(rule, "patterns", ())
        for sequence in expand(template)
        for step in sequence
        if step.slot
    ]
    finder = TimeFinder(packs, load_packs(files["holidays"], HolidayPack))
    plain = reading.pattern(finder, time.start, time.end, {step.slot for step in steps})
    named = {step.slot: step.name for step in steps if step.name != step.slot.lower()}
    return re.sub(
        r"\{(\w+)\}",
        lambda m: f"{{{m[1]}:{named[m[1]]}}}" if m[1] in named else m[0],
        plain,
    )


_DRAFTS: Mapping[Sort, Callable[[Example, Wish, Reading, Extractor], Entry]] = {
    "cue": _cue,
    "time": _time,
    "event": _event,
    "role": _role,
}


def id_of(stem: str, name: str) -> str:
    """An id for a rule of a pack: `desk.work_to_rule`."""
    parts = (_plain(stem) or "own", _plain(name) or "rule")
    return ".".join(parts)


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_").lstrip("0123456789_")


def yaml_lines(rule_id: str, fields: Fields) -> list[str]:
    """A rule as lines of YAML, the first one with its dash, none indented."""
    out = [f"- id: {rule_id}"]
    for key, value in fields.items():
        if isinstance(value, str):
            out.append(f"  {key}: {_scalar(value)}")
        elif key in {"examples", "counterexamples", "todo"}:
            out += [f"  {key}:", *(f"    - {_scalar(one)}" for one in value)]
        else:
            out.append(f"  {key}: [{', '.join(_scalar(one, flow=True) for one in value)}]")
    return out


def _scalar(text: str, *, flow: bool = False) -> str:
    """A text as YAML reads it back: in quotation marks where it must be."""
    text = " ".join(text.split())
    plain = re.fullmatch(r"[\w<(@][^:#\[\]{}'\"]*" if not flow else r"\w[\w' -]*", text)
    if plain and not text.startswith("@") and ": " not in text and " #" not in text:
        return text
    return "'" + text.replace("'", "''") + "'"
