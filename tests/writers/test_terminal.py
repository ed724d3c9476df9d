from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.writers.ink import cut, render, wrapped
from pipeline.writers.segments import Mark, segments
from pipeline.writers.terminal import article_page, table
from pipeline.writers.visible import visible, width

PAGE = """\
Bank staff walk out
walkout · Wire · published 7 Mar 2024, by its dateline

Events (2), by date

4 Mar 2024    walked out  LABOR                                        main  ev1
Mon           Staff at Nordbank
              when: “Monday”, counted from publication on 7 Mar 2024
              │ Staff at Nordbank [walked out] on Monday.

from 1 May    close  BUSINESS  did not happen  planned                       ev2
2024          Nordbank (“The bank”) → ten branches
              when: “1 May”
              according to: Eva Holm (q1: said)
              │ The bank would [close] ten branches from 1 May, its chairwoman,
              │ Eva Holm, said.

Quotes (1)
q1    Eva Holm said · indirect
      The bank would close ten branches from 1 May

Entities (2)
PERSON        Eva Holm (its chairwoman)
ORG           Nordbank *2
""".replace("*", "\N{MULTIPLICATION SIGN}")


def test_an_article_is_a_page_that_a_person_can_read(record):
    assert article_page(record, columns=80, colour=False) == PAGE


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_no_line_is_longer_than_the_terminal(record, columns):
    for line in article_page(record, columns=columns, colour=False).splitlines():
        assert width(line) <= columns


def test_colour_marks_and_changes_no_word(record):
    coloured = article_page(record, columns=80, colour=True)
    assert "\x1b[1;7mwalked out\x1b[0m" in coloured
    assert "\x1b" not in article_page(record, columns=80, colour=False)


def test_hidden_characters_are_shown_and_not_obeyed(plain):
    hostile = "A\x1b]0;x\x07 \u202egnp\u200b"
    page = article_page(plain("x", article={"title": hostile}), columns=80, colour=False)
    assert page.startswith("A<U+001B>]0;x<U+0007> <U+202E>gnp<U+200B>\n")


def test_several_articles_are_a_table(record, plain):
    long = plain("x", article={"id": "a" * 60, "title": None, "published": None})
    head, first, second = table([record, long], columns=80, colour=False)
    assert head.split() == ["article", "published", "events", "quotes", "title"]
    assert " ".join(first.split()) == "walkout 7 Mar 2024 2 1 Bank staff walk out"
    assert second.startswith("a" * 29 + "…  unknown")


@given(
    st.lists(st.tuples(st.text(max_size=30), st.sampled_from(["", "strong"]))),
    st.integers(1, 40),
)
def test_wrapping_keeps_every_word_and_the_width(pieces, columns):
    lines = wrapped(pieces, columns)
    kept = "".join(text for line in lines for text, _ in line).replace(" ", "")
    assert kept == "".join(visible(text) for text, _ in pieces).translate(_SPACES)
    assert all(width(render(line, colour=False)) <= max(columns, 2) for line in lines)


_SPACES = {ord(char): None for char in map(chr, range(0x110000)) if char.isspace()}


@given(st.text(), st.integers(1, 30))
def test_a_cut_text_fills_its_column(text, columns):
    assert width(cut(text, columns)) in {columns, columns - 1}


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=8))
def test_segments_cover_the_text_once_and_know_their_marks(spans):
    marks = [Mark(min(a, b), max(a, b), "time", f"t{n}") for n, (a, b) in enumerate(spans)]
    found = segments(0, 20, marks)
    assert "".join("x" * (part.end - part.start) for part in found) == "x" * 20
    for part in found:
        covering = {
            m for m in marks if m.start <= part.start and m.end >= part.end and m.start < m.end
        }
        assert set(part.marks) == covering
