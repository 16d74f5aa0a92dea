"""Paths, and what stands in `.$` fields."""

from collections.abc import Iterator
from typing import Any

from course.asl.intrinsics import IntrinsicSyntaxError, parse_call
from course.asl.json_types import kind
from course.asl.jsonpath import PathSyntaxError, check_value, is_reference_path, parse_path
from course.asl.linter.definition import Definition, Finding
from course.asl.linter.documents import objects_within, templates
from course.asl.linter.fields import Node, nodes

__all__ = ["bad_path", "bad_template_value", "no_reference_path", "template_field_twice"]

# The functions that give a text; AWS's guide, state-fail.
_TEXT_FUNCTIONS = frozenset(
    f"States.{name}"
    for name in ("ArrayGetItem", "Base64Decode", "Base64Encode", "Format", "Hash", "JsonToString", "UUID")
)

# How AWS calls what is no text.
_WORDS = {
    "array": "an ARRAY",
    "boolean": "a BOOLEAN",
    "null": "a NULL",
    "number": "a NUMBER",
    "object": "an OBJECT",
}

_NO_CONTEXT = (
    "It cannot look into the context object: put the value into the input, or into a variable, before."
)
_NO_TARGET = "A result can only be put into the state's input: begin with $."
_NO_TEXT = "The function has to give a text, as States.Format does."


def bad_path(definition: Definition) -> Iterator[Finding]:
    """A path that is not written as one.

    What it finds
        An InputPath, OutputPath, ResultPath, ItemsPath, any ...Path, or a Variable of a choice rule that is
        not written as JSONPath: one that does not begin with `$`, or that breaks off. ErrorPath and CausePath
        may also call an intrinsic function that gives a text.

    Why it matters
        AWS refuses the definition.

    Example
        {"Type": "Pass", "InputPath": "order.lines", "End": true}

    Remedy
        Begin with `$.` for the state's input, `$$.` for the context object, or `$name` for a variable. A name
        with blanks or signs stands in brackets: `$['unit price']`.
    """
    for node in nodes(definition):
        for name, field, value in node.held:
            if field.kind not in ("path", "reference") or not isinstance(value, str):
                continue
            if field.intrinsic and not _gives_text(value):
                yield Finding((*node.path, name), _no_call(name), _why(value) or _NO_TEXT)
            elif not field.intrinsic and not _is_path(value):
                yield Finding((*node.path, name), _no_path(node, value), _why(value))


def no_reference_path(definition: Definition) -> Iterator[Finding]:
    """A path that does not name one node of the input.

    What it finds
        A wildcard, a filter, a slice or a descent in a path that must name a single node: ResultPath,
        ItemsPath, SecondsPath, TimeoutSecondsPath and the like. One of them that begins with `$$`, except for
        ItemsPath. A ResultPath that begins with a variable.

    Why it matters
        A result cannot be put into many places, and a number cannot be read from many; AWS refuses the
        definition.

    Example
        {"Type": "Wait", "SecondsPath": "$.delays[*]", "End": true}

    Remedy
        Name one node with names and indexes: `$.delays[0]`. To filter, use a Pass state with Parameters
        before.
    """
    for node in nodes(definition):
        for name, field, value in node.held:
            if field.kind != "reference" or not isinstance(value, str) or not _is_path(value):
                continue
            if not is_reference_path(value):
                hint = "Use names and single indexes alone."
                yield Finding((*node.path, name), "Value is not a Reference Path", hint)
            elif _out_of_reach(name, parse_path(value).root):
                hint = _NO_TARGET if name == "ResultPath" else _NO_CONTEXT
                yield Finding((*node.path, name), "Value is not a Reference Path", hint)


def bad_template_value(definition: Definition) -> Iterator[Finding]:
    """A `.$` field whose value is no path.

    What it finds
        In Parameters, ResultSelector, ItemSelector, Assign and the other documents that JSONPath fills in: a
        field whose name ends in `.$` and whose value is neither a path nor the call of an intrinsic function.

    Why it matters
        AWS refuses the definition, and names the document around the field.

    Example
        {"Parameters": {"name.$": "order.name", "id.$": "States.Uuid()"}}

    Remedy
        Write a path that begins with `$`, or call an intrinsic function by its right name, with its
        parentheses closed. For a fixed value, leave `.$` away.
    """
    for template in templates(definition, "JSONPath"):
        for place, value in objects_within(template.path, template.value):
            for key, inner in value.items():
                if key.endswith(".$") and (message := _wrong(key, inner)):
                    yield Finding((*place, key), message, _why(inner), around=template.path)


def template_field_twice(definition: Definition) -> Iterator[Finding]:
    """A field with and without `.$`.

    What it finds
        `name` and `name.$` in one object of a document that JSONPath fills in.

    Why it matters
        Both would become `name`. The specification forbids it.

    Example
        {"Parameters": {"total": 0, "total.$": "$.total"}}

    Remedy
        Keep one of them.
    """
    for template in templates(definition, "JSONPath"):
        for place, value in objects_within(template.path, template.value):
            for key in value:
                if key.endswith(".$") and key.removesuffix(".$") in value:
                    plain = key.removesuffix(".$")
                    message = f"There should only be one of the following fields: [{plain}, {key}]"
                    yield Finding(
                        (*place, key), message, "Keep one of them.", on_key=True, around=template.path
                    )


def _out_of_reach(field: str, root: str) -> bool:
    """Whether a path begins where the field cannot look. Source: AWS's guide, input-output-contextobject."""
    return root != "$" if field == "ResultPath" else root == "$$" and field != "ItemsPath"


def _is_path(text: str) -> bool:
    return not text.startswith("States.") and check_value(text)


def _gives_text(text: str) -> bool:
    if not text.startswith("States."):
        return _is_path(text)
    return check_value(text) and text.partition("(")[0].strip() in _TEXT_FUNCTIONS


def _no_path(node: Node, value: str) -> str:
    if node.table in ("rule", "test") and not value.startswith("$"):
        return "Value is not a Reference Path: Reference path didn't start with '$'"
    return "Value must be a valid JSONPath."


def _wrong(key: str, value: Any) -> str:
    """What AWS says of the value of a `.$` field; empty if it is right."""
    if not isinstance(value, str):
        return f"The value for the field '{key}' must be a STRING that contains a JSONPath but was {_WORDS[kind(value)]}"
    if check_value(value):
        return ""
    return _no_call(key)


def _no_call(name: str) -> str:
    return f"The value for the field '{name}' must be a valid JSONPath or a valid intrinsic function call"


def _why(value: Any) -> str:
    """What is wrong with a path or a call, as the one who read it says."""
    if not isinstance(value, str):
        return 'Leave ".$" away for a fixed value.'
    try:
        if value.lstrip().startswith("States."):
            parse_call(value)
        else:
            parse_path(value)
    except (PathSyntaxError, IntrinsicSyntaxError) as error:
        return f"{error}."
    return ""
