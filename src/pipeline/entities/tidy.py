"""Where a name really begins and ends, and what is no name at all."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.entities.names import Name, merged
from pipeline.entities.people import HYPHENS

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from pipeline.entities.page import Page
    from pipeline.entities.titles import Titles

_COMMON = frozenset(
    {"NN", "NNS", "VB", "VBD", "VBZ", "VBP", "VBG", "RB", "UH", "IN", "CD", "MD", "WRB"}
)
_PROPER = frozenset({"NNP", "NNPS"})


def without_common(
    page: Page, names: Sequence[Name], titles: Titles, never: Collection[str], rule: str
) -> list[Name]:
    """Names but for bare titles, common nouns that begin a sentence, and what never is one.

    Args:
        page: the document.
        names: as found.
        titles: of people: "Health" in "Health Minister Banda" is no name.
        never: lower-case words that are no name by themselves, and no part of one at its edge.
        rule: that is cited where a span changes.
    """
    out = []
    for name in names:
        cut = _without_never(page, _before_title(page, name, titles, rule), never, rule)
        if cut and not _is_title(page, cut, titles) and not _begins_sentence(page, cut):
            out.append(cut)
    return out


def _before_title(page: Page, name: Name, titles: Titles, rule: str) -> Name:
    """A name without the form of address of the next one: "Will" of "Will Mr Bell go?"."""
    end = name.end
    if end - name.start < 2 or end >= len(page) or page.tags[end] not in _PROPER:
        return name
    title = titles.ending(page, end - 1)
    if title is None or not title.rule.address or title.start <= name.start:
        return name
    return replace(name, end=title.start, rule=rule)


def _without_never(page: Page, name: Name, never: Collection[str], rule: str) -> Name | None:
    start, end = name.start, name.end
    while start < end and (page.lower[start] in never or is_month(page, start, end)):
        start += 1
    while start < end and page.lower[end - 1] in never:
        end -= 1
    if start == end or not any(word[:1].isalpha() for word in page.words[start:end]):
        return None
    return (
        name
        if (start, end) == (name.start, name.end)
        else replace(name, start=start, end=end, rule=rule)
    )


_MONTHS = frozenset({"april", "may", "june", "august"})  # first names too
_DATED = frozenset(
    {"in", "since", "by", "until", "last", "this", "next", "early", "late", "on"}
)


def is_month(page: Page, i: int, end: int) -> bool:
    """Whether a name's first word is the month of "In April Akhmetov cancelled"."""
    return i + 1 < end and page.lower[i] in _MONTHS and i > 0 and page.lower[i - 1] in _DATED


def _is_title(page: Page, name: Name, titles: Titles) -> bool:
    """Whether a name is a title or a part of one."""
    if name.label == "NORP":
        return False
    for end in range(name.end, min(name.end + 3, len(page) + 1)):
        title = titles.ending(page, end - 1)
        if title is not None and title.start <= name.start and title.end >= name.end:
            return title.end - title.start > 1 or (name.label != "PERSON" or title.rule.before)
    return False


def _begins_sentence(page: Page, name: Name) -> bool:
    """Whether a name is one common word that only its place in the sentence capitalises."""
    if name.end - name.start > 1 or page.words[name.start].isupper():
        return False
    begins = name.start == 0 or page.sents[name.start - 1] != page.sents[name.start]
    quoted = name.start > 0 and page.words[name.start - 1] in {'"', "“", "‘", "'"}
    return (begins or quoted) and page.tags[name.start] in _COMMON


def without_languages(page: Page, names: Sequence[Name], words: Collection[str]) -> list[Name]:
    """Names but for languages: "Kazakh language", "speak Basque"; `words` stand next to one."""
    return [
        name
        for name in names
        if name.label != "NORP"
        or not (
            (name.end < len(page) and page.lower[name.end] in words)
            or (name.start and page.lower[name.start - 1] in words)
        )
    ]


def with_hyphens(
    page: Page, names: Sequence[Name], tails: Collection[str], rule: str
) -> list[Name]:
    """Names with the parts that hyphens tie to them: "Wang Mei-yu", "Urus-Martan".

    Args:
        page: the document.
        names: as found.
        tails: words behind a hyphen that make an adjective of a name ("New York-based").
        rule: to cite.
    """
    begins = {name.start for name in names if name.label}
    out = []
    for name in names:
        start, end = name.start, name.end
        while (
            _is_tied(page, end)
            and end + 1 not in begins
            and _continues(page, name, end + 1, tails)
        ):
            end += 2
        while start > 1 and _is_tied(page, start - 1) and page.words[start - 2][:1].isupper():
            if any(other.end == start - 1 for other in names):
                break
            start -= 2
        same = (start, end) == (name.start, name.end)
        out.append(name if same else replace(name, start=start, end=end, rule=rule))
    return merged(out)


def _is_tied(page: Page, i: int) -> bool:
    """Whether token `i` is a hyphen without blanks around it."""
    if not 0 < i < len(page) - 1 or page.words[i] not in HYPHENS:
        return False
    return page.ends[i - 1] == page.starts[i] and page.ends[i] == page.starts[i + 1]


def _continues(page: Page, name: Name, i: int, tails: Collection[str]) -> bool:
    word = page.words[i]
    if page.lower[i] in tails or not word[0].isalpha():
        return False
    if len(word) < 5 and _is_tied(page, i + 1) and page.words[i + 2][:1].isupper():
        return True  # "Mazar-i-Sharif"
    return word[0].isupper() or (name.label == "PERSON" and len(word) < 6)


def without_generic(page: Page, names: Sequence[Name], generic: Collection[str]) -> list[Name]:
    """Names but for single words such as "Government" that end no longer name in the text."""
    ends = {page.words[n.end - 1] for n in names if n.end - n.start > 1}
    return [
        name
        for name in names
        if name.firm
        or name.end - name.start > 1
        or page.words[name.start] not in generic
        or page.words[name.start] in ends
    ]


def without_bare(page: Page, names: Sequence[Name], generic: Collection[str]) -> list[Name]:
    """Names but for single words such as "Parliament"; a bare "Park" may be somebody."""
    return [
        name
        for name in names
        if name.firm
        or name.end - name.start > 1
        or page.words[name.start] not in generic
        or (name.label == "PERSON" and name.start and page.tags[name.start - 1] != "DT")
    ]


def with_generic(
    page: Page, names: Sequence[Name], nouns: Collection[str], label: str, rule: str
) -> list[Name]:
    """Names with the common noun that belongs to them: "Flesland airport", "Chadian army".

    Args:
        page: the document.
        names: as found.
        nouns: that belong to a name before them, in lower case.
        label: that such a name has.
        rule: to cite.
    """
    from_labels = {"GPE", "LOC", "FAC", "ORG"} if label == "FAC" else {"NORP", "ORG"}
    out = []
    for name in names:
        i = name.end
        if (
            i < len(page)
            and page.words[i] in nouns
            and name.label in from_labels
            and not _goes_on(page, i)
        ):
            out.append(replace(name, end=i + 1, label=label, rule=rule, firm=True))
        else:
            out.append(name)
    return merged(out)


def _goes_on(page: Page, i: int) -> bool:
    """Whether the noun at `i` is itself only a modifier: "airport security"."""
    return (
        i + 1 < len(page) and page.tags[i + 1] in {"NN", "NNS"} and page.deps[i] == "compound"
    )
