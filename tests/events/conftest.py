"""What the tests of the events room share: events by the words of their triggers."""

from __future__ import annotations

import pytest

PUBLISHED = "2024-03-07"  # a Thursday


@pytest.fixture(scope="session")
def events(extractor):
    """Recorded events of a text, by the text of their triggers."""

    def find(text, published=PUBLISHED):
        record = extractor.extract(text, published=published)
        return {event.trigger.text: event for event in record.events}

    return find


@pytest.fixture(scope="session")
def all_events(everything):
    """All events of a text, recorded or not, by the text of their triggers."""

    def find(text, published=PUBLISHED):
        record = everything.extract(text, published=published)
        return {event.trigger.text: event for event in record.events}

    return find
