"""Whether an event is negated, planned, possible, hypothetical or denied.

Words in scope decide, in the manner of ConText: what stands beside the trigger (auxiliaries,
adverbs, `if`) and what governs it (`plan to`, `deny that`, `no sign of`). The words are in
packs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.events.lexicon import Lexicon
    from pipeline.events.pack import Shade
    from pipeline.events.tree import Tree

FUTURE = frozenset({"will", "shall", "'ll", "’ll", "wo", "would", "'d", "’d"})
CONDITIONAL = frozenset({"would", "'d", "’d", "will", "shall", "'ll", "’ll", "wo"})
NOTHING = frozenset({"nobody", "nothing", "none", "neither"})
NEGATIVE = frozenset(
    ["no", "not", "never", "n't", "n’t", "neither", "nor", "without", "cannot"]
)
IF = frozenset({"if", "unless", "provided"})
_SCOPES = frozenset(
    {
        "ccomp",
        "xcomp",
        "acl",
        "pcomp",
        "advcl",
        "pobj",
        "dobj",
        "prep",
        "relcl",
        "nsubjpass",
        "attr",
        "acomp",
        "conj",
    }
)
_AHEAD = frozenset({"xcomp", "acl", "advcl", "ccomp", "relcl"})
_OBJECTS = frozenset({"dobj", "nsubjpass", "attr", "oprd"})
_BESIDE = frozenset({"aux", "mark", "advmod", "prep"})
_STOPS = frozenset({"relcl", "advcl"})


def is_negated(tree: Tree, i: int, *, objects: bool = False) -> bool:
    """Whether a verb or noun carries a negation of its own, or nobody or no X is its subject.

    Args:
        tree: the parse.
        i: the verb or noun.
        objects: take `no` on the object for a negation of the verb: `took no money`.
    """
    if tree.negated is None:
        tree.negated = _negative_sentences(tree)
    if tree.sent[i] not in tree.negated:
        return False
    for k in tree.kids[i]:
        word, dep = tree.word[k], tree.dep[k]
        if dep == "neg" or (word in NEGATIVE and dep in {"advmod", "det", "preconj", "cc"}):
            return not _is_not_only(tree, k)
        if word == "longer" and any(tree.word[m] == "no" for m in tree.kids[k]):
            return True
        if dep in {"nsubj", "nsubjpass"} and (word in NOTHING or _has_no(tree, k)):
            return True
        if dep == "dobj" and (word in NOTHING or (objects and _has_no(tree, k))):
            return True
    without = tree.dep[i] in {"pcomp", "pobj"} and tree.word[tree.head[i]] == "without"
    return without or (tree.dep[i] == "conj" and _shares_no(tree, i))


def _negative_sentences(tree: Tree) -> frozenset[int]:
    """The sentences that hold a word of negation; no other can hold anything negated."""
    negative = NEGATIVE | NOTHING
    return frozenset(
        tree.sent[k]
        for k, word in enumerate(tree.word)
        if word in negative or tree.dep[k] == "neg"
    )


def _shares_no(tree: Tree, i: int) -> bool:
    """Whether a conjunct is negated from before it: `no cuts or layoffs`, `nor has it`."""
    if tree.pos[i] == "NOUN" and _has_no(tree, tree.head[i]):
        return True
    return _follows_nor(tree, i)


def _follows_nor(tree: Tree, i: int) -> bool:
    """`It has not grown, nor has it shrunk`: the conjunction hangs on the verb before."""
    between = [k for k in tree.kids[tree.head[i]] if k < i and tree.dep[k] in {"cc", "preconj"}]
    return bool(between) and tree.word[between[-1]] == "nor"


def _is_not_only(tree: Tree, k: int) -> bool:
    return k + 1 < tree.size and tree.word[k + 1] in {"only", "just"}


def _has_no(tree: Tree, i: int) -> bool:
    for k in tree.kids[i]:
        if tree.word[k] in {"no", "neither"} and tree.dep[k] in {"det", "neg", "preconj"}:
            return True
        if tree.word[k] in {"one", "single"} and any(
            tree.word[n] == "not" for n in tree.kids[k]
        ):
            return True  # not one game
    return False


def is_future(tree: Tree, i: int) -> bool:
    """Whether a verb stands in the future, seen from now or from then."""
    return any(tree.dep[k] == "aux" and tree.word[k] in FUTURE for k in tree.kids[i]) or (
        tree.dep[i] == "conj" and tree.tag[i] == "VB" and is_future(tree, tree.head[i])
    )


def shade_of(
    tree: Tree, i: int, lexicon: Lexicon, *, carrier: int | None = None, typed: bool = True
) -> tuple[str, str]:
    """Polarity and modality of the trigger at token `i`.

    Args:
        tree: the parse.
        i: the token that heads the trigger.
        lexicon: with the words that shade.
        carrier: the verb that carries the event, if another does.
        typed: reach further for negation, as far as what is said not to happen reaches.
    """
    at = i if carrier is None else carrier
    negative = is_negated(tree, i, objects=typed or not _is_state(tree, i, lexicon))
    if typed or tree.pos[i] != "NOUN":  # TimeML marks the verb alone: `has not begun talks`
        negative = negative or _is_negated_by_verb(tree, i, at, lexicon)
    bound = tree.dep[at] == "xcomp" and tree.lemma[tree.head[at]] in {"have", "need", "be"}
    if tree.dep[at] == "xcomp" and tree.word[tree.head[at]] == "going":
        negative = negative or is_negated(tree, tree.head[at])
    if bound:
        at = tree.head[at]
        negative = negative or is_negated(tree, at)
    own = _beside(tree, at, lexicon) or _predicated(tree, at, lexicon)
    if bound and own is None and tree.tag[at] in {"VBZ", "VBP"}:
        own = "planned"
    above, turned = _above(tree, at, lexicon)
    polarity = "negative" if negative or (turned and typed) else "positive"
    if "denied" in above:
        return polarity, "denied"
    if own != "hypothetical" and _in_conditional(tree, at):
        own = "hypothetical"
    return polarity, own or (above[0] if above else "asserted")


def _is_state(tree: Tree, i: int, lexicon: Lexicon) -> bool:
    """Whether a verb only tells how things are: to have no plans is still to have."""
    return tree.lemma[i] in lexicon.states


def _is_negated_by_verb(tree: Tree, i: int, at: int, lexicon: Lexicon) -> bool:
    """Whether the verb that carries an event, or says whether it happens, is negated."""
    if at != i and is_negated(tree, at, objects=True):
        return True
    if tree.pos[i] == "NOUN":
        verb = tree.head[i]  # the raise was not enough: that says what the raise is like
        likened = tree.lemma[verb] == "be" and tree.kid(verb, "acomp", "attr") is not None
        return not likened and _is_predicated(tree, i, lexicon) and is_negated(tree, verb)
    first = i  # not fair or effective
    while tree.dep[first] == "conj" and tree.pos[first] == "ADJ":
        first = tree.head[first]
    return tree.dep[first] == "acomp" and is_negated(tree, tree.head[first])


def _is_predicated(tree: Tree, i: int, lexicon: Lexicon) -> bool:
    """Whether a noun is the subject of words that only say whether and when it happens."""
    if tree.dep[i] not in {"nsubj", "nsubjpass"}:
        return False
    verb = tree.head[i]
    return tree.dep[i] == "nsubjpass" or tree.lemma[verb] in lexicon.lists.get("occurring", ())


def _beside(tree: Tree, i: int, lexicon: Lexicon) -> str | None:
    """What auxiliaries, adverbs and conjunctions beside a verb say."""
    table = lexicon.shades["within"]
    found = [
        table[tree.word[k]].modality
        for k in tree.kids[i]
        if tree.dep[k] in _BESIDE and tree.word[k] in table
    ]
    found = [one for one in found if one]
    if "hypothetical" in found:
        return "hypothetical"
    if found:
        return found[0]
    if tree.dep[i] == "conj" and tree.tag[i] in {"VB", "VBN"} and tree.kid(i, "aux") is None:
        return _beside(tree, tree.head[i], lexicon)
    return None


def _predicated(tree: Tree, i: int, lexicon: Lexicon) -> str | None:
    """What is said of an event noun: `an increase is likely`, `no cuts are planned`."""
    if tree.dep[i] not in {"nsubj", "nsubjpass"} or tree.pos[i] not in {"NOUN", "PROPN"}:
        return None
    verb = tree.head[i]
    for k in (verb, *(k for k in tree.kids[verb] if tree.dep[k] == "acomp")):
        shade = lexicon.shades["governs"].get(tree.lemma[k])
        if shade is not None and shade.modality in {"planned", "possible"}:
            modality = "planned" if shade.clause == "own" else shade.modality
            return modality if tree.dep[i] == "nsubjpass" or tree.pos[k] == "ADJ" else None
    return _beside(tree, verb, lexicon) if _is_predicated(tree, i, lexicon) else None


def _above(tree: Tree, i: int, lexicon: Lexicon) -> tuple[list[str], bool]:
    """Modalities that governors give, nearest first, and whether one of them is negated."""
    table = lexicon.shades["governs"]
    found: list[str] = []
    negative, infinitive, at = False, is_infinitive(tree, i), i
    for step in range(6):
        dep, head = tree.dep[at], tree.head[at]
        if head == at or dep not in _SCOPES or _breaks_off(tree, at, head):
            break
        infinitive = infinitive or (tree.is_verb(at) and is_infinitive(tree, at))
        shade = table.get(tree.lemma[head]) if dep not in {"conj", "relcl"} else None
        if shade is not None and shade.modality is None and shade.polarity is None:
            ahead = _beside(tree, head, lexicon) if dep in {"xcomp", "ccomp"} else None
            return (found or ([ahead] if ahead else [])), negative
        if tree.pos[i] == "NOUN" and tree.is_verb(head) and dep not in _OBJECTS:
            break
        given = _given(tree, at, shade, infinitive=infinitive and step < 3)
        found += [given] if given else []
        negative = negative or _turned(tree, at, shade, given, step)
        if dep in _STOPS:
            break
        at = head
    if not found and infinitive and tree.dep[i] in _AHEAD:
        found.append("planned")
    return found, negative


def _breaks_off(tree: Tree, at: int, head: int) -> bool:
    """`failed to find one and filed for bankruptcy`: a finite verb is no infinitive's twin."""
    finite = tree.tag[at] in {"VBD", "VBZ", "VBP"}
    return tree.dep[at] == "conj" and finite and is_infinitive(tree, head)


