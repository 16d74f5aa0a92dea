"""JSONata expressions."""

from collections.abc import Iterator

from course.asl.jsonata import Problem, examine, expressions
from course.asl.linter.definition import Definition, Finding
from course.asl.linter.documents import computed, texts

__all__ = ["expression_not_closed", "expression_syntax", "expression_without_context", "no_error_output"]

_SHOWN = 30


def expression_not_closed(definition: Definition) -> Iterator[Finding]:
    """An expression that is not closed.

    What it finds
        A text that begins with `{%` and does not end with `%}`.

    Why it matters
        AWS refuses the definition. An expression takes the whole text, from the first character to the last.

    Example
        {"Type": "Pass", "QueryLanguage": "JSONata", "Output": "{% $states.input.total }", "End": true}

    Remedy
        End it with `%}`. What stands around goes into the expression, joined with `&`.
    """
    for text in texts(definition):
        if text.value.startswith("{%") and not any(expressions(text.value)):
            yield Finding(text.path, "JSONata string must start with {% and end with %}", "End it with %}.")


def expression_syntax(definition: Definition) -> Iterator[Finding]:
    """An expression that is no JSONata.

    What it finds
        A syntax error in a JSONata expression.

    Why it matters
        AWS refuses the definition.

    Example
        {"Type": "Pass", "QueryLanguage": "JSONata", "Output": "{% 10 + * 2 %}", "End": true}

    Remedy
        The hint says at which character the expression cannot be read any further; look there, and just
        before.
    """
    for text, expression in computed(definition):
        if problem := examine(expression).problem:
            yield Finding(text.path, problem.message, _where(expression, problem))


def expression_without_context(definition: Definition) -> Iterator[Finding]:
    """A name that is looked up in nothing.

    What it finds
        An expression with a bare name at its beginning (`total`), with `$` or with `$$`.

    Why it matters
        In other uses of JSONata these read a document that the expression is given. Step Functions gives
        none: the input is `$states.input`, the context object `$states.context`, a variable `$name`. AWS
        refuses the definition.

    Example
        {"Type": "Pass", "QueryLanguage": "JSONata", "Output": "{% order.total %}", "End": true}

    Remedy
        Write `$states.input.order.total`. Within a predicate, bare names are right:
        `$states.input.lines[price > 10]`.
    """
    for text, expression in computed(definition):
        for message in examine(expression).unsupported:
            hint = "Begin with $states.input, $states.context or the $name of a variable."
            yield Finding(text.path, message, hint)


def no_error_output(definition: Definition) -> Iterator[Finding]:
    """$states.errorOutput where no error is caught.

    What it finds
        An expression that reads `$states.errorOutput` outside the Output and Assign of a catcher.

    Why it matters
        There is no error output anywhere else; AWS refuses the definition.

    Example
        {"Type": "Pass", "QueryLanguage": "JSONata", "Output": "{% $states.errorOutput.Cause %}", "End": true}

    Remedy
        Keep the error in the catcher: `"Assign": {"error": "{% $states.errorOutput %}"}`, and read `$error`
        later.
    """
    for text, expression in computed(definition):
        if text.node.table != "catcher" and "errorOutput" in examine(expression).states_fields:
            hint = "Assign it to a variable in the catcher, and read that."
            yield Finding(text.path, "Field '$states.errorOutput' does not exist.", hint)


def _where(expression: str, problem: Problem) -> str:
    rest = expression[problem.column - 1 :].strip()
    if not rest or "end of expression" in problem.message:
        return "It breaks off at its end."
    shown = rest if len(rest) <= _SHOWN else f"{rest[:_SHOWN]}..."
    return f"At character {problem.column} of the expression, where it goes on: {shown}"
