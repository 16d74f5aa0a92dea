"""Mistakes in Choice states: what is compared, how, and in which order."""

import itertools
from collections.abc import Iterator

from grader.mutate.change import Change, exchanged, replaced
from grader.mutate.source import Source
from grader.mutate.value import Member
from grader.mutate.values import values

__all__ = [
    "comparator_moved",
    "comparator_turned",
    "conditions_joined_otherwise",
    "default_lost",
    "not_forgotten",
    "rule_negated",
    "rules_exchanged",
    "test_turned",
]

_KINDS = ("Numeric", "String", "Timestamp")
_MOVED = {
    "GreaterThan": "GreaterThanEquals",
    "GreaterThanEquals": "GreaterThan",
    "LessThan": "LessThanEquals",
    "LessThanEquals": "LessThan",
    "Equals": "GreaterThanEquals",
}
_TURNED = {
    "GreaterThan": "LessThanEquals",
    "GreaterThanEquals": "LessThan",
    "LessThan": "GreaterThanEquals",
    "LessThanEquals": "GreaterThan",
}
_SAME = ("NumericEquals", "StringEquals", "StringMatches", "TimestampEquals")


def comparator_moved(source: Source) -> Iterator[Change]:
    """The value at the boundary takes the other way."""
    yield from _compared(source, _MOVED)


def comparator_turned(source: Source) -> Iterator[Change]:
    """A rule compares the wrong way round."""
    yield from _compared(source, _TURNED)


def rule_negated(source: Source) -> Iterator[Change]:
    """A rule that asks whether two values are the same matches all others."""
    for rule in values(source).mappings():
        members = rule.members or ()
        asked = [each for each in members if each.name.endswith(("Equals", "EqualsPath", "StringMatches"))]
        variable = [each for each in members if each.name == "Variable"]
        if len(asked) == len(variable) == 1 and asked[0].name.removesuffix("Path") in _SAME:
            said = ", ".join(source.said(each.span) for each in (*variable, *asked))
            rest = [source.said(each.span) for each in members if each not in (*variable, *asked)]
            yield replaced(rule.span, "{" + ", ".join([f'"Not": {{{said}}}', *rest]) + "}")


def test_turned(source: Source) -> Iterator[Change]:
    """A rule that asks whether a field is there, or of which type, asks the opposite."""
    for mapping in values(source).mappings():
        for member in mapping.members or ():
            if member.name.startswith("Is") and isinstance(member.value.constant, bool):
                yield replaced(member.value.span, member.value.written(not member.value.constant))


def conditions_joined_otherwise(source: Source) -> Iterator[Change]:
    """One of several conditions of a rule is enough where all must hold, or the other way round."""
    for _, member in values(source).fields("And", "Or"):
        if member.value.items is not None:
            yield _renamed(source, member, "Or" if member.name == "And" else "And")


def not_forgotten(source: Source) -> Iterator[Change]:
    """A rule lacks its Not."""
    for _, member in values(source).fields("Not"):
        if member.value.members:
            yield replaced(member.span, source.said(member.value.inside).strip().rstrip(","))


def rules_exchanged(source: Source) -> Iterator[Change]:
    """Two rules stand in the other order, and the first that matches wins."""
    for _, member in values(source).fields("Choices"):
        rules = member.value.items or ()
        for one, other in itertools.pairwise(rules):
            yield exchanged(source, one.span, other.span)


def default_lost(source: Source) -> Iterator[Change]:
    """Whatever fits no rule has nowhere to go."""
    for state, default in values(source).fields("Default"):
        if state.member("Choices") is not None:
            yield state.without(default)


def _compared(source: Source, words: dict[str, str]) -> Iterator[Change]:
    for mapping in values(source).mappings():
        for member in mapping.members or ():
            for kind in _KINDS:
                ending = "Path" if member.name.endswith("Path") else ""
                word = member.name.removeprefix(kind).removesuffix("Path")
                is_order = word != "Equals" or kind != "String"
                if member.name.startswith(kind) and word in words and is_order:
                    yield _renamed(source, member, f"{kind}{words[word]}{ending}")


def _renamed(source: Source, member: Member, name: str) -> Change:
    return replaced(member.key, source.said(member.key).replace(member.name, name))
