"""Texts in the one query language that stand in a state of the other."""

from collections.abc import Iterator

from course.asl.jsonata import expressions
from course.asl.linter.definition import Definition, Finding
from course.asl.linter.documents import templates
from course.asl.linter.fields import nodes

from .literals import MEANT_AS_PATHS
from .parts import leaves
from .paths import looks_like_path

__all__ = ["expression_in_jsonpath", "path_in_jsonata"]


def expression_in_jsonpath(definition: Definition) -> Iterator[Finding]:
    """A JSONata expression in a state that speaks JSONPath.

    What it finds
        A text from `{%` to `%}` in a field of a JSONPath state.

    Why it matters
        Nothing computes it there: the text itself is passed on.

    Example
        {"Type": "Pass", "Parameters": {"id": "{% $states.input.id %}"}, "End": true}

    Remedy
        Give the state `"QueryLanguage": "JSONata"` and its fields (Arguments, Output), or write a path: `"id.$": "$.id"`.
    """
    for node in nodes(definition):
        if node.state is None or node.language != "JSONPath":
            continue
        for name, field, value in node.held:
            if field.holds or name == "Comment":
                continue
            for leaf in leaves((*node.path, name), value):
                if any(expressions(leaf.value)):
                    message = (
                        f"'{node.state.name}' speaks JSONPath, so this expression is passed on as a text."
                    )
                    hint = 'Write a path, or give the state "QueryLanguage": "JSONata".'
                    yield Finding(leaf.path, message, hint)


def path_in_jsonata(definition: Definition) -> Iterator[Finding]:
    """A JSONPath in a state that speaks JSONata.

    What it finds
        A text that looks like a path in Arguments, Output, Assign or ItemSelector of a JSONata state.

    Why it matters
        Nothing looks it up there: the text itself is passed on.

    Example
        {"Type": "Pass", "QueryLanguage": "JSONata", "Output": {"id": "$.id"}, "End": true}

    Remedy
        Write an expression: `"id": "{% $states.input.id %}"`.
    """
    for template in templates(definition, "JSONata"):
        for leaf in leaves(template.path, template.value):
            if (
                isinstance(leaf.value, str)
                and looks_like_path(leaf.value)
                and not MEANT_AS_PATHS & {*leaf.path}
            ):
                root = "$states.context" if leaf.value.startswith("$$") else "$states.input"
                message = f"'{template.state.name}' speaks JSONata, so this path is passed on as a text."
                yield Finding(leaf.path, message, f'Write "{{% {root}{leaf.value.lstrip("$")} %}}".')
