"""Texts that look like paths and are not read as such.

Codes and messages are AWS's own: https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinition.html
"""

from collections.abc import Iterator

from course.asl.linter.definition import Definition, Finding
from course.asl.linter.documents import templates
from course.asl.linter.fields import nodes

from .parts import leaves
from .paths import looks_like_call, looks_like_path

__all__ = ["MEANT_AS_PATHS", "no_dollar", "no_path", "pass_result_is_static"]

# Parameters of services that take a path as a text.
MEANT_AS_PATHS = frozenset({"InputPath", "InputPathsMap", "JsonPath", "JSONPath", "OutputPath", "ResultPath"})


def no_dollar(definition: Definition) -> Iterator[Finding]:
    """A path in a template without `.$` at its key.

    What it finds
        A value in Parameters, ResultSelector, ItemSelector, Assign and the like that looks like a path or an intrinsic
        function, while its key does not end with `.$`.

    Why it matters
        The text itself is passed on: the function gets "$.id" instead of the order's id.

    Example
        {"Parameters": {"id": "$.id"}}

    Remedy
        Write the key with `.$`: `"id.$": "$.id"`.
    """
    for template in templates(definition, "JSONPath"):
        for leaf in leaves(template.path, template.value):
            if (
                leaf.key
                and not leaf.key.endswith(".$")
                and isinstance(leaf.value, str)
                and not MEANT_AS_PATHS & {*leaf.path}
            ):
                kind = _kind(leaf.value)
                if kind:
                    message = (
                        f"The value of '{leaf.key}' looks like {kind}. Instead of '{leaf.key}', use '{leaf.key}.$' "
                        f"to evaluate it as {kind} at runtime."
                    )
                    hint = f'Write "{leaf.key}.$": "{leaf.value}".'
                    yield Finding(leaf.path, message, hint, on_key=True, around=template.path)


def no_path(definition: Definition) -> Iterator[Finding]:
    """A path in a field that takes no path.

    What it finds
        An Error or Cause whose value looks like a path or a call, which ErrorPath and CausePath are there for.

    Why it matters
        The text itself is used: the execution fails with the cause "$.reason".

    Example
        {"Type": "Fail", "Cause": "$.reason"}

    Remedy
        Use the field that ends with Path: `"CausePath": "$.reason"`.
    """
    for node in nodes(definition):
        if node.language != "JSONPath":
            continue
        for name, field, value in node.held:
            if f"{name}Path" in node.fields and field.kind == "text" and isinstance(value, str):
                kind = _kind(value)
                if kind:
                    message = (
                        f"The value of '{name}' looks like {kind}. Instead of '{name}', use '{name}Path' "
                        f"to evaluate it as {kind} at runtime."
                    )
                    hint = f'Write "{name}Path": "{value}".'
                    yield Finding((*node.path, name), message, hint, on_key=True)


def pass_result_is_static(definition: Definition) -> Iterator[Finding]:
    """A path in the Result of a Pass state.

    What it finds
        A key that ends with `.$`, or a value that looks like a path or an intrinsic function, in a Result.

    Why it matters
        Result is passed on word by word; nothing in it is looked up.

    Example
        {"Type": "Pass", "Result": {"id.$": "$.order.id"}, "End": true}

    Remedy
        Use Parameters in place of Result.
    """
    for state in definition.states:
        if state.type != "Pass" or state.language != "JSONPath":
            continue
        for leaf in leaves((*state.path, "Result"), state.value.get("Result")):
            if isinstance(leaf.value, str) and _kind(leaf.value):
                message = (
                    f"The value of '{leaf.key or 'Result'}' will not evaluate as a JSONPath or Intrinsic Function at "
                    "runtime. Instead of 'Result', use 'Parameters' to evaluate it as a JSONPath or Intrinsic Function "
                    "at runtime."
                )
                yield Finding(
                    leaf.path, message, "Use Parameters in place of Result.", around=(*state.path, "Result")
                )


def _kind(text: str) -> str:
    if looks_like_path(text):
        return "a JSONPath"
    return "an Intrinsic Function" if looks_like_call(text) else ""
