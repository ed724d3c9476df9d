"""Who stands where in the clause of a trigger: places by name, through passives and gaps.

A frame maps places to token positions (heads of phrases, conjuncts included): `subject` is who
acts and `object` who undergoes, whatever the voice; `indirect`; `complement` is the subject of
the clause that follows; `possessor` and `modifier` belong to nouns; the rest are prepositions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.events.tree import SUBJECTS, Tree

if TYPE_CHECKING:
    pass

Frame = dict[str, list[int]]
_RELATIVE = frozenset({"WP", "WDT", "WP$"})
_HAVE = frozenset({"have", "has", "had", "having", "'ve", "’ve"})
_CAUSATIVE = frozenset({"see", "have", "get", "want", "need", "watch"})
_PLACES = {"dobj": "object", "oprd": "object", "attr": "attribute", "npadvmod": "measure"}
_EMPTY = frozenset({"punct", "aux", "auxpass", "nsubj", "nsubjpass", "neg"})  # fill no place
_PREPOSITIONS = frozenset({"prep", "agent", "dative"})
_MODIFIERS = frozenset({"compound", "amod", "nmod"})
_HOLDING = frozenset({"of", "with", "from", "into"})  # charged him with smuggling
_PLURAL = frozenset({"we", "they", "you"})
_LENDERS = frozenset({"", "PERSON", "CARDINAL", "MONEY"})
_NAMED = frozenset({"PERSON", "ORG", "GPE", "NORP"})


def is_passive(tree: Tree, i: int) -> bool:
    """Whether a verb is passive, reduced relatives and shared auxiliaries included."""
    deps = {tree.dep[k] for k in tree.kids[i]}
    if deps & {"auxpass", "nsubjpass"}:
        return True
    if tree.tag[i] != "VBN" or _has_have(tree, i):
        return False
    dep = tree.dep[i]
    if dep == "ccomp" and "aux" not in deps:
        return tree.lemma[tree.head[i]] in _CAUSATIVE  # will see their accreditation revoked
    if dep == "conj" and not deps & {"nsubj", "dobj"}:
        return is_passive(tree, tree.head[i])
    alone = dep == "advcl" and "nsubj" not in deps
    return alone or dep in {"acl", "amod"} or _is_under_with(tree, i)


def _is_under_with(tree: Tree, i: int) -> bool:
    """Whether a participle tells what goes with the main clause: `with two others wounded`."""
    if tree.dep[i] == "pcomp":
        return tree.word[tree.head[i]] == "with"
    return any(tree.dep[k] == "mark" and tree.word[k] == "with" for k in tree.kids[i])


def _has_have(tree: Tree, i: int) -> bool:
    return any(tree.dep[k] == "aux" and tree.word[k] in _HAVE for k in tree.kids[i])


def antecedent(tree: Tree, i: int) -> int:
    """The noun that a relative pronoun stands for; any other token is itself."""
    if tree.tag[i] not in _RELATIVE:
        return i
    for one in tree.up(i):
        if tree.dep[one] == "relcl":
            noun = tree.head[one]
            return (
                tree.head[noun]
                if tree.dep[noun] == "appos" and tree.pos[tree.head[noun]] == "PROPN"
                else noun
            )
    return i


def surface_subject(tree: Tree, i: int) -> int | None:
    """The subject of a verb: its own, shared, or its controller's; no relative pronoun."""
    verb = i
    for _ in range(12):
        own = [k for k in tree.kids[i] if tree.dep[k] in SUBJECTS and not _is_time(tree, k)]
        if own:  # of two, the parser's mistake, the one next to the verb
            one = antecedent(tree, next((k for k in reversed(own) if k < i), own[0]))
            if one < i < verb and tree.word[one] in _PLURAL and _is_singular(tree, verb):
                return _subject_between(tree, i, verb)
            return one
        above = _controller(tree, i)
        if above is None:
            return None
        if above < 0:
            return ~above
        i = above
    return None


def _is_singular(tree: Tree, verb: int) -> bool:
    """Whether a verb is of the third person singular: no `we` has met."""
    if tree.tag[verb] == "VBZ":
        return True
    return any(
        tree.dep[k] in {"aux", "auxpass"} and tree.tag[k] == "VBZ" for k in tree.kids[verb]
    )


def _subject_between(tree: Tree, i: int, verb: int) -> int | None:
    """The subject of a clause below verb `i` that another verb goes on with.

    `We recall that the council was set up but has met twice`: the parser joins the last verb to
    the first.
    """
    clauses = [k for k in tree.kids[i] if i < k < verb and tree.dep[k] == "ccomp"]
    return tree.kid(clauses[-1], "nsubj", "nsubjpass") if clauses else None


def _is_time(tree: Tree, i: int) -> bool:
    return tree.ent[i] in {"DATE", "TIME"}


def _controller(tree: Tree, i: int) -> int | None:
    """The verb whose subject a verb shares; `~n` where noun n itself is the subject."""
    dep, head = tree.dep[i], tree.head[i]
    if dep in {"acl", "relcl"}:
        # "plans to close", "a decision to leave": the subject belongs to the noun's own clause
        return _noun_holder(tree, head) if tree.tag[i] == "VB" else ~head
    if dep == "xcomp" or (dep == "ccomp" and tree.tag[i] in {"VB", "VBG"}):
        held = tree.kid(head, "dobj", "dative")
        return ~held if held is not None and tree.pos[held] != "ADP" else head
    if dep == "pcomp":
        preposition, head = tree.word[head], tree.head[head]
        held = tree.kid(head, "dobj")
        if held is not None and preposition in _HOLDING and tree.tag[i] == "VBG":
            return ~held
    shares = dep in {"conj", "advcl", "pcomp"} and tree.is_verb(head)
    return head if shares or dep == "acomp" else None


