"""Calls of intrinsic functions with too few or too many arguments."""

import re
from collections.abc import Iterator
from typing import Any

from course.asl.intrinsics import FUNCTIONS, Call, IntrinsicSyntaxError, Literal, parse_call
from course.asl.linter.definition import Definition, Finding, Path
from course.asl.linter.documents import templates
from course.asl.linter.fields import nodes

from .parts import leaves

__all__ = ["intrinsic_arguments"]

_ESCAPE = re.compile(r"\\.", re.DOTALL)


def intrinsic_arguments(definition: Definition) -> Iterator[Finding]:
    r"""An intrinsic function with too few or too many arguments.

    What it finds
        A call whose function takes another number of arguments, or a States.Format whose text has another number of `{}`
        than there are arguments for.

    Why it matters
        AWS takes the definition, and the execution fails with States.IntrinsicFailure when it gets there.

    Example
        {"Parameters": {"greeting.$": "States.Format('Dear {}, order {} is on its way.', $.name)"}}

    Remedy
        Give one argument for each `{}`; write `\{\}` for braces that are meant as such.
    """
    for path, text in _calls(definition):
        yield from (Finding(path, message, hint) for message, hint in _problems(text))


def _calls(definition: Definition) -> Iterator[tuple[Path, str]]:
    """Every text that is meant for a call: in templates, and in the fields that take one."""
    for template in templates(definition, "JSONPath"):
        for leaf in leaves(template.path, template.value):
            if leaf.key.endswith(".$") and _is_call(leaf.value):
                yield leaf.path, leaf.value
    for node in nodes(definition):
        for name, field, value in node.held:
            if field.intrinsic and _is_call(value):
                yield (*node.path, name), value


def _is_call(value: Any) -> bool:
    return isinstance(value, str) and value.lstrip().startswith("States.")


def _problems(text: str) -> Iterator[tuple[str, str]]:
    try:
        waiting = [parse_call(text.strip())]
    except IntrinsicSyntaxError:
        return
    while waiting:
        call = waiting.pop()
        waiting += [argument for argument in call.arguments if isinstance(argument, Call)]
        function, given = FUNCTIONS[call.name], len(call.arguments)
        if given < function.least or (function.most is not None and given > function.most):
            takes = _counted(function.least, function.most)
            yield f"{call.name} takes {takes}, and is given {given}.", f"It stands in {call.text}."
        elif (
            function.template
            and isinstance(template := call.arguments[0], Literal)
            and isinstance(template.value, str)
        ):
            places = _ESCAPE.sub("", template.written).count("{}")
            if places != given - 1:
                yield (
                    f"The text of {call.name} has {places} {{}}, and the arguments after it are {given - 1}.",
                    "Give one argument for each {}.",
                )


def _counted(least: int, most: int | None) -> str:
    if most is None:
        return f"at least {least} arguments"
    if least == most:
        return "no arguments" if most == 0 else "1 argument" if most == 1 else f"{most} arguments"
    return f"{least} to {most} arguments"
