"""The linter: what AWS refuses when a state machine is created, and what it accepts and will hurt.

`lint` takes a text, `lint_machine` a machine that was parsed already; both give diagnostics in the order of
the text. `explain` prints them for people, `answer` and `refusal` put the errors in the words of AWS's API.

- `linting` runs all rules: `refusals` (errors) and `advice` (warnings), tables of one function a rule
- `definition`: what a rule gets and what it yields; `diagnostic`: what becomes of that, `location`: how a place is written
- what many rules go through: `fields` (the language as tables), `documents`, `calls`, `ways`; `nearest`: the name meant
- `printing`, `answers`, `pages` (the documentation): how it is told
"""

from .answers import answer, refusal
from .diagnostic import Diagnostic, Severity
from .linting import lint, lint_machine
from .printing import explain

__all__ = ["Diagnostic", "Severity", "answer", "explain", "lint", "lint_machine", "refusal"]
