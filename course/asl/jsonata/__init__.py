"""The JSONata query language of the Amazon States Language."""

from .examine import Examined, Problem, examine
from .flow import arguments, caught, choose, enter, field, item, items, outcome, template
from .library import FUNCTIONS
from .template import expressions

__all__ = [
    "FUNCTIONS",
    "Examined",
    "Problem",
    "arguments",
    "caught",
    "choose",
    "enter",
    "examine",
    "expressions",
    "field",
    "item",
    "items",
    "outcome",
    "template",
]
