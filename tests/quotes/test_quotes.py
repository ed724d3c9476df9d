"""Who said what, on the loaded pipeline."""

from __future__ import annotations

import pytest

from pipeline.annotations import Block
from pipeline.quotes.parts import parts


@pytest.fixture(scope="module")
def quotes(extractor):
    """Quotes of a text as (content pieces, cue, source)."""

    def find(text):
        return [
            (
                [piece.text for piece in quote.content],
                quote.cue.text if quote.cue else None,
                quote.source.text if quote.source else None,
            )
            for quote in extractor.extract(text, published="2024-03-07").quotes
        ]

    return find


@pytest.mark.parametrize(
    ("text", "pieces", "cue", "source"),
    [
        (
            '"We are tired," said Anna Lind. "We want to go home."',
            ["We are tired,", "We want to go home."],
            "said",
            "Anna Lind",
        ),
        (
            'Lind told reporters: "We are tired. We want to go home."',
            ["We are tired. We want to go home."],
            "told",
            "Lind",
        ),
        (
            "If the board failed, Lind said, “half of the club would go”.",
            ["If the board failed", "“half of the club would go”"],
            "said",
            "Lind",
        ),
        (
            "Lind said she did not believe Holm had acted alone and accused him of lying.",
            ["she did not believe Holm had acted alone"],
            "said",
            "Lind",
        ),
        (
            "Judge Ada Lind ordered the firm to pay costs, calling its rules “inadequate”.",
            ["its rules “inadequate”"],
            "calling",
            "Judge Ada Lind",
        ),
        (
            '"It was cold," added her husband, Steve.',
            ["It was cold,"],
            "added",
            "her husband, Steve",
        ),
        (
            "The bridge, police said, was closed after the crash.",
            ["The bridge", "was closed after the crash"],
            "said",
            "police",
        ),
        (
            "The road was closed on Friday, the mayor said.",
            ["The road was closed on Friday"],
            "said",
            "the mayor",
        ),
        (
            "According to the union, two thousand people marched.",
            ["two thousand people marched"],
            "According to",
            "the union",
        ),
        (
            "The mayor denied having seen the letter.",
            ["having seen the letter"],
            "denied",
            "The mayor",
        ),
        (
            "As the paper noted, the bridge had been shut for years.",
            ["the bridge had been shut for years"],
            "noted",
            "the paper",
        ),
    ],
)
def test_one_speech_act_is_one_quote(quotes, text, pieces, cue, source):
    assert quotes(text) == [(pieces, cue, source)]


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        (
            "Lind said the road was shut while others said it was open.",
            [["the road was shut while others said it was open"], ["it was open"]],
        ),
        (
            "Lind told the council that the road was shut but warned that it was unsafe.",
            [["the road was shut"], ["it was unsafe"]],
        ),
        (
            "Lind insisted she had no plans to retire and joked that her cat would object.",
            [["she had no plans to retire"], ["her cat would object"]],
        ),
        (
            "Lind promised to cut taxes, build homes and mend the road.",
            [["to cut taxes, build homes and mend the road"]],
        ),
        (
            "Lind said Friday the road was closed for good.",
            [["the road was closed for good"]],
        ),
        (
            "A woman who said she was his sister waited outside.",
            [["she was his sister"]],
        ),
        (
            'When asked why, Lind said, "Nobody told us to go."',
            [["Nobody told us to go."]],
        ),
    ],
)
def test_a_content_ends_where_the_reporter_goes_on(quotes, text, contents):
    assert [content for content, _, _ in quotes(text)] == contents


def test_the_reporters_next_clause_is_a_quote_of_its_own(quotes):
    found = quotes(
        "The club said it was disappointed and accused the union of “playing games”."
    )
    assert found == [
        (["it was disappointed"], "said", "The club"),
        (["“playing games”"], "accused", "The club"),
    ]


def test_a_quotation_goes_on_in_the_next_paragraph(quotes):
    text = 'The storm passed.\n\n"We lost the roof," Lind said. "Then the wall.\n\n"We ran."\n'
    assert quotes(text)[0][0] == ["We lost the roof,", "Then the wall.", "We ran."]


