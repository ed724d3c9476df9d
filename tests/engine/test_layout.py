"""Blocks of a page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.layout import cut_blocks
from pipeline.paragraphs import LayoutPack, ParagraphFinder
from pipeline.rules.load import load_packs

FINDER = ParagraphFinder(load_packs(["en/layout"], LayoutPack))


def kinds(text: str) -> list[tuple[str, str]]:
    return [(block.kind, text[block.start : block.end]) for block in FINDER.blocks(text)]


def test_a_page_is_cut_into_its_blocks():
    page = (
        "Halden to buy Corvane\n\nBy JANE ROE, Staff Writer\n\n"
        "BOISE, Idaho - Halden agreed on Tuesday.\n\nMarket reaction\n\nShares fell 6%.\n\n"
        "- Advertisement -\n\nCorrection: It was Monday.\n"
    )
    assert [kind for kind, _ in kinds(page)] == [
        "headline", "byline", "dateline", "body", "heading", "body", "furniture", "correction",
    ]  # fmt: skip


@pytest.mark.parametrize("above", ["https://example.org/a/", "Advertisement", "Share"])
def test_furniture_over_the_headline_leaves_it_the_headline(above):
    page = f"{above}\n\nHalden to buy Corvane\n\nHalden agreed on Tuesday."
    assert [kind for kind, _ in kinds(page)] == ["furniture", "headline", "body"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_all_systems_cut(end):
    text = f"A headline{end}{end}First paragraph here.{end}{end}Second one."
    assert [words for _, words in kinds(text)] == [
        "A headline",
        "First paragraph here.",
        "Second one.",
    ]


def test_lines_wrapped_by_hand_are_one_paragraph():
    wrapped = (
        "   Turning its back on 210 years of loyalty to the British royal\n"
        "family, a constitutional convention voted overwhelmingly Friday to\n"
        "make Australia a republic under its own president, and its prime\n"
        "minister promised a referendum.\n"
        "\n"
        "   It will be held next year."
    )
    assert len(cut_blocks(wrapped)) == 2


def test_single_line_breaks_part_paragraphs_otherwise():
    assert len(cut_blocks("One sentence here.\nAnother one here.\nA third.")) == 3


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
def test_blocks_are_in_order_and_hold_all_that_is_not_white_space(text):
    blocks = FINDER.blocks(text)
    at = 0
    for block in blocks:
        assert at <= block.start < block.end <= len(text)
        assert not text[at : block.start].strip()
        at = block.end
    assert not text[at:].strip()
