"""Which events are worth a record, by the guidelines: particular happenings, told as such."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.events.tense import clause_verb, depth, tense

if TYPE_CHECKING:
    from pipeline.annotations import Event, EventTime
    from pipeline.events.scene import Scene
    from pipeline.events.triggers import Found

OCCUR = frozenset({
    "occur", "happen", "take", "begin", "start", "erupt", "break", "follow", "continue", "end", "open", "resume",
    "last", "report", "go", "come", "place", "expect", "schedule", "list", "postpone", "fix", "due", "plan", "set", "hold", "rage", "ensue",
})  # fmt: skip
LIGHT = "carry.light"
IDLE = "event.idle"
SPEECH = frozenset({"ACCUSE", "REJECT", "REQUEST", "THREATEN", "SUPPORT"})


def is_worth_recording(
    scene: Scene, one: Found, *, dated: bool, shade: tuple[str, str]
) -> bool:
    """Whether a typed trigger is recorded without `--all`.

    Args:
        scene: the document.
        one: the trigger, with its rule.
        dated: it has a time expression of its own.
        shade: its polarity and modality.
    """
    if one.rule is None or one.type is None or one.rule.record == "no":
        return False
    if not scene.is_body(one.i) or _is_question(scene, one.i):
        return False
    if one.absorbed is not None:
        return dated and one.kind == "noun" and scene.tree.dep[one.i] in {"nsubj", "nsubjpass"}
    if one.kind == "noun":
        return _is_noun_event(scene, one, dated=dated, shade=shade)
    return one.kind == "adjective" or _is_verb_event(scene, one, dated=dated, shade=shade)


def _is_question(scene: Scene, i: int) -> bool:
    """Whether a sentence asks; what it asks about is not said to have happened."""
    tree = scene.tree
    first, last = tree.sentence(i)
    return "?" in tree.word[max(first, last - 3) : last]


def _is_noun_event(scene: Scene, one: Found, *, dated: bool, shade: tuple[str, str]) -> bool:
    tree = scene.tree
    head, dep = tree.head[one.i], tree.dep[one.i]
    if dated or one.carrier is not None:
        return True
    if shade != ("positive", "asserted") and dep in {"nsubj", "nsubjpass", "attr"}:
        return dep != "nsubj" or tree.lemma[head] in OCCUR | {"be"}
    if dep in {"nsubj", "nsubjpass"} and tree.lemma[head] in OCCUR:
        return True
    return bool(one.frame.get("possessor")) and bool(one.frame.get("of") or one.frame.get("by"))


def _is_verb_event(scene: Scene, one: Found, *, dated: bool, shade: tuple[str, str]) -> bool:
    tree = scene.tree
    when = tense(tree, one.head)
    if dated:
        return True
    if (
        when == "present"
        and one.type not in SPEECH
        and shade[1] == "asserted"
        and shade[0] == "positive"
    ):
        progressive = tree.tag[one.head] == "VBG" or any(
            tree.dep[k] == "auxpass" for k in tree.kids[one.head]
        )
        return progressive and depth(tree, one.i) <= (tree.dep[one.head] == "ccomp")
    if any(tree.word[k] == "you" for k in one.frame.get("subject", ())):
        return False
    dep = tree.dep[one.head]
    if dep == "acl" and tree.tag[one.head] == "VBN":
        return False
    if when == "infinitive" and dep in {"advcl", "acl", "relcl"} and shade[1] != "denied":
        return False
    if dep == "pcomp" and tree.tag[one.i] == "VBG" and shade == ("positive", "asserted"):
        return False
    if dep == "advcl" and shade[1] == "hypothetical":
        return _bare_main_clause(scene, one)
    return True


def _bare_main_clause(scene: Scene, one: Found) -> bool:
    """An if-clause stands for its condition where the main clause tells no event of its own."""
    tree = scene.tree
    verb = clause_verb(tree, tree.head[one.head])
    return verb is not None and bool(one.extra.get("main_is_plain", True))


def is_lead(scene: Scene, one: Found) -> bool:
    """Whether a trigger stands in the first paragraph of body text."""
    first = next((n for n, block in enumerate(scene.blocks) if block.kind == "body"), 0)
    return scene.block[one.i] == first


def keeps_record(one: Found, time: EventTime, shade: tuple[str, str], *, lead: bool) -> bool:
    """`record: dated` rules need a known time, or a place in the lead."""
    if one.rule is None or one.rule.record == "yes":
        return True
    return (
        lead
        or shade[0] == "negative"
        or shade[1] == "denied"
        or time.begin is not None
        or time.end is not None
    )


def is_topical(scene: Scene, one: Found, event: Event) -> bool:
    """Whether an untyped verb tells a happening that the article dates, leads with or has denied."""
    if one.kind != "verb" or not scene.is_body(one.i) or _is_question(scene, one.i):
        return False
    if one.rule is not None and one.rule.class_ in {"saying", "state", "intent"}:
        return False
    if one.rule is not None and one.rule.id == LIGHT:
        return False
    if event.modality == "denied":
        return True
    if one.rule is not None and one.rule.id == IDLE:
        return False
    level = depth(scene.tree, one.head)
    if is_lead(scene, one) and level == 0:
        return tense(scene.tree, one.head) in {"past", "perfect", "future", "present"}
    closed = event.time.begin is not None or event.time.end is not None
    return event.time.how == "explicit" and closed and level <= 1