def test_a_cue_may_stand_in_the_paragraph_before(quotes):
    text = 'The storm passed.\n\nLind went on to say:\n\n"We lost the roof. We ran."\n'
    assert quotes(text) == [(["We lost the roof. We ran."], "say", "Lind")]


@pytest.mark.parametrize(
    "text",
    [
        "The trial is expected to end on Friday.",
        "His ‘tit-for-tat’ answer came late.",
        "They watched “The Long Road Home” twice.",
        "The company announced sanctions.",
        "The minister urged residents to leave.",
        "It was too early to say whether the dam would hold.",
        "Asked whether he would go, the minister left the room.",
        "The police did not say where the man was held.",
    ],
)
def test_what_nobody_is_said_to_say_is_no_quote(quotes, text):
    assert quotes(text) == []


def test_headlines_hold_no_quotes_unless_all_is_asked_for(extractor, everything):
    text = "Lind says team will fight on\n\nThe team will fight on after all this year.\n"
    assert extractor.extract(text).quotes == []
    assert [q.cue.text for q in everything.extract(text).quotes] == ["says"]


def test_a_quote_inside_a_quote_cites_the_outer_one(extractor):
    text = '"My wife thought I was dead," Karl Lind said.'
    inner, outer = sorted(extractor.extract(text).quotes, key=lambda q: q.within is None)
    assert outer.cue.text == "said"
    assert (inner.cue.text, inner.source.text, inner.within) == ("thought", "My wife", outer.id)


def test_an_own_belief_in_reported_speech_is_no_second_quote(quotes):
    assert len(quotes("Anna Lind said she expected to win.")) == 1


def test_turns_of_an_interview_are_direct_quotes_of_the_one_asked(quotes):
    text = (
        "A talk with Maria Olsen\n\nWeekly: Why did you leave?\n\n"
        "Maria Olsen: I was tired.\n\nI had waited for years.\n\nWeekly: And now?\n\n"
        "Olsen: I wait elsewhere.\n\nWeekly: Will you come back?\n"
    )
    assert quotes(text) == [
        (["I was tired.", "I had waited for years."], None, "Maria Olsen"),
        (["I wait elsewhere."], None, "Olsen"),
    ]


def test_an_initial_stands_for_the_person_interviewed(extractor):
    text = (
        "Questions about the dam\n\nLena Brandt speaks to engineer Maria Olsen.\n\n"
        "Q: Why did you stay?\n\nA: I had to.\n\nQ: And now?\n\nA: I wait.\n"
    )
    record = extractor.extract(text)
    names = {entity.id: entity.name for entity in record.entities}
    assert [names.get(quote.speaker) for quote in record.quotes] == ["Maria Olsen"] * 2


def test_the_time_of_saying_is_in_the_cue_clause(extractor):
    record = extractor.extract(
        "The road is closed, Lind said on Monday.", published="2024-03-07"
    )
    (quote,), times = record.quotes, {time.id: time.text for time in record.times}
    assert times[quote.time] == "Monday"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Anna Lind said the road was closed.", "Anna Lind"),
        ("The director, Anna Lind, said the road was closed.", "Anna Lind"),
        ("A spokesman for Acme Steel said no jobs would go.", "Acme Steel"),
        ("Two officials said the road was closed.", None),
        ("We said the road was closed.", None),
    ],
)
def test_a_source_is_resolved_to_the_entity_that_speaks(extractor, text, speaker):
    record = extractor.extract(text)
    names = {entity.id: entity.name for entity in record.entities}
    speakers = [names.get(quote.speaker) for quote in record.quotes] or [None]
    assert speakers == [speaker]


def test_a_quotation_without_a_cue_is_the_last_speakers(extractor):
    text = 'Anna Lind said the road was closed.\n\n"We were never told. Nobody came."\n'
    record = extractor.extract(text)
    said, alone = record.quotes
    assert (alone.cue, alone.source, alone.speaker) == (None, None, said.speaker)


def test_no_cue_lies_in_its_own_quoted_content(extractor, root):
    for path in sorted((root / "corpus").glob("*.txt"))[:6]:
        for quote in extractor.extract(path.read_text(encoding="utf-8")).quotes:
            for piece in quote.content:
                cue = quote.cue
                assert cue is None or cue.end <= piece.start or piece.end <= cue.start


