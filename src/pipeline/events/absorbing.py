"""Which events are part of another: what is refused, ordered, or discussed at a meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.events.scene import Scene
    from pipeline.events.tree import Tree
    from pipeline.events.triggers import Found

GOVERNED = frozenset({"dobj", "nsubjpass", "nsubj", "pobj"})
CONTENT = frozenset({"xcomp", "ccomp", "pcomp", "pobj", "dobj", "prep"})


def absorb(scene: Scene, found: dict[int, Found], one: Found) -> None:
    """Mark events that are the content of another: what is refused, ordered, threatened."""
    tree = scene.tree
    if one.type is None:
        return
    at = one.i
    for _ in range(4):
        head, dep = tree.head[at], tree.dep[at]
        if dep == "relcl":
            if _is_set_there(tree, at):
                one.absorbed = _of_same_type(tree, found, one, head)
            return
        if dep == "appos":
            return
        holder = found.get(head)
        if holder is not None and holder is not one and _settles(one, holder, dep):
            return
        if head == tree.head[head] or tree.dep[head] in {"ROOT", "relcl", "conj"}:
            return
        at = head


def _is_set_there(tree: Tree, i: int) -> bool:
    """Whether a clause tells what went on somewhere: `a meeting where it was discussed`."""
    if any(tree.word[k] == "where" for k in tree.kids[i]):
        return True
    return any(
        tree.word[k] in {"at", "during"} and any(tree.word[n] == "which" for n in tree.kids[k])
        for k in tree.kids[i]
    )


def _of_same_type(tree: Tree, found: dict[int, Found], one: Found, noun: int) -> int | None:
    """The event of the same type whose occasion a clause behind a noun tells of."""
    for i in (noun, *tree.up(noun)[:4]):
        holder = found.get(i)
        if holder is not None and holder.type == one.type:
            return holder.i
    return None


def _settles(one: Found, holder: Found, dep: str) -> bool:
    """Absorb an event into the one that governs it, or a promise into what is promised."""
    if holder.rule is None or holder.type is None:
        return False
    alike = one.kind == "verb" and holder.type == one.type
    if dep in CONTENT and (holder.rule.absorbs or alike):
        one.absorbed = holder.i
        return True
    if dep in CONTENT and one.kind == "verb" and holder.rule.class_ == "intent":
        holder.absorbed = one.i
        return True
    if one.kind == "noun" and holder.kind == "verb" and dep in GOVERNED:
        one.absorbed = holder.i
        return True
    return False
