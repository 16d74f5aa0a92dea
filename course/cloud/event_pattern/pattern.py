"""Reading an event pattern into a tree of fields, and holding events against it.

Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern.html; that a field named again takes
the place of the one before it, also across the branches of ``$or``, is event-ruler's behaviour.
"""

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from math import prod
from typing import Any

from course import facts
from course.cloud.filter_policy.decision import Branch, Decision, FieldDecision, branch_of, found_at
from course.cloud.filter_policy.document import Document, Place, from_value
from course.cloud.filter_policy.elements import consistent
from course.cloud.filter_policy.errors import ConditionError
from course.cloud.filter_policy.json_values import show
from course.cloud.filter_policy.tree import AllOf, AnyOf, Field, Node, conjunctions, fields
from course.cloud.json_problem import json_problem

from . import reasons
from .complexity import too_complex
from .errors import PatternError
from .numbers import read_float
from .operators import OPERATORS, check, split, test_of, wants_absence

__all__ = ["EventPattern", "parse"]

SCOPE = "Event"


class EventPattern:
    """A pattern that AWS accepts; `source` is its text. Events are plain JSON data, or a Document made of one."""

    def __init__(self, source: str, root: AllOf) -> None:
        self.source = source
        ways = [tuple({each.path: each for each in way}.values()) for way in conjunctions(root)]
        used = {each for way in ways for each in way}
        self.root = AllOf(tuple(_pruned(root, used)))
        self._ways = ways
        self._tests = {each: test_of(each.conditions) for each in used}
        self._absent = {each for each in used if any(map(wants_absence, each.conditions))}

    @property
    def fields(self) -> tuple[Field, ...]:
        """Every field the pattern names, in its order; those inside ``$or`` too."""
        return tuple(fields(self.root))

    def matches(self, event: Mapping[str, Any] | Document) -> bool:
        """Tell whether an event matches. Never raises."""
        document = event if isinstance(event, Document) else from_value(event)
        return bool(self._chosen(document)) or not self.root.children

    def missing(self, document: Document) -> int:
        """Return how many fields do not hold, each for itself; in patterns alike, the fewer the nearer to a match."""
        return sum(
            not any(self._tests[each](leaf.value) for leaf in document.at(each.path))
            and not (each in self._absent and not document.at(each.path))
            for each in self._tests
        )

    def decide(self, event: Mapping[str, Any] | Document) -> Decision:
        """Decide on an event and explain each field. Never raises."""
        document = event if isinstance(event, Document) else from_value(event)
        if not self.root.children:
            return Decision(True, reasons.MATCHES, SCOPE, (), Branch("all", True, ()))
        chosen = self._chosen(document)
        decided = {each: self._decide(each, document, chosen=each in chosen) for each in self.fields}
        tree = branch_of(self.root, decided, matched=bool(chosen))
        apart = not chosen and all(child.matched for child in tree.children)
        reason = reasons.of_event(matched=bool(chosen), apart=apart)
        return Decision(bool(chosen), reason, SCOPE, tuple(decided.values()), tree)

    def _decide(self, field: Field, document: Document, *, chosen: bool) -> FieldDecision:
        leaves = document.at(field.path)
        alone = any(self._tests[field](leaf.value) for leaf in leaves)
        matched = chosen or alone or (not leaves and field in self._absent)
        reason = reasons.of_field(field, document, matched=matched, alone=alone)
        return FieldDecision(field.path, list(field.conditions), found_at(leaves), matched, reason)

    def _chosen(self, document: Document) -> tuple[Field, ...]:
        """Return the fields of the first way to satisfy the pattern, or none."""
        good: dict[Field, list[Place]] = {}
        for way in self._ways:
            if self._possible(way, document, good) and (
                not _in_lists(way, document) or consistent(way, document, good, self._accepts_absence)
            ):
                return way
        return ()

    def _possible(self, way: tuple[Field, ...], document: Document, good: dict[Field, list[Place]]) -> bool:
        """Tell whether each field of a way holds for itself; note in `good` where."""
        for field in way:
            if field not in good:
                test = self._tests[field]
                good[field] = [leaf.place for leaf in document.at(field.path) if test(leaf.value)]
            if good[field]:
                continue
            leaves = document.at(field.path)
            if field not in self._absent or (leaves and not any(leaf.place for leaf in leaves)):
                return False
        return True

    def _accepts_absence(self, field: Field, _: Document) -> bool:
        return field in self._absent


def _in_lists(way: tuple[Field, ...], document: Document) -> bool:
    return any(leaf.place for field in way for leaf in document.at(field.path))


def _pruned(node: AllOf, used: set[Field]) -> Iterator[Node]:
    """Yield the children of a node without the fields that others have taken the place of."""
    for child in node.children:
        if isinstance(child, AnyOf):
            yield AnyOf(tuple(AllOf(tuple(_pruned(branch, used))) for branch in child.children))
        elif isinstance(child, AllOf):
            yield AllOf(tuple(_pruned(child, used)))
        elif child in used:
            yield child


