"""JSONPath, the first query language of the Amazon States Language: paths, payload templates, Choice rules, data flow.

- `flow`: what `course.asl.query.QueryLanguage` asks for; `fields`: those given by path; `result`: ResultPath
- `template`: payload templates; `expressions`: what may stand in their `.$` fields
- `choice`: whether a rule matches; `operators`: its comparisons; `timestamps`
- `path`: a compiled path in the dialect that Step Functions speaks. `scanner`, `parser` and `filters` read its text into
  `steps`; `lookup`, `walking`, `comparisons` (of filters) and `functions` follow them
- `failures` and `missing`: AWS's words for what goes wrong; `errors`: those of paths alone
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