def _given(tree: Tree, at: int, shade: Shade | None, *, infinitive: bool) -> str | None:
    """The modality that a governor gives to what hangs on it."""
    if shade is None:
        return None
    modality = shade.modality
    if shade.clause == "own" and tree.kid(at, "nsubj", "nsubjpass") is None:
        modality = "planned"
    if modality == "planned":
        return "planned" if infinitive else None
    return None if tree.dep[at] == "advcl" else modality


def _turned(tree: Tree, at: int, shade: Shade | None, given: str | None, step: int) -> bool:
    """Whether a governor makes what hangs on it negative: `avoid`, `did not plan to`."""
    head = tree.head[at]
    if tree.pos[at] == "ADP" and tree.word[at] not in {"from", "of", "against", "without"}:
        return False  # forestalled talks by calling a vote
    if shade is not None and tree.dep[at] != "conj":
        if shade.polarity == "negative" and step < 3:
            return True
        return given == "planned" and is_negated(tree, head)
    bare = step == 0 and tree.dep[at] == "xcomp" and is_infinitive(tree, at)
    return bare and is_negated(tree, head)


def is_infinitive(tree: Tree, i: int) -> bool:
    """Whether a verb is a to-infinitive that looks ahead; `to have done` does not."""
    words = {tree.word[k] for k in tree.kids[i] if tree.dep[k] in {"aux", "auxpass"}}
    return "to" in words and "have" not in words


def _in_conditional(tree: Tree, i: int) -> bool:
    """Whether a verb is the main clause of a condition: `if X, it would Y`."""
    modal = any(tree.dep[k] == "aux" and tree.word[k] in CONDITIONAL for k in tree.kids[i])
    if (
        not modal
        and tree.dep[i] == "conj"
        and tree.tag[i] == "VB"
        and tree.kid(i, "aux") is None
    ):
        return _in_conditional(tree, tree.head[i])
    if not modal:
        return False
    verbs = [i]
    verbs += [k for k in tree.kids[i] if tree.dep[k] in {"ccomp", "xcomp", "conj", "parataxis"}]
    head = tree.head[i]
    if tree.dep[i] in {"ccomp", "conj", "parataxis"}:
        verbs.append(head)
    for verb in verbs:
        for k in tree.kids[verb]:
            if tree.dep[k] == "advcl" and any(
                tree.dep[m] in {"mark", "advmod"} and tree.word[m] in IF for m in tree.kids[k]
            ):
                return True
    return False
