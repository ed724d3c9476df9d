"""Which events are worth a record, by the guidelines: particular happenings, told as such."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.events.tense import depth, tense

if TYPE_CHECKING:
    from pipeline.annotations import Event, EventTime
    from pipeline.events.confidence import RuleKind
    from pipeline.events.scene import Scene
    from pipeline.events.triggers import Found

LIGHT = "carry.light"
IDLE = "event.idle"
UNEVENTFUL = frozenset({"saying", "state", "intent"})
LEAD_SENTENCES = 3


def may_be_recorded(scene: Scene, one: Found, *, dated: bool) -> bool:
    """Whether a trigger is typed, tells of a happening of its own, and stands in running text.

    Args:
        scene: the document.
        one: the trigger, with its rule.
        dated: it has a time expression of its own.
    """
    if one.rule is None or one.type is None or one.rule.record == "no":
        return False
    if not scene.is_body(one.i) or _is_question(scene, one.i):
        return False
    if one.absorbed is None:
        return True
    if one.absorbed == one.carrier:
        return False  # the summit will be held: the verb tells it
    return dated and one.kind == "noun" and scene.tree.dep[one.i] in {"nsubj", "nsubjpass"}


def is_worth_recording(
    scene: Scene, one: Found, *, dated: bool, shade: tuple[str, str]
) -> bool:
    """Whether a trigger that may be recorded is, without `--all`.

    Args:
        scene: the document.
        one: the trigger, with its rule.
        dated: it has a time expression of its own.
        shade: its polarity and modality.
    """
    if one.absorbed is not None:
        return True
    if one.kind == "noun":
        return _is_noun_event(scene, one, dated=dated, shade=shade)
    return one.kind == "adjective" or _is_verb_event(scene, one, dated=dated, shade=shade)


def _is_question(scene: Scene, i: int) -> bool:
    """Whether a sentence asks; what it asks about is not said to have happened."""
    tree = scene.tree
    first, last = tree.sentence(i)
    return "?" in tree.word[max(first, last - 3) : last]


def _is_noun_event(scene: Scene, one: Found, *, dated: bool, shade: tuple[str, str]) -> bool:
    """A noun that is dated, carried by a verb, said (not) to be, or has both its parties."""
    if dated or one.carrier is not None:
        return True
    head, dep = scene.tree.head[one.i], scene.tree.dep[one.i]
    occurs = scene.is_listed(head, "occurring", "fixing")
    if dep in {"nsubj", "nsubjpass", "attr"} and shade != ("positive", "asserted"):
        return dep != "nsubj" or occurs
    if dep in {"nsubj", "nsubjpass"} and occurs and scene.tree.lemma[head] != "be":
        return True
    return bool(one.frame.get("possessor")) and bool(one.frame.get("of") or one.frame.get("by"))


def _is_verb_event(scene: Scene, one: Found, *, dated: bool, shade: tuple[str, str]) -> bool:
    """A verb that tells something particular: no habit, aside, purpose or bare condition."""
    if dated:
        return True
    tree = scene.tree
    when, dep = tense(tree, one.head), tree.dep[one.head]
    if when == "present" and not scene.has_trait(one.type, "speech") and shade[1] == "asserted":
        return _is_going_on(scene, one)
    if dep == "advcl" and shade[1] == "hypothetical":
        return one.main_is_plain
    if shade[1] == "denied":
        return True
    if _is_general(scene, one):
        return False
    aside = dep == "acl" and tree.tag[one.head] == "VBN"
    purpose = when == "infinitive" and dep in {"advcl", "acl", "relcl"}
    manner = dep == "pcomp" and tree.tag[one.i] == "VBG" and shade == ("positive", "asserted")
    return not (aside or purpose or manner)


def _is_general(scene: Scene, one: Found) -> bool:
    """Whether a verb tells what can be done, or tells the reader to do it."""
    tree = scene.tree
    if any(tree.word[k] == "you" for k in one.frame.get("subject", ())):
        return True
    beside = {tree.dep[k]: tree.word[k] for k in tree.kids[one.head]}
    if beside.get("aux") == "can" and "neg" not in beside:
        return True
    order = tree.tag[one.head] == "VB" and tree.dep[one.head] in {"ROOT", "ccomp"}
    return order and beside.keys().isdisjoint({"nsubj", "nsubjpass", "aux"})


def _is_going_on(scene: Scene, one: Found) -> bool:
    """Whether a present tells what is being done now, in a main clause or what is said."""
    tree = scene.tree
    passive = any(tree.dep[k] == "auxpass" for k in tree.kids[one.head])
    told = tree.dep[one.head] == "ccomp"
    return (passive or tree.tag[one.head] == "VBG") and depth(tree, one.i) <= told


def is_lead(scene: Scene, one: Found) -> bool:
    """Whether a trigger stands in the first sentences of the first paragraph of body text."""
    tree = scene.tree
    early = tree.sent[one.i] - tree.sent[scene.lead_token] < LEAD_SENTENCES
    return early and scene.block[one.i] == scene.lead


def keeps_record(
    scene: Scene, one: Found, time: EventTime, shade: tuple[str, str], kind: RuleKind
) -> bool:
    """`record: dated` rules need a known time, a place in the lead, or a denial.

    What a `fallback` pack guesses is worth a record only where the article itself dates it or
    tells it in a main clause of the lead. What somebody says would follow from a condition is
    claimed as much as what he denies.
    """
    if one.rule is None or one.rule.record == "yes":
        return True
    known = time.begin is not None or time.end is not None
    lead = is_lead(scene, one)
    claimed = shade[1] == "denied" or (
        shade[1] == "hypothetical" and scene.tree.dep[one.head] != "advcl"
    )
    if _is_deed(scene, one, shade, guessed=kind == "fallback"):
        return True
    if kind == "fallback":
        return (
            claimed
            or (known and time.how in {"explicit", "anchored"})
            or (lead and depth(scene.tree, one.head) == 0)
        )
    return lead or known or shade[0] == "negative" or claimed


def is_topical(scene: Scene, one: Found, event: Event) -> bool:
    """Whether an untyped verb tells what the article dates, denies, or leads with."""
    if one.kind != "verb" or not scene.is_body(one.i) or _is_question(scene, one.i):
        return False
    rule = one.rule
    if rule is not None and (rule.class_ in UNEVENTFUL or rule.id in {LIGHT, IDLE}):
        return False
    when = tense(scene.tree, one.head)
    if event.modality == "denied":
        return True
    if event.modality == "hypothetical":
        return scene.tree.dep[one.head] != "advcl" and event.attributed_to is not None
    if event.time.how == "explicit":
        return when != "none"
    return (
        is_lead(scene, one)
        and depth(scene.tree, one.head) == 0
        and when in {"past", "perfect", "future", "present"}
    )


def _is_deed(scene: Scene, one: Found, shade: tuple[str, str], *, guessed: bool) -> bool:
    """Whether a main clause in the past says what somebody or something named has done.

    What a fallback pack `guessed` is a deed only if it is done to something named too.
    """
    tree = scene.tree
    told = one.kind == "verb" or (one.kind == "noun" and one.carrier is not None)
    if not told or shade != ("positive", "asserted") or depth(tree, one.head):
        return False
    if tense(tree, one.head) not in {"past", "perfect"} or one.frame.get("content"):
        return False
    done_to = [i for i in one.frame.get("object", ()) if scene.labels[i] != "DATE"]
    who = one.frame.get("subject", done_to)
    named = [done_to, who] if guessed else [who]
    return all(any(tree.pos[i] in {"NOUN", "PROPN"} for i in place) for place in named)
