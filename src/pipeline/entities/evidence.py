"""What the whole document says about a name: one label for one string, and no repeat missed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.entities.names import Name, covered, merged
from pipeline.entities.people import surname

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from pipeline.entities.page import Page

_PROPER = frozenset({"NNP", "NNPS"})


def repeated(page: Page, names: Sequence[Name], rule: str) -> list[Name]:
    """The names, and the same strings where they were missed."""
    known = {tuple(page.words[n.start : n.end]): n for n in names if _is_distinct(page, n)}
    return with_missed(page, names, {words: name.label for words, name in known.items()}, rule)


def _is_distinct(page: Page, name: Name) -> bool:
    words = page.words[name.start : name.end]
    return len(words) > 1 or (len(words[0]) > 2 and page.tags[name.start] in _PROPER | {"JJ"})


def with_missed(
    page: Page,
    names: Sequence[Name],
    known: Mapping[tuple[str, ...], str],
    rule: str,
    *,
    kinds: Collection[str] = (),
) -> list[Name]:
    """The names, and every untagged place where words of `known` stand, with its label.

    With `kinds`, only in blocks of these kinds, where words are a name whatever their tag.
    """
    by_first: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for words in known:
        by_first[words[0]].append(words)
    taken = covered(page, names)
    inner = {name.start: name for name in names}
    out = list(names)
    for i in page.standing(by_first.keys()):
        if kinds and page.kinds[i] not in kinds:
            continue
        for words in sorted(by_first[page.words[i]], key=len, reverse=True):
            end = i + len(words)
            if tuple(page.words[i:end]) != words or not _has_room(inner, taken, i, end):
                continue
            if kinds or _is_free(page, taken, i, end):
                out.append(Name(i, end, known[words], rule))
                taken[i:end] = b"\1" * len(words)
                break
    return merged(out)


def _has_room(inner: Mapping[int, Name], taken: bytearray, start: int, end: int) -> bool:
    """Whether no name stands there, or only a shorter one that is not sure of itself."""
    if not any(taken[start:end]):
        return True
    name = inner.get(start)
    if name is None or name.end >= end or name.firm:
        return False
    return not any(taken[name.end : end]) and (end == len(taken) or not taken[end])


def _is_free(page: Page, taken: bytearray, start: int, end: int) -> bool:
    """Whether words are a name here, and not a part of a longer one."""
    if end - start == 1 and not _may_be_name(page, start):
        return False
    goes_on = end < len(page) and _is_proper(page, end) and not taken[end]
    if goes_on and page.sents[end] == page.sents[start]:
        return False
    return page.ends[end - 1] == len(page.text) or not page.text[page.ends[end - 1]].isalnum()


def _may_be_name(page: Page, i: int) -> bool:
    """Whether a single capitalised word may be a name, or only begins its sentence."""
    if page.tags[i] in _PROPER or page.pos[i] == "PROPN":
        return True
    begins = i == 0 or page.sents[i - 1] != page.sents[i] or page.words[i - 1] in _OPENERS
    return len(page.words[i]) > 3 and (page.tags[i] in _OPEN_CLASS or not begins)


_OPENERS = frozenset({'"', "“", "‘", "``", "'"})
_OPEN_CLASS = frozenset({"NN", "NNS", "JJ", "RB", "VB", "FW", "UH", "VBP"})


def _is_proper(page: Page, i: int) -> bool:
    return page.tags[i] in _PROPER and page.words[i][:1].isupper()


def full_names(page: Page, names: Iterable[Name]) -> Iterator[tuple[str, ...]]:
    """Words of the persons' names that have two words or more."""
    for name in names:
        words = page.words[name.start : name.end]
        if name.label == "PERSON" and len(words) > 1 and words[-1][:1].isupper():
            yield tuple(words)


def _is_surname(words: tuple[str, ...], never: Collection[str]) -> bool:
    last = words[-1]
    return len(last) > 2 and last[1:] != "." and last.lower() not in never


_PLAIN = frozenset({"names.model", "names.trim"})  # nothing but the base model told the label


def surnamed(
    page: Page, names: Sequence[Name], rule: str, *, never: Collection[str]
) -> list[Name]:
    """Surnames of people whose full name the text gives: labelled as people, and tagged.

    First names are tagged where they were missed. `never` are words, in lower case, that
    are neither.
    """
    full = list(full_names(page, names))
    last = {surname(words): "PERSON" for words in full if _is_surname(surname(words), never)}
    # "Park" of "Park Soo-yeon" is a name, whatever else the word means.
    first = {
        words[:1]: "PERSON"
        for words in full
        if _is_surname(words[:1], () if "-" in words else never)
    }
    # "Remigio Ferro" is the Rubén Remigio Ferro of another paragraph, "Bulbul" Bulbul Ahmed.
    double = {words[1:]: "PERSON" for words in full if len(words) == 3}
    parts = first | double
    out = []
    for name in names:
        words = tuple(page.words[name.start : name.end])
        guessed = name.rule in _PLAIN and name.label != "NORP"
        part = words in last or (guessed and words in parts)
        told = part and name.label != "PERSON" and not name.firm
        out.append(replace(name, label="PERSON", rule=rule) if told else name)
    return with_missed(page, out, first | last | double, rule)