def _noun_holder(tree: Tree, noun: int) -> int | None:
    owner = tree.kid(noun, "poss")
    if owner is not None:
        return ~owner
    above = tree.head[noun]
    return above if tree.dep[noun] in {"dobj", "attr"} and tree.is_verb(above) else None


def verb_frame(tree: Tree, i: int) -> Frame:
    """The places of a verb's clause."""
    frame: Frame = {}
    passive = is_passive(tree, i)
    _add(tree, frame, "object" if passive else "subject", surface_subject(tree, i))
    for k in tree.kids[i]:
        if tree.dep[k] not in _EMPTY:
            _add_dependant(tree, frame, k)
    if "object" in frame:
        claims = [k for at in frame["object"] for k in tree.kids[at] if _is_claim(tree, k)]
        if claims:
            frame["claim"] = claims
        _lend_prepositions(tree, frame)
    if passive and "subject" not in frame:
        _find_agent(tree, frame)
    return frame


def _add_dependant(tree: Tree, frame: Frame, k: int) -> None:
    dep = tree.dep[k]
    if dep in _PLACES:
        _add(tree, frame, _PLACES[dep], antecedent(tree, k))
    elif dep == "dative" and tree.pos[k] != "ADP":
        _add(tree, frame, "indirect", k)
    elif dep in _PREPOSITIONS or tree.pos[k] == "ADP":
        _add_prepositional(tree, frame, k)
    elif dep in {"ccomp", "xcomp"}:
        _add_clause(tree, frame, k)


def _find_agent(tree: Tree, frame: Frame) -> None:
    """The agent that the parser hung on the object: `fined two pounds [by the regulator]`."""
    agents = [k for k in frame.get("by", ()) if not tree.ent[k] or tree.ent[k] in _NAMED]
    if agents:
        frame["subject"] = agents


def _add_clause(tree: Tree, frame: Frame, i: int) -> None:
    """The clause that completes a verb, with its own subject and object."""
    _add(tree, frame, "complement", tree.kid(i, "nsubj", "nsubjpass"))
    _add(tree, frame, "clause_object", tree.kid(i, "dobj"))
    infinitive = any(tree.word[k] == "to" and tree.dep[k] == "aux" for k in tree.kids[i])
    _add(tree, frame, "infinitive" if infinitive else "content", i)


def _is_claim(tree: Tree, i: int) -> bool:
    """Whether a clause says what a noun claims: `a report that the ship had sunk`."""
    if tree.dep[i] not in {"acl", "relcl", "ccomp"}:
        return False
    return any(tree.word[k] == "that" and tree.tag[k] == "IN" for k in tree.kids[i])


def _lend_prepositions(tree: Tree, frame: Frame) -> None:
    """Phrases that the parser hung on the object: `accepted demands from miners`."""
    lent: Frame = {}
    for at in frame["object"]:
        if tree.ent[at] not in _LENDERS:  # the Bank of England
            continue
        for k in tree.kids[at]:
            if tree.dep[k] == "prep":
                _add_prepositional(tree, lent, k)
    for place, tokens in lent.items():
        frame.setdefault(place, tokens)


def noun_frame(tree: Tree, i: int, verb: int | None) -> Frame:
    """The places of a noun; those of the verb that carries it (`held talks`) come with it."""
    frame: Frame = {}
    if verb is not None:
        carried = verb_frame(tree, verb)
        carried.pop("object", None)
        frame.update(carried)
    for k in tree.kids[i]:
        dep = tree.dep[k]
        if dep == "poss":
            _add(tree, frame, "possessor", k)
        elif dep in _MODIFIERS:
            _add(tree, frame, "modifier", k)
        elif dep == "prep":
            _add_prepositional(tree, frame, k)
    if i + 1 < tree.size and tree.dep[i + 1] == "npadvmod":
        frame["when"] = [i + 1]  # in heavy trading yesterday
    return frame


def _add_prepositional(tree: Tree, frame: Frame, i: int) -> None:
    if tree.word[i] == "according":
        return  # whoever is cited takes no part
    name = "subject" if tree.dep[i] == "agent" else tree.word[i]
    for k in tree.kids[i]:
        if tree.dep[k] == "pobj":
            _add(tree, frame, name, antecedent(tree, k))
        elif tree.dep[k] == "prep":
            _add_prepositional(tree, frame, k)
        elif tree.dep[k] == "pcomp":
            _add(tree, frame, name, k)


def _add(tree: Tree, frame: Frame, place: str, i: int | None) -> None:
    if i is not None:
        tokens = frame.setdefault(place, [])
        tokens += [k for k in tree.conjuncts(i) if k not in tokens]


def words_near(tree: Tree, i: int) -> set[str]:
    """Lemmas of a phrase that tell what it is about: head, modifiers, and what it is `of`."""
    out = {tree.lemma[i], tree.word[i]}
    named = tree.ent[i] == "PERSON"
    for k in tree.kids[i]:
        if tree.dep[k] in _MODIFIERS and not (named and tree.ent[k] == "PERSON"):
            out.add(tree.lemma[k])
            out.update(tree.lemma[n] for n in tree.kids[k] if tree.dep[n] in _MODIFIERS)
        elif tree.dep[k] == "prep" and tree.word[k] in {"of", "in", "on", "for"}:
            for n in tree.kids[k]:
                if tree.dep[n] == "pobj":
                    out.add(tree.lemma[n])
                    out.update(tree.lemma[m] for m in tree.kids[n] if tree.dep[m] in _MODIFIERS)
    return out
