from __future__ import annotations

import pytest


def test_a_record_like_gold_is_all_right(scores, found):
    numbers = scores(found)
    rates = {key: n for key, n in numbers.items() if isinstance(n, float)}
    assert set(rates.values()) == {1.0}
    assert numbers["record_f1"] == 1.0
    assert numbers["contract_errors"] == 0


def test_a_missing_record_counts_as_an_empty_one(scores):
    result = scores.result()
    numbers = scores()
    assert result.missing == ["suit"]
    assert numbers["record_f1"] == numbers["ent_strict_f1"] == numbers["published_acc"] == 0.0
    assert numbers["quote_speaker_acc"] is None
    assert numbers["contract_errors"] == 1


@pytest.mark.parametrize(
    ("spoilt", "precision"),  # strict, relaxed, span alone; of four names
    [
        (("ORG", "Ana Ruiz"), [0.75, 0.75, 1.0]),
        (("PERSON", "Ruiz"), [0.75, 1.0, 0.75]),
    ],
)
def test_names_are_right_by_span_and_label(scores, found, at, spoilt, precision):
    found["entities"][0]["label"], name = spoilt
    found["entities"][0]["mentions"][0].update(at(name))
    numbers = scores(found)
    assert [numbers[f"ent_{one}_p"] for one in ("strict", "relaxed", "span")] == precision


def test_a_pronoun_on_the_wrong_entity_costs_its_link_and_its_group(scores, found):
    she = found["entities"][0]["mentions"].pop()
    found["entities"][1]["mentions"].append(she)
    numbers = scores(found)
    assert numbers["link_pronoun_f1"] == pytest.approx(2 / 3, abs=1e-4)
    assert numbers["link_nominal_f1"] == 1.0
    # precision: Ana Ruiz 1, Lima 1, six mentions in Orbex's group: five with 5/6, she with 1/6
    assert numbers["coref_b3_p"] == pytest.approx((2 + 5 * 5 / 6 + 1 / 6) / 8, abs=1e-4)
    # recall: Orbex's five and Lima 1, Ana Ruiz and she with 1/2
    assert numbers["coref_b3_r"] == pytest.approx((6 + 2 / 2) / 8, abs=1e-4)


def test_an_entity_is_known_by_the_names_it_shares_not_by_its_id(scores, found):
    renamed = {"e1": "x9", "e2": "e1", "e3": "e2"}
    for entity in found["entities"]:
        entity["id"] = renamed[entity["id"]]
    for quote in found["quotes"]:
        quote["speaker"] = renamed[quote["speaker"]]
    for event in found["events"]:
        for argument in event["arguments"]:
            argument["entity"] = renamed[argument["entity"]]
    assert scores(found)["record_f1"] == 1.0
    assert scores(found)["quote_e2e_f1"] == 1.0


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"type": "TIME"}, {"time_type_acc": 0.5}),
        ({"value": "2024-03-11"}, {"time_value_acc": 0.5}),
        ({"begin": None}, {"time_interval_acc": 0.5, "time_e2e_f1": 0.5}),
        ({"start": 20, "text": "on Monday"}, {"time_strict_f1": 0.5, "time_relaxed_f1": 1.0}),
    ],
)
def test_a_time_is_scored_by_span_type_value_and_interval(scores, found, change, wrong):
    found["times"][0].update(change)
    numbers = scores(found)
    assert {key: numbers[key] for key in wrong} == wrong
    assert numbers["record_f1"] == 1.0


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"kind": "mixed"}, {"quote_kind_acc": 0.5, "quote_e2e_f1": 1.0}),
        ({"cue": None}, {"quote_cue_acc": 0.5}),
        ({"source": None}, {"quote_source_acc": 0.5}),
        ({"speaker": "e2"}, {"quote_speaker_acc": 0.5, "quote_e2e_f1": 0.5}),
        ({"speaker": None}, {"quote_speaker_name_acc": 0.5}),
    ],
)
def test_a_quote_is_scored_by_kind_cue_source_and_speaker(scores, found, change, wrong):
    found["quotes"][0].update(change)
    numbers = scores(found)
    assert {key: numbers[key] for key in wrong} == wrong


