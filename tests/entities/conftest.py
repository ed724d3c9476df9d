"""Pages written by hand, and what the loaded pipeline makes of a text."""

from __future__ import annotations

import pytest

from pipeline.entities.page import Page


@pytest.fixture
def make_page():
    """Make a page of words; what is not given is plain: one sentence, one block, nouns."""

    def make(  # noqa: PLR0913  (one argument a list)
        words, *, tags=None, deps=None, heads=None, sents=None, blocks=None, kinds=None
    ):
        words = words.split() if isinstance(words, str) else list(words)
        starts, at = [], 0
        for word in words:
            starts.append(at)
            at += len(word) + 1
        size = len(words)
        tags = tags.split() if isinstance(tags, str) else tags or _tags(words)
        heads = heads or [0] * size
        children = [[] for _ in words]
        for i, head in enumerate(heads):
            if head != i:
                children[head].append(i)
        return Page(
            text=" ".join(words),
            words=words,
            lower=[word.lower() for word in words],
            tags=tags,
            pos=["PROPN" if tag.startswith("NNP") else "X" for tag in tags],
            deps=deps.split() if isinstance(deps, str) else deps or ["dep"] * size,
            heads=heads,
            starts=starts,
            ends=[start + len(word) for start, word in zip(starts, words, strict=True)],
            sents=sents or [0] * size,
            blocks=blocks or [0] * size,
            kinds=kinds or ["body"] * size,
            children=children,
        )

    return make


def _tags(words):
    return ["NNP" if word[:1].isupper() else "NN" for word in words]


@pytest.fixture(scope="session")
def names(extractor):
    """The names of a text: a list of (words, label)."""

    def read(text):
        record = extractor.extract(text)
        found = [
            (mention.start, mention.text, entity.label)
            for entity in record.entities
            for mention in entity.mentions
            if mention.kind == "name"
        ]
        return [(words, label) for _, words, label in sorted(found)]

    return read


@pytest.fixture(scope="session")
def entity_of(extractor):
    """Whom each mention of a text means: {(words, occurrence): name of the entity}."""

    def read(text):
        record = extractor.extract(text)
        found = sorted(
            (mention.start, mention.text, entity.name)
            for entity in record.entities
            for mention in entity.mentions
        )
        out, seen = {}, {}
        for _, words, name in found:
            seen[words] = seen.get(words, 0) + 1
            out[words, seen[words]] = name
        return out

    return read
