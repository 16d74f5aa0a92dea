"""Intrinsic functions: the calls `States.Name(...)` that JSONPath's payload templates may hold."""

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