def shortened(  # noqa: PLR0913  (each list is another pack's)
    page: Page,
    names: Sequence[Name],
    *,
    common: Collection[str],
    places: Collection[str],
    known: Collection[str],
    storms: Collection[str],
    rule: str,
) -> list[Name]:
    """Short forms of organisations: "Halden" where the text has "Halden Semiconductor Corp.".

    Args:
        page: the document.
        names: as labelled so far.
        common: first words, in lower case, that many organisations share.
        places: last words of institutions, whose first word is as a rule a place.
        known: strings that name something else (the gazetteer).
        storms: words before a storm's name, which stands for the whole.
        rule: to cite.
    """
    people = {word for words in full_names(page, names) for word in (words[0], words[-1])}
    short: dict[tuple[str, ...], str] = {}
    for name in names:
        words = tuple(page.words[name.start : name.end])
        if name.label == "EVENT" and len(words) > 1 and words[-2] in storms:
            short[words[-1:]] = "EVENT"
        if name.label not in {"ORG", "FAC"} or len(words) < 2 or words[-1] in places:
            continue
        if name.rule == "names.force" or (name.label == "FAC" and not words[-1].islower()):
            continue
        for size in range(1, len(words)):
            if _may_stand_for(words[:size], common, people, known):
                short.setdefault(words[:size], name.label)
    out = []
    for name in names:
        label = short.get(tuple(page.words[name.start : name.end]))
        told = label and label != name.label and not name.firm
        out.append(replace(name, label=label, rule=rule) if label and told else name)
    return with_missed(page, out, short, rule)


def _may_stand_for(
    head: tuple[str, ...],
    common: Collection[str],
    people: Collection[str],
    known: Collection[str],
) -> bool:
    first = head[0]
    if not head[-1][:1].isupper() or not first[:1].isupper() or len(first) < 4:
        return False
    return first.lower() not in common and first not in people and " ".join(head) not in known


def headlined(
    page: Page, names: Sequence[Name], rule: str, *, whole: Collection[str]
) -> list[Name]:
    """The names, with those of a loud headline put right by the body's.

    In capitals, a name of the body is one; where Every Word Is Capitalised, a name that the
    body has only a part of is that part; unless it ends in a word of `whole` ("Park").
    """
    known = _in_capitals(page, names)
    body = {
        tuple(page.words[n.start : n.end]): n.label
        for n in names
        if not _is_loud(page, n.start)
    }
    out = []
    for name in names:
        key = tuple(page.words[name.start : name.end])
        if not _is_loud(page, name.start):
            out.append(name)
        elif page.span(name.start, name.end).isupper():
            label = known.get(key, name.label)
            out.append(name if label == name.label else replace(name, label=label, rule=rule))
        elif (
            key in body
            or page.words[name.end - 1] in whole
            or not _is_title_case(page, name.start)
        ):
            out.append(name)
        else:
            out.append(_known_part(page, name, body, rule))
    return with_missed(page, out, known, rule, kinds=_LOUD)


def _is_loud(page: Page, i: int) -> bool:
    """Whether a token stands in a heading, or in a first block that looks like one."""
    if page.kinds[i] in _LOUD:
        return True
    if page.blocks[i] or not page.blocks[-1]:
        return False
    start, end = page.sentence(i)
    return _is_title_case(page, i) and all(
        not word.islower() or len(word) < 5 for word in page.words[start:end]
    )


def _is_title_case(page: Page, i: int) -> bool:
    """Whether nearly all longer words of a sentence have capitals."""
    start, end = page.sentence(i)
    long = [word for word in page.words[start:end] if len(word) > 3 and word.isalpha()]
    return sum(word[0].isupper() for word in long) >= 0.8 * len(long) and len(long) > 3


def _known_part(page: Page, name: Name, body: Mapping[tuple[str, ...], str], rule: str) -> Name:
    """The longest part of a name that the body has; the name itself where it has none."""
    size = name.end - name.start
    for length in range(size - 1, 0, -1):
        for start in range(name.start, name.end - length + 1):
            label = body.get(tuple(page.words[start : start + length]))
            if label is not None:
                return replace(name, start=start, end=start + length, label=label, rule=rule)
    return name


def _in_capitals(page: Page, names: Iterable[Name]) -> dict[tuple[str, ...], str]:
    """Names of the body in capitals, and surnames, with their labels."""
    known: dict[tuple[str, ...], str] = {}
    for name in names:
        words = tuple(word.upper() for word in page.words[name.start : name.end])
        if page.kinds[name.start] in _LOUD or len("".join(words)) < 4:
            continue
        known.setdefault(words, name.label)
        if name.label == "PERSON" and len(words[-1]) > 3:
            known.setdefault(words[-1:], name.label)
    return known


_LOUD = frozenset({"headline", "heading"})