def test_content_counts_from_half_of_all_characters_on(scores, found, at):
    found["quotes"][1]["content"] = [at("fired anyone")]
    assert scores(found)["quote_content_f1"] == 1.0
    found["quotes"][1]["content"] = [at("anyone")]
    assert scores(found)["quote_content_f1"] == 0.5


@pytest.mark.parametrize(
    ("change", "measure", "rate"),
    [
        ({"type": "CRIME"}, "event_type_acc", 2 / 3),
        ({"type": None}, "event_type_acc", 2 / 3),
        ({"polarity": "negative"}, "event_polarity_acc", 2 / 3),
        ({"modality": "planned"}, "event_modality_acc", 2 / 3),
        ({"time": {"begin": "2024-03-05", "end": "2024-03-05"}}, "event_date_acc", 2 / 3),
        ({"arguments": []}, "event_actor_r", 2 / 3),
    ],
)
def test_a_record_is_right_only_if_all_its_fields_are(scores, found, change, measure, rate):
    found["events"][0].update(change)
    numbers = scores(found)
    assert numbers[measure] == pytest.approx(rate, abs=1e-4)
    assert numbers["record_f1"] == pytest.approx(2 / 3, abs=1e-4)
    assert numbers["event_trigger_f1"] == 1.0


@pytest.mark.parametrize(
    ("change", "measure"),
    [
        ({"attributed_to": None}, "event_attribution_acc"),
        ({"attributed_to": "q1"}, "event_attribution_acc"),
    ],
)
def test_attribution_is_scored_beside_the_record(scores, found, change, measure):
    found["events"][1].update(change)
    numbers = scores(found)
    assert numbers[measure] == pytest.approx(2 / 3, abs=1e-4)
    assert numbers["event_attribution_quoted_acc"] == 0.0
    assert numbers["record_f1"] == 1.0


def test_an_alternate_type_is_right(scores, found):
    found["events"][2]["type"] = "COERCE"
    assert scores(found)["record_f1"] == 1.0


def test_another_mention_of_an_event_matches_and_a_second_record_is_a_duplicate(
    scores, gold, found, at
):
    gold["events"][0]["trigger_alternates"] = [at("lied")]
    found["events"].append({**found["events"][0], "id": "ev9", "trigger": at("lied")})
    numbers = scores(found)
    assert numbers["event_duplicates"] == 1
    assert numbers["record_f1"] == 1.0
    del found["events"][0]
    assert scores(found)["record_f1"] == 1.0


def test_an_optional_event_is_neither_rewarded_nor_punished(scores, found, at):
    found["events"].append({**found["events"][0], "id": "ev9", "trigger": at("lied")})
    numbers = scores(found)
    assert numbers["event_optional"] == 1
    assert numbers["event_trigger_p"] == 1.0


def test_a_spurious_event_costs_precision(scores, found, at):
    found["events"].append({**found["events"][0], "id": "ev9", "trigger": at("plant")})
    numbers = scores(found)
    assert numbers["event_trigger_p"] == 0.75
    assert numbers["record_p"] == 0.75
    assert numbers["record_r"] == 1.0


def test_a_long_trigger_must_be_half_gold(scores, found, at):
    found["events"][2]["trigger"] = at("closed a plant in Lima last")
    assert scores(found)["event_trigger_r"] == pytest.approx(2 / 3, abs=1e-4)


def test_an_argument_may_be_any_mention_of_the_participant(scores, found, at):
    found["events"][1]["arguments"][0] = {"role": "actor", "entity": None, **at("Orbex", 1)}
    assert scores(found)["event_actor_f1"] == 1.0
    found["events"][1]["arguments"][0] = {"role": "actor", "entity": None, **at("anyone")}
    assert scores(found)["event_actor_f1"] == pytest.approx(2 / 3, abs=1e-4)


def test_the_slips_say_what_was_wanted_and_what_was_found(scores, found):
    found["events"][0]["time"] = {"begin": "2024-03-05", "end": None}
    found["quotes"][0]["speaker"] = None
    slips = scores.result(found).slips
    assert [(one.layer, one.wrong) for one in slips] == [
        ("quote", ("speaker Ana Ruiz, found None",)),
        ("event", ("date 2024-03-04..2024-03-04, found 2024-03-05..None",)),
    ]
