"""What a filter policy decided on a message, and why: plain data, and a small tree to read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Literal

from course.cloud.filter_policy.document import Leaf
from course.cloud.filter_policy.tree import AllOf, AnyOf, Field, Node

__all__ = ["ABSENT", "Branch", "Decision", "FieldDecision", "branch_of", "found_at"]


class _Absent(Enum):
    ABSENT = "absent"

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT = _Absent.ABSENT
"""What was found at a path that the message does not have."""


@dataclass(frozen=True)
class FieldDecision:
    """One field: the conditions (one has to hold), the value found (a list of values for a list), and the reason.

    `declared` is the data type of the attribute, "" for a field of the body.
    """

    path: str
    wanted: list[Any]
    found: object
    matched: bool
    reason: str
    declared: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Return it as JSON data; `present` is false where nothing was found."""
        present = self.found is not ABSENT
        return {
            "path": self.path,
            "wanted": self.wanted,
            "present": present,
            "found": self.found if present else None,
            "declared": self.declared,
            "matched": self.matched,
            "reason": self.reason,
        }


@dataclass(frozen=True)
class Branch:
    """A node of the decision: "all" or "any" of its children, or the "field" of that index in `fields`."""

    kind: Literal["all", "any", "field"]
    matched: bool
    children: tuple["Branch", ...]
    field: int = -1

    def as_dict(self) -> dict[str, Any]:
        """Return it as JSON data."""
        if self.kind == "field":
            return {"kind": "field", "matched": self.matched, "field": self.field}
        children = [child.as_dict() for child in self.children]
        return {"kind": self.kind, "matched": self.matched, "children": children}


@dataclass(frozen=True)
class Decision:
    """Whether a message passes, one sentence for the whole, each field, and the tree they form."""

    matched: bool
    reason: str
    scope: str
    fields: tuple[FieldDecision, ...]
    tree: Branch

    @property
    def deciding(self) -> FieldDecision | None:
        """The first field that does not hold and that the policy cannot do without; None when the message passes."""
        return None if self.matched else next(self._failing(self.tree), None)

    def _failing(self, branch: Branch) -> Iterator[FieldDecision]:
        if branch.matched and branch is not self.tree:
            return
        if branch.kind == "field":
            yield self.fields[branch.field]
        for child in branch.children:
            yield from self._failing(child)

    def as_dict(self) -> dict[str, Any]:
        """Return it as JSON data."""
        return {
            "matched": self.matched,
            "reason": self.reason,
            "scope": self.scope,
            "fields": [field.as_dict() for field in self.fields],
            "tree": self.tree.as_dict(),
        }

    def text(self) -> str:
        """Return the decision as a small tree of ticks and crosses, a line for each field with its reason."""
        return "\n".join([f"{_mark(self.matched)} {self.reason}", *self._lines(self.tree.children, "")])

    def _lines(self, branches: Sequence[Branch], indent: str) -> Iterator[str]:
        for index, branch in enumerate(branches):
            last = index == len(branches) - 1
            words = self.fields[branch.field].reason if branch.kind == "field" else _WORDS[branch.kind]
            yield f"{indent}{'└─' if last else '├─'} {_mark(branch.matched)} {words}"
            yield from self._lines(branch.children, indent + ("   " if last else "│  "))


_WORDS = {"any": "$or: one of these has to hold", "all": "all of these together"}


def _mark(matched: bool) -> str:  # noqa: FBT001
    return "✓" if matched else "✗"


def found_at(leaves: list[Leaf]) -> object:
    """Return what a learner sees as found: a value, the values of a list, or ABSENT."""
    if not leaves:
        return ABSENT
    if len(leaves) == 1 and not leaves[0].place:
        return leaves[0].value
    return [leaf.value for leaf in leaves]


_TOGETHER = {"all": all, "any": any}


def branch_of(root: AllOf, decided: Mapping[Field, FieldDecision], *, matched: bool) -> Branch:
    """Return the tree of a decision from what was decided on each field, in the order of `decided`."""
    places = {each: index for index, each in enumerate(decided)}

    def branch(node: Node) -> Branch:
        if isinstance(node, Field):
            return Branch("field", decided[node].matched, (), places[node])
        children = tuple(branch(child) for child in node.children)
        if isinstance(node, AllOf) and len(children) == 1:
            return children[0]
        kind: Literal["all", "any"] = "any" if isinstance(node, AnyOf) else "all"
        return Branch(kind, _TOGETHER[kind](child.matched for child in children), children)

    return Branch("all", matched, tuple(branch(child) for child in root.children))
