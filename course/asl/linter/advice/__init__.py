"""Warnings: what AWS accepts and what will hurt when it runs. A table of rules by name; each rule's docstring is its page.

What the rules are made of:

- `parts`, `paths`, `reads`, `comparisons`: parts of a definition, and what they look into
- `conditions`, `related`: the logic of choice rules
- `flow`: what is known of the documents of every state, by its `stages`; `documents`, `filling` and `results` work it out
"""

from course.asl.linter.definition import Rule

from .callbacks import (
    activity_without_timeout,
    callback_without_timeout,
    heartbeat_not_under_timeout,
    token_not_passed,
)
from .choices import choice_without_default, hidden_rule
from .context import no_such_context
from .data_flow import dropped_field, items_not_array, no_such_answer, overwritten_input
from .error_names import no_such_error, uncatchable_error
from .expressions import no_such_states_field, unknown_function
from .intrinsic_calls import intrinsic_arguments
from .literals import no_dollar, no_path, pass_result_is_static
from .other_language import expression_in_jsonpath, path_in_jsonata
from .parameters import unknown_parameter
from .presence import compared_before_asked, optional_answer_compared
from .reach import endless_loop, polling_without_wait
from .retries import (
    hidden_catcher,
    hidden_retrier,
    max_delay_under_interval,
    repeated_error,
)
from .variables import undefined_variable, variable_out_of_reach

__all__ = ["ADVICE"]

ADVICE: dict[str, Rule] = {
    "unknown-parameter": unknown_parameter,
    "overwritten-input": overwritten_input,
    "dropped-field": dropped_field,
    "no-such-answer": no_such_answer,
    "items-not-array": items_not_array,
    "token-not-passed": token_not_passed,
    "callback-without-timeout": callback_without_timeout,
    "activity-without-timeout": activity_without_timeout,
    "choice-without-default": choice_without_default,
    "hidden-rule": hidden_rule,
    "compared-before-asked": compared_before_asked,
    "optional-answer-compared": optional_answer_compared,
    "hidden-retrier": hidden_retrier,
    "hidden-catcher": hidden_catcher,
    "repeated-error": repeated_error,
    "uncatchable-error": uncatchable_error,
    "no-such-error": no_such_error,
    "max-delay-under-interval": max_delay_under_interval,
    "heartbeat-not-under-timeout": heartbeat_not_under_timeout,
    "no-dollar": no_dollar,
    "no-path": no_path,
    "pass-result-is-static": pass_result_is_static,
    "expression-in-jsonpath": expression_in_jsonpath,
    "path-in-jsonata": path_in_jsonata,
    "intrinsic-arguments": intrinsic_arguments,
    "no-such-context": no_such_context,
    "undefined-variable": undefined_variable,
    "variable-out-of-reach": variable_out_of_reach,
    "no-such-states-field": no_such_states_field,
    "unknown-function": unknown_function,
    "endless-loop": endless_loop,
    "polling-without-wait": polling_without_wait,
}