class _Members(list[tuple[str, Any]]):
    """A JSON object as it is written: its members in order, one that is named twice included."""


@lru_cache(maxsize=1024)
def parse(text: str) -> EventPattern:
    """Read an event pattern, a JSON text. Raises PatternError for what AWS refuses."""
    try:
        root = AllOf(tuple(_nodes(_content(text), "", "", facts.value("events.depth"))))
    except RecursionError:
        raise PatternError("Rule is too complex", remedy="It is nested too deeply.") from None
    _check_combinations(root)
    return EventPattern(text, root)


def _content(text: str) -> _Members:
    try:
        content = json.loads(
            text, object_pairs_hook=_Members, parse_float=read_float, parse_constant=_no_constant
        )
    except ValueError:
        raise PatternError(json_problem(text), remedy="A pattern is the text of a JSON object.") from None
    if not isinstance(content, _Members):
        raise PatternError("Filter is not an object", remedy='Write {"source": ["accepted value"]}.')
    if not content:
        raise PatternError("Empty objects are not allowed", remedy='Write {"source": ["accepted value"]}.')
    return content


def _no_constant(name: str) -> object:
    raise ValueError(f"{name} is no JSON")


def _nodes(source: _Members, prefix: str, place: str, levels: int) -> Iterator[Node]:
    """Yield the fields of an object; a nested object adds its name and a dot to the paths of what is in it.

    `levels`: how much deeper it may go, for no event is deeper than that.
    """
    if not levels:
        raise PatternError("Rule is too complex", remedy="It is nested deeper than any event.")
    for name, content in source:
        path, where = f"{prefix}{name}", f"{place}{name}"
        if name == "$or" and _is_or(content):
            yield AnyOf(
                tuple(
                    AllOf(tuple(_nodes(branch, prefix, f"{where}[{index}].", levels - 1)))
                    for index, branch in enumerate(content)
                )
            )
        elif isinstance(content, _Members):
            if not content:
                raise PatternError("Empty objects are not allowed", where=where)
            yield from _nodes(content, f"{path}.", f"{where}.", levels - 1)
        elif isinstance(content, list):
            yield _field(path, where, [_plain(each) for each in content])
        else:
            raise PatternError(
                f'"{name}" must be an object or an array',
                where=where,
                remedy=f'A condition stands in a list: [{{"{name}": {show(content)}}}].'
                if name in OPERATORS
                else f'List the accepted values, even a single one: "{name}": [{show(content)}].',
            )


def _is_or(content: object) -> bool:
    """Tell whether the value of ``$or`` makes it the operator; otherwise it is a field that happens to be called so."""
    return (
        isinstance(content, list)
        and not isinstance(content, _Members)
        and len(content) > 1
        and all(
            isinstance(branch, _Members) and branch and not {name for name, _ in branch} & OPERATORS.keys()
            for branch in content
        )
    )


def _plain(value: Any) -> Any:
    """Return a condition with its objects as dicts."""
    if not isinstance(value, _Members):
        return [_plain(each) for each in value] if isinstance(value, list) else value
    if len({name for name, _ in value}) < len(value):
        raise PatternError("Only one key allowed in match expression")
    return {name: _plain(each) for name, each in value}


def _field(path: str, where: str, conditions: list[Any]) -> Field:
    if not conditions:
        raise PatternError(
            "Empty arrays are not allowed",
            where=where,
            remedy="List at least one accepted value or condition.",
        )
    for index, condition in enumerate(conditions):
        try:
            check(condition)
        except ConditionError as error:
            place = where if len(conditions) == 1 else f"{where}[{index}]"
            raise PatternError(error.reason, where=place, remedy=error.remedy) from None
    if (patterns := [each for condition in conditions for each in _wildcards(condition)]) and too_complex(
        patterns
    ):
        raise PatternError(
            "Rule is too complex - try using fewer wildcard characters or fewer repeating character sequences "
            "after a wildcard character",
            where=where,
        )
    return Field(path, tuple(conditions))


def _wildcards(condition: object) -> list[str]:
    name, operand = split(condition)
    if name == "anything-but" and isinstance(operand, dict):
        name, operand = split(operand)
    if name != "wildcard":
        return []
    return operand if isinstance(operand, list) else [operand]


def _check_combinations(root: AllOf) -> None:
    most = facts.value("events.pattern.combinations")
    found = _combinations(root)
    if found > most:
        raise PatternError(
            "Rule is too complex", remedy=f"Its $or make {found} combinations, and {most} are allowed."
        )


def _combinations(node: Node) -> int:
    if isinstance(node, Field):
        return 1
    found = [_combinations(child) for child in node.children]
    return sum(found) if isinstance(node, AnyOf) else prod(found)
