"""Who takes part in what is told in a quotation."""

from __future__ import annotations


def test_the_speaker_takes_no_part_in_what_somebody_else_is_said_to_do(extractor):
    text = 'Lithuania expelled two envoys. "They hired truck drivers," Ruta Lukaite said.'
    record = extractor.extract(text, published="2024-03-07")
    actors = {a.text for event in record.events for a in event.arguments if a.role == "actor"}
    assert "Ruta Lukaite" not in actors


def test_nobody_does_a_thing_to_himself_by_owning_its_object(extractor):
    record = extractor.extract(
        "Chad recalled its ambassador on Monday.", published="2024-03-07"
    )
    (event,) = record.events
    assert ("actor", "Chad") in [(a.role, a.text) for a in event.arguments]
    assert "its" not in [a.text for a in event.arguments]
