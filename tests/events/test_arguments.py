"""Who did it, to whom, where: active, passive, shared, carried and reciprocal."""

from __future__ import annotations

import pytest


def _cast(event):
    out = {}
    for argument in event.arguments:
        out.setdefault(argument.role, []).append(argument.text)
    return out


@pytest.mark.parametrize(
    ("text", "trigger", "role", "words"),
    [
        ("Rebels attacked a convoy on Monday.", "attacked", "actor", ["Rebels"]),
        ("A convoy was attacked by rebels.", "attacked", "actor", ["rebels"]),
        ("A convoy was attacked by rebels.", "attacked", "recipient", ["A convoy"]),
        # a shared subject
        (
            "Kenya recalled its envoy and expelled two diplomats.",
            "expelled",
            "actor",
            ["Kenya"],
        ),
        # control
        ("Kenya threatened to close the border.", "threatened", "actor", ["Kenya"]),
        # what somebody is charged with, they did; whoever is cited takes no part
        (
            "Prosecutors charged him last year with smuggling ten tonnes of cocaine into Kenya "
            "between 2015 and 2022.",
            "smuggling",
            "actor",
            ["him"],
        ),
        (
            "A mediator held talks with dockers on Monday, according to spokeswoman Ann Lee.",
            "talks",
            "recipient",
            ["dockers"],
        ),
        # a reporter's further deed that the parser hangs on what was reported
        (
            "Ann Lee said she did not believe Holm had acted alone and accused Lund of lying.",
            "accused",
            "actor",
            ["she"],
        ),
        # a relative clause
        (
            "The rebels who attacked the town fled on Monday.",
            "attacked",
            "actor",
            ["The rebels"],
        ),
        # what undergoes a participle after `with`
        (
            "A bomb killed two soldiers on Monday, with more than 100 others wounded.",
            "wounded",
            "recipient",
            ["more than 100 others"],
        ),
        # an agent behind the sum
        (
            "The bank was fined 9 million pounds by the regulator in May.",
            "fined",
            "actor",
            ["the regulator"],
        ),
        # part of a group
        (
            "The union said 200 of its members were picketing in Mobile on Monday.",
            "picketing",
            "actor",
            ["200 of its members"],
        ),
        # `we` has met nobody
        (
            "We recall that the council had been created in 2002 but has only met twice since.",
            "met",
            "actor",
            ["the council"],
        ),
        # whose it is
        (
            "Envoys of the alliance will see their accreditation revoked on Monday.",
            "revoked",
            "recipient",
            ["Envoys of the alliance"],
        ),
        # the noun that `whose` stands before
        (
            "A tram whose driver was arrested on Monday stood in the depot.",
            "arrested",
            "recipient",
            ["driver"],
        ),
        # elected as what
        (
            "Hery Voss was elected president of the club in 2009.",
            "elected",
            "recipient",
            ["Hery Voss"],
        ),
        # a town that acts
        ("The city laid off 60 caretakers in April.", "laid off", "actor", ["The city"]),
        # the owner of a noun
        (
            "NATO's expulsion of eight diplomats on Monday angered Minsk.",
            "expulsion",
            "actor",
            ["NATO"],
        ),
        # carried by a light verb
        (
            "The envoy held talks with Omani officials on Friday.",
            "talks",
            "actor",
            ["The envoy"],
        ),
        # parties joined by `and`
        (
            "Serbia and Kosovo agreed on Monday to exchange prisoners.",
            "agreed",
            "actor",
            ["Serbia", "Kosovo"],
        ),
        (
            "Polish and Czech officials agreed on Monday to meet.",
            "agreed",
            "actor",
            ["Polish", "Czech"],
        ),
        # the party behind what is refused
        ("Minsk rejected the offer of Latvia on Monday.", "rejected", "recipient", ["Latvia"]),
        # in the clause that says what is threatened
        ("Iran threatened to invade Iraq on Monday.", "threatened", "recipient", ["Iraq"]),
        ("Police arrested two men in Leeds on Monday.", "arrested", "location", ["Leeds"]),
        # the thing that it is done to or happens to
        (
            "The bank raised its key rate to 4% on Monday.",
            "raised",
            "theme",
            ["its key rate"],
        ),
        ("The ban was lifted on Monday.", "lifted", "theme", ["The ban"]),
        (
            "The envoy had a meeting with the minister on Monday.",
            "had",
            "theme",
            ["a meeting"],
        ),
        ("Prices of bread rose on Monday.", "rose", "theme", ["Prices of bread"]),
    ],
)
def test_participants_are_found_where_the_clause_puts_them(events, text, trigger, role, words):
    assert _cast(events(text)[trigger]).get(role) == words


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("A storm struck Samar on Monday.", "struck"),
        ("The tanker collided with a ferry on Monday.", "collided"),
        ("Consumer prices rose 3% in February.", "rose"),
        ("Two men were arrested on Monday.", "arrested"),
    ],
)
def test_causes_things_and_agentless_passives_have_no_actor(events, text, trigger):
    assert "actor" not in _cast(events(text)[trigger])


def test_the_subject_of_a_saying_stands_for_its_pronoun(events):
    event = events("Syria said on Monday it would withdraw its troops from Lebanon.")[
        "withdraw"
    ]
    assert _cast(event)["actor"] == ["Syria"]


def test_arguments_are_linked_to_entities(extractor):
    record = extractor.extract(
        "Kenya expelled two diplomats on Monday.", published="2024-03-07"
    )
    (actor,) = [a for a in record.events[0].arguments if a.role == "actor"]
    assert {entity.id: entity.name for entity in record.entities}[actor.entity] == "Kenya"
