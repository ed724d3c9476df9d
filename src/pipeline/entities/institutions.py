"""Institutions that were tagged in pieces, or without the noun that says what they are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.entities.names import Name, merged

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from pipeline.entities.page import Page

_PROPER = frozenset({"NNP", "NNPS"})


def joined(page: Page, names: Sequence[Name], nouns: Collection[str], rule: str) -> list[Name]:
    """A nationality and the institution behind it as one: "Belarusian Foreign Ministry"."""
    return merged(_joined(page, names, nouns, rule))


def _joined(
    page: Page, names: Sequence[Name], nouns: Collection[str], rule: str
) -> Iterator[Name]:
    held: Name | None = None
    for name in names:
        adjacent = held is not None and held.end == name.start and held.label in {"NORP", "GPE"}
        if (
            held is not None
            and adjacent
            and name.label == "ORG"
            and page.words[name.end - 1] in nouns
        ):
            held = replace(name, start=held.start, rule=rule)
            continue
        if held is not None:
            yield held
        held = name
    if held is not None:
        yield held


def with_country(
    page: Page, names: Sequence[Name], nouns: Collection[str], rule: str
) -> list[Name]:
    """Institutions with the place behind "of": "Supreme Court of Ghana".

    Args:
        page: the document.
        names: as found.
        nouns: last words of institutions.
        rule: to cite.
    """
    out: list[Name] = []
    for name in names:
        last = out[-1] if out else None
        if last and name.label == "GPE" and _is_of(page, last, name, nouns):
            out[-1] = replace(last, end=name.end, label="ORG", rule=rule)
        else:
            out.append(name)
    return out


def _is_of(page: Page, last: Name, name: Name, nouns: Collection[str]) -> bool:
    if name.start - last.end != 1 or page.lower[last.end] != "of":
        return False
    return last.label == "ORG" and page.words[last.end - 1] in nouns


def with_second(
    page: Page, names: Sequence[Name], known: Collection[str], rule: str
) -> list[Name]:
    """Institutions with the second of their fields: "Commission for Museums and Monuments".

    `known` are strings that name something by themselves.
    """
    out: list[Name] = []
    for name in names:
        last = out[-1] if out else None
        if last and _is_second(page, last, name) and page.words[name.start] not in known:
            out[-1] = replace(last, end=name.end, rule=rule, firm=True)
        else:
            out.append(name)
    return out


def _is_second(page: Page, last: Name, name: Name) -> bool:
    """Whether a plural that was taken for a name is a field as the one before "and" is."""
    joint = name.start == last.end + 1 and page.lower[last.end] in {"and", "&"}
    if not joint or last.label != "ORG" or name.end - name.start > 1:
        return False
    fields = page.words[last.end - 1], page.words[name.start]
    plural = all(word.istitle() and word.endswith("s") for word in fields)
    inside = page.lower[last.start : last.end]
    return plural and not {"for", "of"}.isdisjoint(inside)


def with_institution(
    page: Page, names: Sequence[Name], nouns: Collection[str], rule: str
) -> list[Name]:
    """Names with the capitalised institution right behind them: "NATO-Russia Council"."""
    begins = {name.start for name in names}
    out = []
    for name in names:
        i = name.end
        tail = i < len(page.words) and page.words[i] in nouns and i not in begins
        if tail and name.label in {"ORG", "NORP"} and page.tags[i] in _PROPER:
            out.append(replace(name, end=i + 1, label="ORG", rule=rule))
        else:
            out.append(name)
    return out