def test_a_lost_mark_changes_nothing_outside_its_paragraph(extractor):
    paragraphs = [
        '"We are tired," said Anna Lind. "We want to go home."',
        "Karl Berg said the “new road” was late.",
        '"Nobody came," Berg said.',
    ]
    whole = "The storm passed over the town.\n\n" + "\n\n".join(paragraphs)
    at = whole.index("“new road”")
    broken = whole[:at] + " " + whole[at + 1 :]

    def outside(text):
        start, end = text.index("Karl Berg"), text.index('"Nobody')
        return [
            [(piece.start, piece.end) for piece in quote.content]
            for quote in extractor.extract(text).quotes
            if not start <= quote.content[0].start < end
        ]

    assert outside(broken) == outside(whole)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            '"The work will end in May," he is expected to say.',
            [(["The work will end in May,"], "say", "he")],
        ),
        (
            '"We will go on," she was quoted as saying.',
            [(["We will go on,"], "saying", "she")],
        ),
        (
            "A lawyer there, she liked to say, refused to let her in.",
            [(["A lawyer there", "refused to let her in"], "say", "she")],
        ),
        (
            "The road is shut, as was declared on Friday by the mayor, Karl Berg.",
            [(["The road is shut"], "declared", "the mayor, Karl Berg")],
        ),
        (
            "The club will not go to the summit in Astana, its chairwoman, Maria Olsen, said.",
            [
                (
                    ["The club will not go to the summit in Astana"],
                    "said",
                    "its chairwoman, Maria Olsen",
                )
            ],
        ),
        (
            "The mayor should rest, said Karl Berg who had accused him of vote-buying.",
            [(["The mayor should rest"], "said", "Karl Berg")],
        ),
        (
            "The ad uses footage of Anna Lind asking, “Why are we losing?”",
            [(["Why are we losing?"], "asking", "Anna Lind")],
        ),
        (
            "The vice-president continued: “Nobody laid aside his pen.”",
            [(["Nobody laid aside his pen."], "continued", "The vice-president")],
        ),
    ],
)
def test_cue_clauses_have_many_shapes(quotes, text, expected):
    assert quotes(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "When the deal failed, he complained.",
        "Although the prices fell, they do not tell the whole story.",
        "Don't expect the bank to raise rates.",
        "Despite the peace with the army, which is based in the south, conflict still rages.",
        "The tour went on, with both Obama and his wife expected to come in May.",
        "Would you think the road is safe?",
        "Let's say you think a degree will cost a lot.",
        "The president refuses to release his records or explain how he became rich.",
        'In his book, "Make Your Kid a Millionaire," Berg suggested looking at the bill.',
    ],
)
def test_some_cues_report_nothing(quotes, text):
    assert quotes(text) == []


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            'Lind claims that fraud is "a big problem" but "nobody dares to talk about it."',
            'fraud is "a big problem" but "nobody dares to talk about it."',
        ),
        (
            "Lind said the papers are to blame for focusing on “he said this, he did that.”",
            "the papers are to blame for focusing on “he said this, he did that.”",
        ),
        (
            "Lind said on Monday the road was closed.",
            "the road was closed",
        ),
        (
            "Lind said in a bitter tone that Berg stood no chance.",
            "Berg stood no chance",
        ),
        (
            "Lind said in a bitter tone that Mr Berg stood no chance of winning.",
            "Mr Berg stood no chance of winning",
        ),
    ],
)
def test_a_clause_is_taken_whole(quotes, text, content):
    assert [pieces for pieces, _, _ in quotes(text)][:1] == [[content]]


def test_a_relative_clause_is_what_an_aside_in_it_reports(quotes):
    found = quotes(
        "He denied that they had kept the money, which, he claimed, had been stolen."
    )
    assert found == [
        (["they had kept the money"], "denied", "He"),
        (["had been stolen"], "claimed", "he"),
    ]


