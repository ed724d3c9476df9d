"""What rooms write survives bytes, and comes back as it was."""

from __future__ import annotations

import spacy
from spacy.tokens import Doc

from pipeline import annotations as notes


def test_annotations_survive_bytes():
    nlp = spacy.blank("en")
    doc = nlp.make_doc("He said so on Monday.")
    quote = notes.Quote(
        kind="indirect",
        content=(notes.Piece(8, 10),),
        cue=notes.Cue(3, 7, "say"),
        source=notes.Piece(0, 2),
        speaker=0,
        stance="says",
        time=0,
        within=None,
        rule="cue.say",
    )
    time = notes.Timex(
        14, 20, "DATE", "2024-03-04", None, "2024-03-04", "2024-03-04", "dct", "time.weekday"
    )
    event = notes.Event(
        type="CONSULT",
        mode=None,
        trigger=notes.Trigger(3, 7, "say"),
        arguments=(notes.Argument("actor", 0, 2, 0),),
        time=notes.EventTime(timex=0, begin="2024-03-04", end="2024-03-04", how="explicit"),
        polarity="positive",
        modality="asserted",
        attributed_to=None,
        main=True,
        rank=1,
        same_as=None,
        sentence=notes.Piece(0, 21),
        rule="consult.meet",
        confidence=0.5,
    )
    entity = notes.Entity("Ann Lee", "PERSON", (notes.Role(0, 2, "role.title"),))
    notes.set_quotes(doc, [quote])
    notes.set_times(doc, [time])
    notes.set_events(doc, [event])
    notes.set_entities(doc, [entity], [notes.Mention(0, 2, "pronoun", 0, "mention.he")])
    notes.set_publication(doc, notes.Publication("2024-03-07", "given"))
    copy = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert notes.quotes(copy) == [quote]
    assert notes.times(copy) == [time]
    assert notes.events(copy) == [event]
    assert notes.entities(copy) == [entity]
    assert notes.publication(copy).day == "2024-03-07"


def test_a_doc_without_blocks_is_one_body():
    doc = spacy.blank("en").make_doc("Some text.")
    assert [(b.start, b.end, b.kind) for b in notes.blocks(doc)] == [(0, 10, "body")]
