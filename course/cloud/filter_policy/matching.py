"""Deciding on a message.

A field holds when one of its conditions holds for one of the values at its path. Fields that stand in the same list
must hold in the same element of it: ``{"orders": {"id": [1], "state": ["paid"]}}`` asks for one order that is both.
The fields are taken in the order of their paths, as the engine does that AWS publishes (event-ruler): a field that
must be absent is looked for in the elements which the fields before it chose.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Literal

from course.cloud.filter_policy import reasons
from course.cloud.filter_policy.decision import Branch, Decision, FieldDecision, found_at
from course.cloud.filter_policy.document import Array, Document, Leaf, Place, from_attributes, from_body
from course.cloud.filter_policy.operators import holds, wants_absence
from course.cloud.filter_policy.tree import AllOf, AnyOf, Field, Node, conjunctions, fields

__all__ = ["decide"]

_TOGETHER = {"all": all, "any": any}


def decide(root: AllOf, scope: str, attributes: object, body: object) -> Decision:
    """Decide on a message and explain each field. Never raises."""
    if not root.children:
        return Decision(True, reasons.NO_POLICY, scope, (), Branch("all", True, ()))
    by_attributes, by_body = from_attributes(attributes), from_body(body)
    document = by_attributes if scope == "MessageAttributes" else by_body
    other = by_body if scope == "MessageAttributes" else by_attributes
    chosen = _chosen(root, document)
    decided = {
        each: _decide_field(each, scope, document, other, chosen=each in chosen) for each in fields(root)
    }
    return _decision(root, scope, document, decided, matched=bool(chosen))


def _chosen(root: AllOf, document: Document | None) -> frozenset[Field]:
    """Return the fields of the first way to satisfy the policy, or none."""
    if document is None:
        return frozenset()
    good = {
        each: [leaf.place for leaf in document.at(each.path) if _satisfies(each, leaf)]
        for each in fields(root)
    }
    ways = (together for together in conjunctions(root) if _consistent(together, document, good))
    return frozenset(next(ways, ()))


def _decide_field(
    field: Field, scope: str, document: Document | None, other: Document | None, *, chosen: bool
) -> FieldDecision:
    leaves = document.at(field.path) if document else []
    alone = document is not None and (
        any(_satisfies(field, leaf) for leaf in leaves) or (not leaves and _accepts_absence(field, document))
    )
    matched = chosen or alone
    return FieldDecision(
        path=field.path,
        wanted=list(field.conditions),
        found=found_at(leaves),
        matched=matched,
        reason=reasons.of_field(field, scope, document, other, matched=matched),
        declared=document.kinds.get(field.path, "") if document else "",
    )


def _decision(
    root: AllOf, scope: str, document: Document | None, decided: dict[Field, FieldDecision], *, matched: bool
) -> Decision:
    places = {each: index for index, each in enumerate(decided)}

    def branch(node: Node) -> Branch:
        if isinstance(node, Field):
            return Branch("field", decided[node].matched, (), places[node])
        children = tuple(branch(child) for child in node.children)
        if isinstance(node, AllOf) and len(children) == 1:
            return children[0]
        kind: Literal["all", "any"] = "any" if isinstance(node, AnyOf) else "all"
        return Branch(kind, _TOGETHER[kind](child.matched for child in children), children)

    top = tuple(branch(child) for child in root.children)
    return Decision(
        matched=matched,
        reason=reasons.of_message(
            scope, document, matched=matched, apart=not matched and all(child.matched for child in top)
        ),
        scope=scope,
        fields=tuple(decided.values()),
        tree=Branch("all", matched, top),
    )


def _satisfies(field: Field, leaf: Leaf) -> bool:
    return any(holds(condition, leaf.value) for condition in field.conditions)


def _accepts_absence(field: Field, document: Document) -> bool:
    """Tell whether absence will do, and the field is absent rather than unreadable.

    Source: https://docs.aws.amazon.com/sns/latest/dg/attribute-key-matching.html
    """
    unreadable = document.kinds.get(field.path) == "String.Array"
    return not document.blank and not unreadable and any(map(wants_absence, field.conditions))


def _consistent(together: Iterable[Field], document: Document, good: dict[Field, list[Place]]) -> bool:
    """Tell whether all fields hold at once, without contradiction about the elements of lists.

    `good` has the places of the values that satisfy each field.
    """
    ordered = sorted(together, key=lambda field: field.path)
    arrays = [{array for leaf in document.at(field.path) for array, _ in leaf.place} for field in ordered]
    bindings: set[Place] = {frozenset()}
    for index, field in enumerate(ordered):
        later = frozenset[Array]().union(*arrays[index + 1 :])
        extended = _joined(bindings, good[field], later)
        if _accepts_absence(field, document):
            present = [leaf.place for leaf in document.at(field.path)]
            extended |= {_cut(binding, later) for binding in bindings - _agreeing(bindings, present)}
        bindings = extended
        if not bindings:
            return False
    return True


def _joined(bindings: set[Place], places: Iterable[Place], later: frozenset[Array]) -> set[Place]:
    """Return every agreeing pair of a binding and a place as one binding, cut down to lists that matter `later`."""
    joined: set[Place] = set()
    for shared, ours, theirs in _shared(bindings, places):
        known: dict[Place, set[Place]] = defaultdict(set)
        for place in theirs:
            known[_cut(place, shared)].add(_cut(place, later))
        for binding in ours:
            kept = _cut(binding, later)
            joined |= {kept | place for place in known.get(_cut(binding, shared), ())}
    return joined


def _agreeing(bindings: set[Place], places: Iterable[Place]) -> set[Place]:
    """Return the bindings that agree with some place."""
    agreeing: set[Place] = set()
    for shared, ours, theirs in _shared(bindings, places):
        known = {_cut(place, shared) for place in theirs}
        agreeing |= {binding for binding in ours if _cut(binding, shared) in known}
    return agreeing


def _shared(
    bindings: Iterable[Place], places: Iterable[Place]
) -> Iterator[tuple[frozenset[Array], list[Place], list[Place]]]:
    """Pair bindings with places by the lists they share, so that a long list costs its length, not its square."""
    groups = _by_arrays(places)
    for our_arrays, ours in _by_arrays(bindings).items():
        for their_arrays, theirs in groups.items():
            yield our_arrays & their_arrays, ours, theirs


def _by_arrays(places: Iterable[Place]) -> dict[frozenset[Array], list[Place]]:
    groups: dict[frozenset[Array], list[Place]] = defaultdict(list)
    for place in places:
        groups[frozenset(array for array, _ in place)].append(place)
    return groups


def _cut(place: Place, arrays: frozenset[Array]) -> Place:
    return frozenset(entry for entry in place if entry[0] in arrays)
