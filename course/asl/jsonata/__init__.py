"""JSONata, the second query language of the Amazon States Language, over the library `jsonata-python`.

What the language room asks:

- `flow`: what `course.asl.query.QueryLanguage` asks for; `fields`: the type and range that a field must have
- `template`: a document with expressions in it; `expression`: a single one, compiled once
- `examine`: what can be said of one without running it, for the linter

How an expression is run:

- `grammar` makes the library's parser answer every text; `reading` finds what a parsed expression reads
- `evaluation` runs it within `bounds`; `operators` and `transformation` are those that the library does otherwise
- `walk` follows plain ways such as `$states.input.order.id` without the library
- `bindings` and `frame`: which names it finds; `values`: documents on their way in and out
- `library`: the functions it may call, each made `native` with a `signature`; `regex`: patterns that cannot run away
- `failures`: the library's errors, in AWS's words
"""

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
