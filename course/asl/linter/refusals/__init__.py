"""What AWS refuses when a state machine is created: one function a rule, and the codes that AWS gives them."""

from course.asl.linter.definition import Rule

from .errors import states_all_not_last
from .exclusive import one_comparison, one_of_two
from .express import express_activity, express_distributed_map, express_pattern
from .expressions import expression_not_closed, expression_syntax, expression_without_context, no_error_output
from .maps import execution_type, reader_fields, reader_resource, writer_destination
from .names import bad_label, duplicate_label, duplicate_state, state_name_too_long
from .parameters import missing_parameter, no_parameters
from .paths import bad_path, bad_template_value, no_reference_path, template_field_twice
from .reading import definition_not_an_object, definition_too_large, nested_too_deeply, not_json
from .resources import credentials_of_activity, resource_no_arn, resource_unknown, role_missing
from .shape import field_of_other_language, query_language_downgrade, required_field, unknown_field
from .transitions import next_to_nowhere, no_end, unreachable_state
from .values import bad_timestamp, empty_value, out_of_range, value_not_listed, wrong_type
from .variables import bad_variable_name, reserved_variable, variable_of_outer_scope

__all__ = ["CODES", "PLACELESS", "REFUSALS", "code"]

REFUSALS: dict[str, Rule] = {
    "not-json": not_json,
    "definition-not-an-object": definition_not_an_object,
    "definition-too-large": definition_too_large,
    "nested-too-deeply": nested_too_deeply,
    "required-field": required_field,
    "unknown-field": unknown_field,
    "field-of-other-language": field_of_other_language,
    "query-language-downgrade": query_language_downgrade,
    "wrong-type": wrong_type,
    "out-of-range": out_of_range,
    "value-not-listed": value_not_listed,
    "empty-value": empty_value,
    "bad-timestamp": bad_timestamp,
    "one-of-two": one_of_two,
    "one-comparison": one_comparison,
    "bad-path": bad_path,
    "no-reference-path": no_reference_path,
    "bad-template-value": bad_template_value,
    "template-field-twice": template_field_twice,
    "expression-not-closed": expression_not_closed,
    "expression-syntax": expression_syntax,
    "expression-without-context": expression_without_context,
    "no-error-output": no_error_output,
    "next-to-nowhere": next_to_nowhere,
    "no-end": no_end,
    "unreachable-state": unreachable_state,
    "state-name-too-long": state_name_too_long,
    "duplicate-state": duplicate_state,
    "bad-label": bad_label,
    "duplicate-label": duplicate_label,
    "reserved-variable": reserved_variable,
    "bad-variable-name": bad_variable_name,
    "variable-of-outer-scope": variable_of_outer_scope,
    "states-all-not-last": states_all_not_last,
    "resource-no-arn": resource_no_arn,
    "resource-unknown": resource_unknown,
    "no-parameters": no_parameters,
    "missing-parameter": missing_parameter,
    "role-missing": role_missing,
    "credentials-of-activity": credentials_of_activity,
    "express-pattern": express_pattern,
    "express-activity": express_activity,
    "express-distributed-map": express_distributed_map,
    "execution-type": execution_type,
    "reader-resource": reader_resource,
    "reader-fields": reader_fields,
    "writer-destination": writer_destination,
}

_COMMON_CODE = "SCHEMA_VALIDATION_FAILED"

# AWS's codes, where it is not the common one. Source: API reference, ValidateStateMachineDefinitionDiagnostic.
CODES = {
    "not-json": "INVALID_JSON_DESCRIPTION",
    "definition-too-large": "ValidationException",
    "nested-too-deeply": "TOO_DEEPLY_NESTED",
    "expression-syntax": "INVALID_JSONATA_EXPRESSION",
    "expression-without-context": "UNSUPPORTED_JSONATA_EXPRESSION",
    "no-error-output": "UNSUPPORTED_JSONATA_EXPRESSION",
    "next-to-nowhere": "MISSING_TRANSITION_TARGET",
    "no-end": "MISSING_END_STATE",
    "unreachable-state": "MISSING_TRANSITION_TARGET",
    "state-name-too-long": "INVALID_STATE_NAME",
    "duplicate-state": "DUPLICATE_STATE_NAME",
    "bad-label": "INVALID_LABEL_NAME",
    "duplicate-label": "DUPLICATE_LABEL_NAME",
    "reserved-variable": "RESERVED_VARIABLE_NAME",
    "bad-variable-name": "INVALID_VARIABLE_NAME",
    "variable-of-outer-scope": "DUPLICATE_VARIABLE_NAME",
}

# Rules for which AWS gives no location.
PLACELESS = frozenset(
    {"not-json", "definition-not-an-object", "definition-too-large", "nested-too-deeply", "no-end"}
)


def code(rule: str) -> str:
    """Return AWS's code for what a rule finds."""
    return CODES.get(rule, _COMMON_CODE)
