"""References look back at a bounded stretch: the work is linear in the article's length."""

from __future__ import annotations

import pytest

from pipeline.entities import antecedents, denote
from pipeline.entities.resolve import WINDOW

PARAGRAPH = (
    "Maria Vik met Anders Dorn of Brandvik Foods Ltd in Bilbao on Monday. She said that the "
    "company had cut 200 jobs, and that it would cut more. The minister told him that his "
    "union had lost its case. The city has two stations, and they were closed.\n\n"
)
LENGTHS = (12, 60)  # paragraphs


@pytest.fixture
def work_on(extractor, monkeypatch):
    """How many antecedents are weighed in a text."""
    count = {"pronoun": 0, "nominal": 0}

    def counted(owner, method, kind):
        real = getattr(owner, method)

        def call(*args, **kwargs):
            count[kind] += 1
            return real(*args, **kwargs)

        monkeypatch.setattr(owner, method, call)

    counted(antecedents.Antecedents, "_score", "pronoun")
    counted(denote.Denoter, "_fit", "nominal")

    def measure(text):
        count.update(pronoun=0, nominal=0)
        extractor.extract(text, published="2024-03-07")
        return dict(count)

    return measure


@pytest.mark.parametrize("kind", ["pronoun", "nominal"])
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
    assert 0 < weighed["nominal"] <= 10 * people


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
