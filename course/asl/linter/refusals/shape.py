"""Which fields an object has: those that must be there, and those that cannot."""

from collections.abc import Iterator

from course.asl.linter.definition import Definition, Finding, State
from course.asl.linter.fields import Node, nodes
from course.asl.linter.fields.state_fields import STATES
from course.asl.linter.nearest import Names

__all__ = ["field_of_other_language", "query_language_downgrade", "required_field", "unknown_field"]

_INSTEAD = {
    "Arguments": "Parameters",
    "Catch": "",
    "Condition": "Variable and a comparison",
    "InputPath": "$states.input in the expressions",
    "Items": "ItemsPath",
    "ItemsPath": "Items",
    "Output": "ResultSelector, ResultPath and OutputPath",
    "OutputPath": "Output",
    "Parameters": "Arguments",
    "Result": "Output",
    "ResultPath": "Output or Assign",
    "ResultSelector": "Output",
    "Variable": "Condition",
}


def required_field(definition: Definition) -> Iterator[Finding]:
    """A field is missing.

    What it finds
        An object without a field that it must have: StartAt and States of a state machine, the Type of a
        state, the Resource of a Task, the Choices of a Choice, the Branches of a Parallel, ErrorEquals of a
        retrier or catcher, Next of a catcher or choice rule, and so on.

    Why it matters
        AWS refuses the definition. The place is the object that lacks the field.

    Example
        {"Type": "Task", "Parameters": {"FunctionName": "greet"}, "End": true}

    Remedy
        Add the field. Names of fields are case-sensitive: `resource` is not `Resource`.
    """
    for node in nodes(definition):
        missing = [
            name
            for name, field in node.fields.items()
            if field.required and name not in node.value and field.language in ("", node.language)
        ]
        if missing:
            message = f"These fields are required: [{', '.join(missing)}]"
            yield Finding(node.path, message, _misspelt(node, missing))


def unknown_field(definition: Definition) -> Iterator[Finding]:
    """A field that the object does not have.

    What it finds
        A field that this type of state, or this part of one, does not know: a typo, or one that belongs
        elsewhere, such as Retry in a Pass state or TimeoutSeconds in a Map.

    Why it matters
        AWS refuses the definition, and names the object around the field.

    Example
        {"Type": "Pass", "Retry": [{"ErrorEquals": ["States.ALL"]}], "End": true}

    Remedy
        Correct the name, or move the field to a state that has it. What only people shall read goes into
        Comment.
    """
    for node in nodes(definition):
        if node.table == "state":
            continue
        for name in node.value:
            if name not in node.fields:
                path = (*node.path, name)
                message = f"Field '{name}' is not supported"
                yield Finding(path, message, _elsewhere(node, name), on_key=True, around=node.path)


def field_of_other_language(definition: Definition) -> Iterator[Finding]:
    """A field of the other query language.

    What it finds
        A field that only JSONPath has (InputPath, Parameters, ResultPath, every ...Path) in a state that uses
        JSONata, or one that only JSONata has (Arguments, Output, Items, Condition) in a state that uses
        JSONPath.

    Why it matters
        A state has one query language: that of its QueryLanguage, else that of the whole state machine, else
        JSONPath. The QueryLanguage of a Map or Parallel state does not reach the states inside it.

    Example
        {"Type": "Pass", "QueryLanguage": "JSONata", "ResultPath": "$.order", "End": true}

    Remedy
        Use the field that the state's language has for it, or give the state the other QueryLanguage.
    """
    for node in nodes(definition):
        if node.state and _downgraded(node.state):
            continue
        for name in node.value:
            field = node.fields.get(name)
            if field is not None and field.language not in ("", node.language):
                message = (
                    f"The QueryLanguage is set to '{node.language}', "
                    f"but field '{name}' is only supported for the '{field.language}' QueryLanguage"
                )
                hint = _instead(node, name)
                yield Finding((*node.path, name), message, hint, on_key=True, around=node.path)


def query_language_downgrade(definition: Definition) -> Iterator[Finding]:
    """JSONPath in a state machine of JSONata.

    What it finds
        A state with `"QueryLanguage": "JSONPath"` in a state machine whose QueryLanguage is JSONata.

    Why it matters
        A state machine can be moved to JSONata state by state, and not back.

    Example
        {"QueryLanguage": "JSONata", "StartAt": "A", "States": {"A": {"Type": "Pass", "QueryLanguage": "JSONPath", "End": true}}}

    Remedy
        Write the state in JSONata, or leave the whole machine at JSONPath and set JSONata in each state that
        uses it.
    """
    for state in definition.states:
        if _downgraded(state):
            message = "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine"
            hint = (
                "Write this state in JSONata, or set JSONata in single states instead of the whole machine."
            )
            yield Finding(state.path, message, hint, on_key=True)


def _downgraded(state: State) -> bool:
    return state.value.get("QueryLanguage") == "JSONPath" and state.group.language == "JSONata"


def _misspelt(node: Node, missing: list[str]) -> str:
    wanted = Names(missing)
    for name in node.value:
        if name not in node.fields and (near := wanted.nearest(name)):
            return f'Rename "{name}" to "{near}".'
    return ""


def _elsewhere(node: Node, name: str) -> str:
    allowed = Names(known for known, field in node.fields.items() if field.language in ("", node.language))
    if near := allowed.nearest(name):
        return f'Did you mean "{near}"?'
    types = [known for known, fields in STATES.items() if name in fields]
    if node.state and types:
        return f"It belongs to {', '.join(types)}."
    return ""


def _instead(node: Node, name: str) -> str:
    if name == "Parameters" and node.table == "Pass":
        return 'Use "Output" instead.'
    if name == "Parameters" and node.table == "Map":
        return 'Use "ItemSelector" instead.'
    if instead := _INSTEAD.get(name):
        return f"Use {instead} instead."
    if name.endswith("Path") and (plain := name.removesuffix("Path")) in node.fields:
        return f'Use "{plain}" with an expression, such as "{{% $states.input.value %}}", instead.'
    return ""
