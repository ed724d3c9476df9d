"""What is recorded, of which type, attributed to whom, and which event is the main one."""

from __future__ import annotations

import pytest

import pipeline
from pipeline.events.find import PACKS
from pipeline.events.pack import EventPack
from pipeline.rules.load import load_packs

ASIDE = "The square lies near the harbour.\n\nIt is quiet in winter.\n\n"  # no lead


@pytest.mark.parametrize(
    ("text", "trigger", "kind"),
    [
        ("Russia suspended its mission to NATO on Monday.", "suspended", "SANCTION"),
        ("The league suspended the striker on Monday.", "suspended", "SPORT"),
        ("Warplanes struck a bridge on Monday.", "struck", "ASSAULT"),
        ("A strong earthquake struck the coast on Monday.", "struck", "DISASTER"),
        ("The bank fired 30 workers on Monday.", "fired", "LABOR"),
        ("Troops fired rockets at the town on Monday.", "fired", "ASSAULT"),
        ("Halden Corp. fell 3% as its profit fell 12% in 2023.", "fell", "BUSINESS"),
        ("Parliament passed the bill on Monday.", "passed", "LEGAL"),
        ("Norway will give Malawi a grant of ten million dollars.", "give", "AGREE"),
    ],
)
def test_the_arguments_of_a_trigger_decide_its_type(events, text, trigger, kind):
    assert events(text)[trigger].type == kind


@pytest.mark.parametrize(
    ("setting", "text", "trigger", "kind"),
    [
        ("The striker won the match and cup.", "Ruiz retired on Monday.", "retired", "SPORT"),
        ("The board met.", "Ruiz retired on Monday.", "retired", "PERSONNEL"),
        ("The army fought rebels and militants.", "Ten people died.", "died", "ASSAULT"),
        ("A bus hit a lorry on the road.", "Ten people died.", "died", "ACCIDENT"),
        ("Rain fell, and a river and a storm rose.", "Ten people died.", "died", "DISASTER"),
    ],
)
def test_what_an_article_is_about_decides_a_sense(events, setting, text, trigger, kind):
    assert events(f"{setting} {text}")[trigger].type == kind


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("The envoy launched a mediation effort on Monday.", "mediation effort"),
    ],
)
def test_a_verb_of_no_known_sense_yields_to_its_noun(events, text, trigger):
    assert list(events(text)) == [trigger]


@pytest.mark.parametrize(
    "text",
    [
        "The bank said nothing on Monday.",
        "The museum contains nine paintings.",
        "Farmers are reluctant.",
        "Rebels attack convoys.",
        "Could the mayor resign?",
        "A spokesman declined to comment.",
    ],
)
def test_sayings_states_habits_and_questions_are_not_recorded(events, text):
    assert events(text) == {}


@pytest.mark.parametrize(
    ("deed", "trigger"),
    [
        ("Volunteers handed out blankets to refugees.", "handed out"),
        ("The carmaker recalled 80,000 vehicles.", "recalled"),
        ("The hall was stormed by rebels.", "stormed"),
        ("The two foreign ministers held talks in Geneva.", "talks"),
    ],
)
def test_an_undated_deed_of_somebody_named_is_recorded_wherever_it_is_told(
    events, deed, trigger
):
    assert trigger in events(f"{ASIDE}{deed}")


@pytest.mark.parametrize("aside", ["She folded it.", "The deputy sighed.", "He stood there."])
def test_what_is_done_to_nothing_named_is_no_deed(events, aside):
    assert events(f"{ASIDE}{aside}") == {}


def test_with_all_they_are_written_without_a_type(all_events):
    assert all_events("The bank said nothing on Monday.")["said"].type is None


def test_a_headline_holds_no_recorded_event(events):
    text = (
        "Kenya expels two diplomats\n\nKenya expelled two diplomats on Monday, officials said."
    )
    assert list(events(text)) == ["expelled"]


def test_what_is_refused_is_part_of_the_refusal(events):
    assert list(events("The union refused on Monday to sign the contract.")) == ["refused"]


