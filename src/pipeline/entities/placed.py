"""Names that their place on the page tells: datelines, bylines, photo credits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.entities.names import MAX_NAME, Name

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from pipeline.entities.page import Page
    from pipeline.entities.titles import Titles


def placed(  # noqa: PLR0913  (three rules, each with its own switch)
    page: Page,
    names: Sequence[Name],
    *,
    dateline: str,
    byline: str,
    credit: str,
    never: Collection[str],
    titles: Titles,
) -> list[Name]:
    """The names with those that datelines, bylines and credits give, which take precedence.

    Args:
        page: the document.
        names: as found.
        dateline: rule for places and agencies of datelines; "" is off.
        byline: rule for writers; "" is off.
        credit: rule for "(Agency/Photographer)"; "" is off.
        never: lower-case words (days, months) that are no name.
        titles: of people, which a byline may give after a name.
    """
    found: list[Name] = []
    for start, end in page.stretches():
        if page.kinds[start] == "dateline" and dateline:
            found += _dateline(page, start, end, never, dateline)
        elif page.kinds[start] == "byline" and byline and page.lower[start] == "by":
            found += _byline(page, start + 1, end, titles, byline)
    if credit:
        found += _credits(page, credit)
        held = {i for name in found for i in range(name.start, name.end)}
        found += [name for name in _captioned(page, credit) if name.start not in held]
    taken = {i for name in found for i in range(name.start, name.end)}
    kept = [name for name in names if taken.isdisjoint(range(name.start, name.end))]
    return sorted([*kept, *found], key=lambda name: name.start)


def _runs(
    page: Page, start: int, end: int, never: Collection[str]
) -> Iterator[tuple[int, int]]:
    """Stretches of capitalised words, with hyphens and apostrophes inside them."""
    i = start
    while i < end:
        last = i
        while last < end and _in_run(page, i, last, never):
            last += 1
        while last > i and page.words[last - 1] in {"-", "'", "’"}:
            last -= 1
        if i < last <= i + MAX_NAME:
            yield i, last
        i = max(last, i + 1)


def _in_run(page: Page, start: int, i: int, never: Collection[str]) -> bool:
    word = page.words[i]
    if page.lower[i] in never:
        return False
    small = i > start and word.lower() in {
        "de",
        "el",
        "al",
        "of",
        "la",
        "del",
        "-",
        "'",
        "’",
        "and",
        "upon",
    }
    if (
        word == "-"
        and page.text[page.starts[i] - 1 : page.ends[i] + 1].strip()
        != page.text[page.starts[i] - 1 : page.ends[i] + 1]
    ):
        return False  # a dash between blanks
    return word[:1].isupper() or small


def _dateline(
    page: Page, start: int, end: int, never: Collection[str], rule: str
) -> Iterator[Name]:
    marks = set(page.words[start:end])
    if page.blocks[start] == 0 and not marks & {"(", ","}:
        return  # "SOCCER - Late goal sinks Redhill": a headline with its subject
    inside = False
    for first, last in _runs(page, start, end, never):
        opened = page.words[start:first].count("(") > page.words[start:first].count(")")
        inside = inside or opened
        if opened:
            yield Name(first, last, "ORG", rule, firm=True)
        elif not inside:
            yield Name(first, last, "GPE", rule, firm=True)


def _byline(page: Page, start: int, end: int, titles: Titles, rule: str) -> Iterator[Name]:
    runs = list(_runs(page, start, end, frozenset({"and", "in", "for", "with"})))
    for number, (first, last) in enumerate(runs):
        if titles.ending(page, last - 1) is not None:
            continue
        if number == 0 or page.lower[first - 1] == "and":
            yield Name(first, last, "PERSON", rule, firm=True)
        elif page.words[first - 1] in {",", "|", "for"}:
            yield Name(first, last, "ORG", rule, firm=True)


def _captioned(page: Page, rule: str) -> Iterator[Name]:
    """As in "after the storm Ruda Vell/EPA": two words, a stroke and an agency in capitals."""
    for i in page.places.get("/", ()):
        if i < 2 or i + 1 >= len(page) or not 2 <= len(page.words[i + 1]) <= 4:
            continue
        tied = page.ends[i - 1] == page.starts[i] and page.ends[i] == page.starts[i + 1]
        names = page.words[i - 2 : i]
        shaped = all(word.istitle() and word.isalpha() for word in names)
        if tied and shaped and page.words[i + 1].isupper() and names[1] not in _HOUSES:
            yield Name(i - 2, i, "PERSON", rule, firm=True)
            yield Name(i + 1, i + 2, "ORG", rule, firm=True)


def _credits(page: Page, rule: str) -> Iterator[Name]:
    """As in "(Agency/J. Photographer)", or the other way round."""
    for i in page.places.get("/", ()):
        near = range(i - 2, max(-1, i - 5), -1)
        opens = next((at for at in near if page.words[at] == "("), -1)
        closes = next(
            (at for at in range(i + 2, i + 6) if page.words[at : at + 1] == [")"]), -1
        )
        if opens < 0 or closes < 0:
            continue
        colon = next((at + 1 for at in range(i - 1, opens, -1) if page.words[at] == ":"), 0)
        first, last = (colon or opens + 1, i), (i + 1, closes)
        if not (page.words[first[0]][:1].isupper() and page.words[last[0]][:1].isupper()):
            continue
        if page.lower[last[0]] == "the" or _is_initial(page.words[first[0]]):
            first, last = last, first
        yield _agency(page, *first, rule)
        person = last[1] - last[0] > 1 and page.words[last[1] - 1] not in _HOUSES
        yield Name(*last, "PERSON" if person else "ORG", rule, firm=True)


_HOUSES = frozenset({"Images", "Press", "News", "Agency", "Photos", "Pool", "Times", "Post"})


def _is_initial(word: str) -> bool:
    return len(word) == 2 and word.endswith(".")


def _agency(page: Page, start: int, end: int, rule: str) -> Name:
    return Name(start + (page.lower[start] == "the"), end, "ORG", rule, firm=True)
