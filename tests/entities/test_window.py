"""The work is linear in the article's length: references look back at a bounded stretch."""

from __future__ import annotations

import pytest

from pipeline.entities import antecedents, contexts, denote, group, roles, titles
from pipeline.entities.resolve import WINDOW

PARAGRAPH = (
    "Maria Vik met Anders Dorn of Brandvik Foods Ltd in Bilbao on Monday. She said that the "
    "company had cut 200 jobs, and that it would cut more. The minister told him that his "
    "union had lost its case. The city has two stations, and they were closed.\n\n"
)
LENGTHS = (12, 60)  # paragraphs


COUNTED = {
    "pronoun": (antecedents.Antecedents, "_score"),
    "nominal": (denote.Denoter, "_fit"),
    "context": (contexts.Contexts, "_keys"),
    "title": (titles.Titles, "ending"),
    "placing": (group, "same_person"),
    "role": (roles.RoleFinder, "_around"),
}


@pytest.fixture
def work_on(extractor, monkeypatch):
    """How often each piece of work is done for a text: antecedents weighed, titles read."""
    count = dict.fromkeys(COUNTED, 0)

    def counted(owner, method, kind):
        real = getattr(owner, method)

        def call(*args, **kwargs):
            count[kind] += 1
            return real(*args, **kwargs)

        monkeypatch.setattr(owner, method, call)

    for kind, (owner, method) in COUNTED.items():
        counted(owner, method, kind)

    def measure(text):
        count.update(dict.fromkeys(COUNTED, 0))
        extractor.extract(text, published="2024-03-07")
        return dict(count)

    return measure


@pytest.mark.parametrize("kind", COUNTED)
def test_five_times_the_text_is_at_most_six_times_the_work(work_on, kind):
    short, long = (work_on(PARAGRAPH * length)[kind] for length in LENGTHS)
    assert short > 0
    assert long <= 6 * short


def test_a_reference_weighs_no_more_than_the_window(extractor, monkeypatch):
    sizes = []
    real = antecedents.Antecedents.antecedent

    def call(self, pronoun, seen, *rest):
        sizes.append(len(seen))
        return real(self, pronoun, seen, *rest)

    monkeypatch.setattr(antecedents.Antecedents, "antecedent", call)
    extractor.extract(PARAGRAPH * LENGTHS[-1], published="2024-03-07")
    assert max(sizes) == WINDOW


def test_many_names_are_not_all_weighed(work_on):
    """What fits nobody is looked for among all names once, not at each mention."""
    people = 200
    weighed = work_on(_crowd(people))
    assert 0 < weighed["pronoun"] <= WINDOW * people
    assert weighed["nominal"] <= 10 * people


def _crowd(people):
    surnames = [
        f"V{first}{middle}{last}dal"
        for first in "aeiou"
        for middle in "bdfgklmnprst"
        for last in "aeio"
    ]
    return "".join(
        f"Anders {surname} left early. He said the admiral had paid him, and the admiral "
        "wept.\n\n"
        for surname in surnames[:people]
    )
