"""SNS subscription filter policies as AWS reads them: what it accepts, what it matches, and why.

``parse`` refuses what AWS refuses, in AWS's words. A `FilterPolicy` decides on a message, and the `Decision` tells,
field by field, what was found and what was wanted.

The conditions (prefix, numeric, ...) are a table, ``OPERATORS``, of which any matcher of JSON patterns can make use.

Sources: https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html and the pages below it; the
treatment of arrays and of `exists` is that of the rule engine which AWS publishes (event-ruler).
"""

from course.cloud.filter_policy.decision import ABSENT, Decision, FieldDecision
from course.cloud.filter_policy.errors import FilterPolicyError
from course.cloud.filter_policy.operators import OPERATORS, Operator
from course.cloud.filter_policy.policy import FilterPolicy, parse

__all__ = [
    "ABSENT",
    "OPERATORS",
    "Decision",
    "FieldDecision",
    "FilterPolicy",
    "FilterPolicyError",
    "Operator",
    "parse",
]