def test_what_went_on_at_a_meeting_is_part_of_it(events):
    text = "He had a meeting with the envoy in Rome on Monday, where the border was discussed."
    assert list(events(text)) == ["had"]


def test_a_sentence_told_twice_tells_one_event(extractor):
    text = "A tram derailed in Leeds on Monday.\n\nTrains ran late.\n\n"
    record = extractor.extract(
        f"{text}A tram derailed in Leeds on Monday.", published="2024-03-07"
    )
    assert [event.trigger.text for event in record.events].count("derailed") == 1


def test_a_verb_that_only_reports_words_is_no_event_by_a_guess(events):
    assert events("“It was the winter of 1979, and she still limps,” Haldar recalled.") == {}


def test_an_occasion_that_is_held_is_one_event(events):
    text = "The next summit will be held in Dubai from 30 November to 12 December 2024."
    assert list(events(text)) == ["held"]


def test_an_aspect_verb_and_its_event_make_one_trigger(events):
    text = "The central bank began tightening policy in April 2022."
    assert list(events(text)) == ["began tightening"]


def test_a_claim_is_attributed_to_the_quote_that_holds_it(extractor):
    text = "Peskov said on Monday that NATO had expelled eight diplomats."
    record = extractor.extract(text, published="2024-03-07")
    (event,) = record.events
    (quote,) = record.quotes
    assert event.attributed_to == quote.id


def test_repeated_mentions_are_one_record(extractor, everything):
    text = (
        "Kenya expelled two Chadian diplomats.\n\n"
        "Kenya expelled the two Chadian diplomats on Monday, officials said."
    )
    recorded = extractor.extract(text, published="2024-03-07").events
    assert [event.trigger.text for event in recorded] == ["expelled"]
    assert recorded[0].time.begin == "2024-03-04"
    written = everything.extract(text, published="2024-03-07").events
    assert sum(event.same_as is not None for event in written) == 1


def test_exactly_one_event_is_the_main_one_and_ranks_first(extractor):
    text = (
        "Kenya expels diplomats\n\nKenya expelled two diplomats on Monday.\n\n"
        "Chad closed its embassy in 2019. Kenya fined a bank in 2020."
    )
    record = extractor.extract(text, published="2024-03-07")
    assert [event.trigger.text for event in record.events if event.main] == ["expelled"]
    ranks = sorted(event.rank for event in record.events)
    assert ranks == [1, 2, 3]


def test_confidence_is_a_share(extractor):
    text = "Kenya expelled two diplomats on Monday. Chad closed its embassy in 2019."
    record = extractor.extract(text, published="2024-03-07")
    assert all(0 < event.confidence < 1 for event in record.events)


def test_a_pack_of_ones_own_adds_a_type_with_one_entry(tmp_path):
    pack = tmp_path / "space.yaml"
    pack.write_text(
        "kind: events\n"
        "types:\n  SPACE: {note: launches}\n"
        "rules:\n"
        "  - id: space.launch\n    type: SPACE\n    verbs: [orbit]\n"
        "    examples:\n      - The probe <trigger>orbited</trigger> the moon.\n",
        encoding="utf-8",
    )
    extractor = pipeline.load(rules=[pack])
    record = extractor.extract("The probe orbited the moon on Monday.", published="2024-03-07")
    assert [(event.type, event.rule) for event in record.events] == [("SPACE", "space.launch")]


def test_a_rule_that_is_switched_off_is_really_off(tmp_path):
    pack = tmp_path / "off.yaml"
    pack.write_text(
        "kind: events\ndisable: [event.cooperation, event.topic, event.verb]\n",
        encoding="utf-8",
    )
    extractor = pipeline.load(rules=[pack], everything=True)
    text = "Norway will give Malawi a grant. The boys juggled oranges."
    record = extractor.extract(text, published="2024-03-07")
    assert [event.type for event in record.events] == ["AID"]


def test_the_packs_hold_at_least_1200_triggers():
    triggers = {
        (form, word)
        for pack in load_packs(PACKS, EventPack).packs
        for rule in pack.rules
        if rule.type is not None
        for form in ("verbs", "nouns", "adjectives")
        for word in getattr(rule, form)
    }
    assert len(triggers) >= 1200
