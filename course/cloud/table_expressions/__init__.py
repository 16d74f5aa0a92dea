"""Expressions of DynamoDB: read, refused in its words where they are malformed, and judged.

- `requests`: which expressions a request holds, and what is wrong with them; `placeholders`: its #names and :values
- `conditions`, `updates`, `projections`: the three languages, read into a `tree`; `reader` goes over a text, `paths` is what
  they share
- `condition_rules`, `key_rules`, `update_rules`, and `calls` for what these share: what is wrong with an expression that can
  be read
- `judging`: whether a condition holds for an item; `values`: how values are compared; `plain`: an update without brackets

Sources: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.html and the pages below it; the words
are DynamoDB's.
"""

from .conditions import condition
from .judging import holds
from .key_rules import KeyCondition, key_conditions
from .placeholders import Placeholders
from .plain import without_brackets
from .projections import projection
from .requests import check
from .tree import Node

__all__ = [
    "KeyCondition",
    "Node",
    "Placeholders",
    "check",
    "condition",
    "holds",
    "key_conditions",
    "projection",
    "without_brackets",
]