@pytest.mark.parametrize(
    ("text", "content", "source"),
    [
        (
            "Nurse Paul Deakin said in evidence that he had shouted twice.",
            ["he had shouted twice"],
            "Nurse Paul Deakin",
        ),
        (
            "Farnham told the BBC's Today programme that only 140,000 homes would be finished.",
            ["only 140,000 homes would be finished"],
            "Farnham",
        ),
        (
            "Bos said the cheapest answer was white paint: it cools a rail by seven degrees.",
            ["the cheapest answer was white paint: it cools a rail by seven degrees"],
            "Bos",
        ),
        (
            '"Every time you say that," Bos said, referring to the rule, "you give them hope."',
            ["Every time you say that,", "you give them hope."],
            "Bos",
        ),
        (
            "“We will achieve justice in this case,” Tulsa police Chief Carl Bos said Monday.",
            ["We will achieve justice in this case,"],
            "police Chief Carl Bos",
        ),
        (
            "As Steven Bos, a tax lawyer, put it, “Does he pay less than his cook or not?”",
            ["Does he pay less than his cook or not?"],
            "Steven Bos",
        ),
        (
            "Hawaii, one of his advisers pointed out, normally does not get such storms.",
            ["Hawaii", "normally does not get such storms"],
            "one of his advisers",
        ),
        (
            "Scott joked that, among African Americans, Trump ranks fourth in a two-way race.",
            ["among African Americans, Trump ranks fourth in a two-way race"],
            "Scott",
        ),
        (
            "Lind tweeted early that morning that the mayor was “disgusting”.",
            ["the mayor was “disgusting”"],
            "Lind",
        ),
        (
            "To understand Dred Scott, Justice Roberts said, all should see this room.",
            ["To understand Dred Scott", "all should see this room"],
            "Justice Roberts",
        ),
        (
            "Joost Maas of the travellers' group Op Tijd asked why nobody had acted sooner.",
            ["why nobody had acted sooner"],
            "Joost Maas of the travellers' group Op Tijd",
        ),
    ],
)
def test_what_parsers_hang_elsewhere_is_found(quotes, text, content, source):
    assert [(pieces, who) for pieces, _, who in quotes(text)] == [(content, source)]


def test_a_deed_inside_a_quotation_is_no_cue(quotes):
    assert len(quotes('"They met, they smiled, they signed nothing," Anna Lind said.')) == 1


def test_a_transcript_may_be_quoted_paragraph_by_paragraph(extractor, everything):
    text = (
        'Transcript of the talk\n\n"WALLACE: Will he come?\n\n"PENCE: He will not come. He '
        'told us so.\n\n"But we will.\n\n"(CROSSTALK.)\n\n"WALLACE: Will she?\n\n"PENCE: No."\n'
    )
    said = ["He will not come. He told us so.", "But we will."]
    contents = [[p.text for p in q.content] for q in extractor.extract(text).quotes]
    assert contents[0] == said
    assert contents[-1] == ["No."]
    asked = [q for q in everything.extract(text).quotes if q.source.text == "WALLACE"]
    assert [q.content[0].text for q in asked] == ["Will he come?", "Will she?"]


def test_a_cue_behind_a_quotation_may_lead_the_next(quotes):
    text = "Lind says Berg is a “part of the rigged system.” She adds, “What else is he?”"
    assert [(pieces, cue) for pieces, cue, _ in quotes(text)] == [
        (["Berg is a “part of the rigged system.”"], "says"),
        (["What else is he?"], "adds"),
    ]


def test_a_paragraph_set_off_behind_its_cue_needs_no_marks(quotes):
    text = "The talks ended.\n\nThe governor added:\n\nIt is typical of them.\n\nHe left.\n"
    assert quotes(text) == [(["It is typical of them."], "added", "The governor")]


def test_signed_quotations_on_lines_of_their_own_are_apart():
    text = (
        "”He lost. ― Carl Bos\n“He scares me.” ― Anna Lind\n“He is\n“bad”.” ― Karl Berg\n\nEnd"
    )
    block = Block(0, len(text), "body", "layout.body")
    found = [text[part.start : part.end] for part in parts(text, block)]
    assert found == [
        "”He lost. ― Carl Bos",
        "“He scares me.” ― Anna Lind",
        "“He is\n“bad”.” ― Karl Berg",
        "End",
    ]


def test_a_verb_read_as_a_plural_is_a_cue_behind_a_name(quotes):
    text = "The deal is close. But Lind claims that he should be the exception."
    assert quotes(text) == [(["he should be the exception"], "claims", "Lind")]
