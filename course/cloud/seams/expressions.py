"""Amazon DynamoDB: conditions are read and judged by our own `table_expressions`, and updates are read by it first.

Where moto reads something else than it expects, it ends in an error of Python's in the caller's own code.
"""

from collections.abc import Mapping
from typing import Any

from moto.dynamodb import responses
from moto.dynamodb.comparisons import ConditionExpressionParser
from moto.dynamodb.models import DynamoDBBackend
from moto.dynamodb.models.dynamo_type import Item
from moto.dynamodb.parsing.key_condition_expression import validate_schema
from moto.dynamodb.parsing.tokens import ExpressionTokenizer

from course.cloud.table_expressions import (
    Node,
    Placeholders,
    condition,
    holds,
    key_conditions,
    projection,
    without_brackets,
)

from .seam import Seam

__all__ = ["SEAMS"]


class _Judged:
    """A condition in the form in which moto asks whether it holds."""

    def __init__(self, tree: Node, known: Placeholders) -> None:
        self._tree = tree
        self._known = known

    def expr(self, item: Item | None) -> bool:
        """Tell whether the condition holds for an item; None is one that is not there."""
        return holds(self._tree, self._known, lambda steps: _attribute(item, steps))


def _attribute(item: Item | None, steps: tuple[str | int, ...]) -> Mapping[str, Any] | None:
    found = None if item is None else item.attrs.get(str(steps[0]))
    for step in steps[1:]:
        found = found and found.child_attr(step)
    return None if found is None else {found.type: found.value}


def _parse(parser: ConditionExpressionParser) -> Any:
    names, values = parser.expression_attribute_names, parser.expression_attribute_values
    # What is used and what is not was looked at when the request came in.
    parser.expr_attr_names_found.extend(names or {})
    parser.expr_attr_values_found.extend(values or {})
    if not parser.condition_expression:
        return _moto_parse(parser)
    return _Judged(condition(parser.condition_expression), Placeholders(names, values))


def _parse_expression(
    key_condition_expression: str,
    expression_attribute_values: dict[str, dict[str, str]],
    expression_attribute_names: dict[str, str],
    schema: list[dict[str, str]],
) -> Any:
    known = Placeholders(expression_attribute_names, expression_attribute_values)
    found = key_conditions(condition(key_condition_expression), known)
    results = [(each.attribute, each.operator, [dict(value) for value in each.values]) for each in found]
    return *validate_schema(results, schema), list(expression_attribute_names)


def _project(parser: responses.ProjectionExpressionParser) -> list[list[str]]:
    names = parser.expression_attribute_names
    parser.expr_attr_names_found.extend(names)
    if not parser.projection_expression:
        return []
    known = Placeholders(names, None)
    return [_with_places(known.steps(each)) for each in projection(parser.projection_expression)]


def _with_places(steps: tuple[str | int, ...]) -> list[str]:
    """Return a path as moto has it: the place in a list belongs to the name before it."""
    found: list[str] = []
    for step in steps:
        if isinstance(step, int):
            found[-1] += f"[{step}]"
        else:
            found.append(step)
    return found


def _tokenize(tokenizer: ExpressionTokenizer, text: str) -> None:
    _moto_tokenize(tokenizer, without_brackets(text))


def _update_item(backend: DynamoDBBackend, *named: Any, **given: Any) -> Item:
    if given.get("attribute_updates") is None:
        given["attribute_updates"] = {}
    return _moto_update_item(backend, *named, **given)


_moto_parse = ConditionExpressionParser.parse
_moto_tokenize = ExpressionTokenizer.__init__
_moto_update_item = DynamoDBBackend.update_item

SEAMS = (
    Seam(
        ConditionExpressionParser,
        "parse",
        _parse,
        "moto reads no line breaks and no brackets around operands, and compares values of two types",
    ),
    Seam(responses, "parse_expression", _parse_expression, "moto takes conditions on keys that end anywhere"),
    Seam(
        responses.ProjectionExpressionParser,
        "parse",
        _project,
        "moto finds no placeholder that has a place in a list behind it",
    ),
    Seam(ExpressionTokenizer, "__init__", _tokenize, "moto reads no brackets in updates"),
    Seam(
        DynamoDBBackend, "update_item", _update_item, "moto asks for an update where nothing is to be updated"
    ),
)
