"""JSONPath, the first query language of the Amazon States Language: paths, payload templates, Choice rules, data flow.

`parse_path` compiles a path in the dialect that Step Functions speaks; the functions of `flow` are what
`course.asl.query.QueryLanguage` asks for.
"""

from .errors import PathNotFoundError, PathSyntaxError
from .expressions import check_value
from .flow import arguments, caught, choose, enter, field, item, items, outcome, template
from .path import Path, is_reference_path, names_read, parse_path
from .timestamps import parse_timestamp

__all__ = [
    "Path",
    "PathNotFoundError",
    "PathSyntaxError",
    "arguments",
    "caught",
    "check_value",
    "choose",
    "enter",
    "field",
    "is_reference_path",
    "item",
    "items",
    "names_read",
    "outcome",
    "parse_path",
    "parse_timestamp",
    "template",
]
