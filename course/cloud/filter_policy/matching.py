"""Deciding on a message.

A field holds when one of its conditions holds for one of the values at its path. Fields that stand in the same list
must hold in the same element of it (see `elements`).
"""

from functools import partial

from course.cloud.filter_policy import reasons
from course.cloud.filter_policy.decision import Branch, Decision, FieldDecision, branch_of, found_at
from course.cloud.filter_policy.document import Document, Leaf, Place, from_attributes, from_body
from course.cloud.filter_policy.elements import consistent
from course.cloud.filter_policy.operators import holds, wants_absence
from course.cloud.filter_policy.tree import AllOf, Field, conjunctions, fields

__all__ = ["decide"]

_Places = dict[Field, list[Place]]


def decide(root: AllOf, scope: str, attributes: object, body: object) -> Decision:
    """Decide on a message and explain each field. Never raises."""
    if not root.children:
        return Decision(True, reasons.NO_POLICY, scope, (), Branch("all", True, ()))
    by_attributes, by_body = partial(from_attributes, attributes), partial(from_body, body)
    document = by_attributes() if scope == "MessageAttributes" else by_body()
    other = by_body if scope == "MessageAttributes" else by_attributes
    good = _good(root, document)
    chosen = _chosen(root, document, good)
    decided = {
        each: _decide_field(each, scope, document, other, good, chosen=each in chosen) for each in good
    }
    matched = bool(chosen)
    tree = branch_of(root, decided, matched=matched)
    apart = not matched and all(child.matched for child in tree.children)
    reason = reasons.of_message(scope, document, matched=matched, apart=apart)
    return Decision(matched, reason, scope, tuple(decided.values()), tree)


def _good(root: AllOf, document: Document | None) -> _Places:
    """Return for each field where in the document a leaf stands that satisfies it."""
    return {
        each: [leaf.place for leaf in document.at(each.path) if _satisfies(each, leaf)] if document else []
        for each in fields(root)
    }


def _chosen(root: AllOf, document: Document | None, good: _Places) -> frozenset[Field]:
    """Return the fields of the first way to satisfy the policy, or none."""
    if document is None:
        return frozenset()
    ways = (
        together for together in conjunctions(root) if consistent(together, document, good, _accepts_absence)
    )
    return frozenset(next(ways, ()))


def _decide_field(
    field: Field,
    scope: str,
    document: Document | None,
    other: reasons.Other,
    good: _Places,
    *,
    chosen: bool,
) -> FieldDecision:
    leaves = document.at(field.path) if document else []
    alone = document is not None and (bool(good[field]) or (not leaves and _accepts_absence(field, document)))
    matched = chosen or alone
    return FieldDecision(
        path=field.path,
        wanted=list(field.conditions),
        found=found_at(leaves),
        matched=matched,
        reason=reasons.of_field(field, scope, document, other, matched=matched),
        declared=document.kinds.get(field.path, "") if document else "",
    )


def _satisfies(field: Field, leaf: Leaf) -> bool:
    return any(holds(condition, leaf.value) for condition in field.conditions)


def _accepts_absence(field: Field, document: Document) -> bool:
    """Tell whether absence will do, and the field is absent rather than unreadable.

    Source: https://docs.aws.amazon.com/sns/latest/dg/attribute-key-matching.html
    """
    unreadable = document.kinds.get(field.path) == "String.Array"
    return not document.blank and not unreadable and any(map(wants_absence, field.conditions))
