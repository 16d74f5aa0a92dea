"""The kinds of check, and the report. Knows no exercise.

A rubric is one `Exercise`: parts with points, each with a check; misconceptions, each with a detector; a ladder of
hints. A check is a function from the `Bench` to `Finding`s: none means full points for its part. `table`, `raises_like`,
`names_nothing` and `unchanged_source` make checks; `effects`, `drained`, `calls`, `last_failure`, `named` and `same` serve inside one.
`hidden` marks the functions that draw what only grading has.
"""

from .answer import Answer, AnswerError, Raised, RaisedElsewhere
from .bench import Bench
from .capture import captured, no_stderr
from .effects import calls, drained, effects
from .examine import CheckError, examine, examined, looked_at_again
from .exercise import Check, Exercise, Finding, Misconception, Part, Place
from .failures import last_failure
from .hidden import hidden, is_hidden
from .keys import NO_KEYS, Keys
from .plain import canonical, plain, same
from .report import MARKS, Hint, PartResult, Report, State
from .syntax import definition, named, names_nothing, same_code, unchanged_source
from .table import Row, raises_like, table
from .told import ENDED, RAN_TOO_LONG

__all__ = [
    "ENDED",
    "MARKS",
    "NO_KEYS",
    "RAN_TOO_LONG",
    "Answer",
    "AnswerError",
    "Bench",
    "Check",
    "CheckError",
    "Exercise",
    "Finding",
    "Hint",
    "Keys",
    "Misconception",
    "Part",
    "PartResult",
    "Place",
    "Raised",
    "RaisedElsewhere",
    "Report",
    "Row",
    "State",
    "calls",
    "canonical",
    "captured",
    "definition",
    "drained",
    "effects",
    "examine",
    "examined",
    "hidden",
    "is_hidden",
    "last_failure",
    "looked_at_again",
    "named",
    "names_nothing",
    "no_stderr",
    "plain",
    "raises_like",
    "same",
    "same_code",
    "table",
    "unchanged_source",
]
