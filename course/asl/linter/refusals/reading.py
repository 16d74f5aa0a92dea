"""What is wrong with the text itself."""

from collections.abc import Iterator

from course import facts
from course.asl.linter.definition import Definition, Finding
from course.asl.text import Place, Problem

__all__ = ["definition_not_an_object", "definition_too_large", "nested_too_deeply", "not_json"]


def not_json(definition: Definition) -> Iterator[Finding]:
    """The text is no JSON.

    What it finds
        A text that breaks the rules of JSON (or of YAML, where it does not begin as JSON does): a comma too
        many, a missing quote, a comment, a number that JSON does not have.

    Why it matters
        AWS reads nothing of such a definition, and neither does this linter: mend it, and look for what else
        there is.

    Example
        {"StartAt": "Greet", "States": {"Greet": {"Type": "Pass", "End": true},}}

    Remedy
        Look at the place, and just before it.
    """
    return _problems(definition, "INVALID_JSON_DESCRIPTION")


def definition_not_an_object(definition: Definition) -> Iterator[Finding]:
    """The definition is no object.

    What it finds
        An empty text, or a JSON text whose outermost value is an array, a text or a number.

    Why it matters
        A state machine is one object with the fields StartAt and States.

    Example
        [{"StartAt": "Greet"}]

    Remedy
        Begin with `{`. A definition within a longer document, such as a CloudFormation template, has to be
        taken out of it.
    """
    return _problems(definition, "SCHEMA_VALIDATION_FAILED")


def nested_too_deeply(definition: Definition) -> Iterator[Finding]:
    """The text is nested too deeply.

    What it finds
        More objects and arrays within one another than any state machine needs.

    Why it matters
        AWS limits the depth of a definition.

    Example
        {"StartAt": "A", "States": {"A": {"Type": "Parallel", "Branches": [{"StartAt": "B", "States": "and so on"}]}}}

    Remedy
        Move the inner parts to a state machine of their own, and start it with `states:startExecution`.
    """
    return _problems(definition, "TOO_DEEPLY_NESTED")


def definition_too_large(definition: Definition) -> Iterator[Finding]:
    """The definition is too large.

    What it finds
        A text with more bytes than AWS takes.

    Why it matters
        CreateStateMachine refuses the request before it looks at the definition.

    Example
        {"StartAt": "Table", "States": {"Table": {"Type": "Pass", "Result": ["a million rows"], "End": true}}}

    Remedy
        Keep data in S3 or DynamoDB and read it from there; move parts to a state machine of their own.
    """
    most = int(facts.value("states.definition"))
    if definition.size > most:
        message = (
            "1 validation error detected: Value at 'definition' failed to satisfy constraint: "
            f"Member must have length less than or equal to {most}"
        )
        yield Finding((), message, f"It has {definition.size:,} bytes, and {most:,} are allowed.")


def _problems(definition: Definition, code: str) -> Iterator[Finding]:
    return (_finding(problem) for problem in definition.problems if problem.code == code)


def _finding(problem: Problem) -> Finding:
    return Finding(problem.path or (), problem.message, place=Place(problem.line, problem.column))
