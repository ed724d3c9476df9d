"""The parts of a person's name that the base model left out: forenames and particles."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.entities.names import merged
from pipeline.entities.tidy import is_month

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from pipeline.entities.names import Name
    from pipeline.entities.pack import FirstNameRule
    from pipeline.entities.page import Page
    from pipeline.entities.titles import Titles

_PROPER = frozenset({"NNP", "NNPS"})


def with_particles(
    page: Page, names: Sequence[Name], particles: Collection[str], rule: str
) -> list[Name]:
    """Persons' names joined over the particles in them: "Hanne van den" and "Berg"."""
    out: list[Name] = []
    for name in names:
        last = out[-1] if out else None
        if last and last.label == "PERSON" and _is_joint(page, last.end, name.start, particles):
            out[-1] = replace(last, end=name.end, rule=rule)
        else:
            out.append(name)
    return merged(_to_surname(page, name, particles, rule) for name in out)


def _is_joint(page: Page, end: int, start: int, particles: Collection[str]) -> bool:
    """Whether only particles stand between two names, at least one of them."""
    if start - end > 2 or any(page.lower[i] not in particles for i in range(end, start)):
        return False
    return end < start or page.lower[end - 1] in particles


def _to_surname(page: Page, name: Name, particles: Collection[str], rule: str) -> Name:
    """A person's name that ends in a particle, with the proper noun behind it."""
    end = name.end
    if name.label != "PERSON" or end >= len(page) or not _goes_on(page, name, particles):
        return name
    if page.tags[end] in _PROPER and page.words[end][:1].isupper():
        return replace(name, end=end + 1, rule=rule)
    return name


def _goes_on(page: Page, name: Name, particles: Collection[str]) -> bool:
    """Whether a person's name ends in a particle, or an initial that was taken for an end."""
    last = page.words[name.end - 1]
    initial = len(last) == 2 and last[1] == "." and last[0].isupper()
    return last.lower() in particles or (initial and name.end - name.start > 1)


def first_name(word: str, first_names: Mapping[str, FirstNameRule]) -> FirstNameRule | None:
    """The rule of a first name; one with accents is known by its plain form too."""
    found = first_names.get(word)
    return first_names.get(_plain(word)) if found is None and not word.isascii() else found


def _plain(name: str) -> str:
    """A name without its accents: "Ruben" of "Rubén"."""
    split = unicodedata.normalize("NFD", name)
    return "".join(char for char in split if not unicodedata.combining(char))


def with_first_names(
    page: Page, names: Sequence[Name], first_names: Mapping[str, FirstNameRule]
) -> list[Name]:
    """Single names with the first name before them, which makes a person of either."""
    held = {i for name in names for i in range(name.start, name.end)}
    out: list[Name] = []
    for name in names:
        i = name.start - 1
        rule = first_name(page.words[i], first_names) if i >= 0 else None
        alone = name.end - name.start == 1 and page.words[name.start][:1].isupper()
        near = i >= 0 and page.sents[i] == page.sents[name.start] and name.label != "NORP"
        last = out[-1] if out else None
        if rule is None or not alone or not near or is_month(page, i, name.end):
            out.append(name)
        elif i not in held:
            out.append(replace(name, start=i, label="PERSON", rule=rule.id))
        elif last and last.end == name.start and last.end - last.start == 1:
            out[-1] = replace(name, start=i, label="PERSON", rule=rule.id)
        else:
            out.append(name)
    return out


def with_pieces(
    page: Page,
    names: Sequence[Name],
    known: Collection[str],
    first_names: Collection[str],
    rule: str,
) -> list[Name]:
    """Persons' names with the single word right before them that was taken for a place.

    The base model tags "Altaf" of "Altaf Hussain Darwan" as a place; `known` are real ones.
    A name that begins with one of `first_names` is whole.
    """
    out: list[Name] = []
    for name in names:
        last = out[-1] if out else None
        if last and _is_piece(page, last, name) and page.words[last.start] not in known:
            out[-1] = replace(name, start=last.start, rule=rule)
        elif (
            last and page.words[name.start] not in first_names and _are_halves(page, last, name)
        ):
            out[-1] = replace(last, end=name.end, rule=rule)
        else:
            out.append(name)
    return out


def _are_halves(page: Page, last: Name, name: Name) -> bool:
    """Whether two persons side by side are one: "Mirza Fakhrul" and "Islam Alamgir"."""
    if last.label != "PERSON" or name.label != "PERSON" or last.end != name.start:
        return False
    near = page.ends[last.end - 1] + 1 == page.starts[name.start]
    same = page.sents[last.start] == page.sents[name.end - 1]
    return (
        near and same and name.end - last.start < 6 and page.words[last.end - 1][-1].isalpha()
    )


def _is_piece(page: Page, last: Name, name: Name) -> bool:
    if name.label != "PERSON" or name.end - name.start != 2 or last.end != name.start:
        return False
    word = page.words[last.start]
    one = last.end - last.start == 1 and word[1:].islower() and word.isalpha()
    plain = one and last.label in {"GPE", "LOC"} and not last.firm
    return plain and page.sents[last.start] == page.sents[name.start]


def with_forenames(
    page: Page, names: Sequence[Name], titles: Titles, never: Collection[str], rule: str
) -> list[Name]:
    """Persons' names with the proper noun next to them that no name holds.

    A single surname takes the one before it, a longer name the one behind it ("Yamila Peña"
    and "Ojeda").

    Args:
        page: the document.
        names: with their final labels.
        titles: of people, which are no forename.
        never: lower-case words that are none either (days, months, last words of offices).
        rule: to cite.
    """
    taken = {i for name in names for i in range(name.start, name.end)}
    out = []
    for name in names:
        i = name.start - 1
        alone = name.label == "PERSON" and name.end - name.start == 1 and not name.firm
        free = i >= 0 and i not in taken and page.sents[i] == page.sents[name.start]
        fore = alone and free and _is_forename(page, i, never)
        if fore and titles.ending(page, i) is None:
            out.append(replace(name, start=i, rule=rule))
        elif _has_second(page, name, taken, never) and titles.ending(page, name.end) is None:
            out.append(replace(name, end=name.end + 1, rule=rule))
        else:
            out.append(name)
    return out


def _has_second(page: Page, name: Name, taken: Collection[int], never: Collection[str]) -> bool:
    """Whether a person's name of two words, or three, has a further one right behind it."""
    i = name.end
    if name.label != "PERSON" or i - name.start not in {2, 3} or i >= len(page) or i in taken:
        return False
    if page.kinds[i] in {"headline", "heading"} or page.sents[i] != page.sents[i - 1]:
        return False
    ends = i + 1 == len(page) or (page.tags[i + 1] != "NNP" and page.words[i + 1] != "-")
    return ends and page.ends[i - 1] + 1 == page.starts[i] and _is_forename(page, i, never)


def _is_forename(page: Page, i: int, never: Collection[str]) -> bool:
    word = page.words[i]
    shaped = word[:1].isupper() and word[1:].islower() and word.isalpha()
    return shaped and page.tags[i] == "NNP" and page.lower[i] not in never
