"""Mistakes in the order of states: where a flow goes, what it leaves out, how it ends."""

import itertools
from collections.abc import Iterator

from grader.mutate.change import Change, replaced
from grader.mutate.source import Source
from grader.mutate.value import Member, Value
from grader.mutate.values import values

__all__ = [
    "ends_otherwise",
    "ends_too_early",
    "goes_on_after_the_end",
    "goes_to_another_state",
    "state_left_out",
    "targets_exchanged",
]

_TO_A_STATE = ("Next", "Default", "StartAt")


def goes_to_another_state(source: Source) -> Iterator[Change]:
    """The flow goes to another state than the one that should come next."""
    for machine, states in _machines(source):
        names = [each.name for each in states.members or ()]
        for target in _targets(machine):
            others = [name for name in names if name != target.text]
            if target.text in names and others:
                after = others[names.index(target.text) % len(others)]
                yield replaced(target.span, target.written(after))


def targets_exchanged(source: Source) -> Iterator[Change]:
    """Two ways out of a state lead each to where the other should."""
    for state in values(source).mappings():
        ways = [each.member("Next") for each in _items(state, "Choices")] + [state.member("Default")]
        known = [way for way in ways if way is not None and way.text is not None]
        for one, other in itertools.pairwise(known):
            if one.text != other.text:
                yield Change(((one.span, one.written(other.text)), (other.span, other.written(one.text))))


def ends_too_early(source: Source) -> Iterator[Change]:
    """The flow ends after a state that should not be the last."""
    for state, next_one in values(source).fields("Next"):
        if state.member("Type") is not None:
            yield _renamed(source, next_one, "End", next_one.value.written(new=True))


def goes_on_after_the_end(source: Source) -> Iterator[Change]:
    """The flow begins again where it should end."""
    for machine, states in _machines(source):
        start = machine.member("StartAt")
        for state in states.members or ():
            for member in state.value.members or ():
                if member.name == "End" and start is not None and start.text:
                    yield _renamed(source, member, "Next", start.written(start.text))


def state_left_out(source: Source) -> Iterator[Change]:
    """A step is left out: whatever leads to its state leads to the one after it."""
    for machine, states in _machines(source):
        for state in states.members or ():
            after = state.value.member("Next")
            leading = [target for target in _targets(machine) if target.text == state.name]
            if leading and after is not None and after.text not in (None, state.name):
                yield Change(tuple((target.span, target.written(after.text)) for target in leading))


def ends_otherwise(source: Source) -> Iterator[Change]:
    """The flow succeeds where it should fail, or the other way round."""
    for _, states in _machines(source):
        for state in states.members or ():
            kind = state.value.member("Type")
            if kind is not None and kind.text == "Fail":
                yield replaced(state.value.span, '{"Type": "Succeed"}')
            if kind is not None and kind.text == "Succeed":
                yield replaced(state.value.span, '{"Type": "Fail", "Error": "Wrong"}')


def _machines(source: Source) -> Iterator[tuple[Value, Value]]:
    """Yield each mapping that has states, a definition or the inside of a branch, with its states."""
    for mapping in values(source).mappings():
        states = mapping.member("States")
        if states is not None and states.members is not None:
            yield mapping, states


def _targets(machine: Value) -> Iterator[Value]:
    """Yield each name of a state that something in a machine leads to; branches are machines of their own."""
    for member in machine.members or ():
        if member.name in _TO_A_STATE and member.value.text is not None:
            yield member.value
        elif member.name not in ("Branches", "ItemProcessor", "Iterator"):
            for inner in (member.value, *(member.value.items or ())):
                yield from _targets(inner)


def _items(mapping: Value, name: str) -> tuple[Value, ...]:
    held = mapping.member(name)
    return (held.items if held else None) or ()


def _renamed(source: Source, member: Member, name: str, value: str) -> Change:
    quote = source.said(member.key)[:1] if source.said(member.key)[:1] in "\"'" else ""
    return replaced(member.span, f"{quote}{name}{quote}: {value}")
