"""Intrinsic functions: the calls `States.Name(...)` that JSONPath's payload templates may hold.

- `parser` reads a text into a `call`; `evaluation` runs it
- `functions`: the table of all of them; what they do is in `arrays`, `encodings`, `json_data`, `numbers` and `strings`
- `arguments`: what a function may ask for; `json_form` and `unique`: how Java writes and orders values
"""

from .call import Call, Literal, PathArgument, paths
from .errors import IntrinsicSyntaxError
from .evaluation import evaluate
from .functions import FUNCTIONS, Function
from .json_form import as_json
from .parser import parse_call

__all__ = [
    "FUNCTIONS",
    "Call",
    "Function",
    "IntrinsicSyntaxError",
    "Literal",
    "PathArgument",
    "as_json",
    "evaluate",
    "parse_call",
    "paths",
]
