"""The Amazon States Language: parse, lint, run. Plain data; the clock and the task handler are parameters.

- `text`, `machine`: a definition read from JSON or YAML, with the place of every node
- `linter`: what AWS refuses and what will hurt; `integrations`: what a Task can call
- `jsonpath` with `intrinsics`, `jsonata`: the two query languages, which answer what `query` asks of one
- `engine` with `distributed_map`: executions; `one_state`: TestState
- `translation`: a JSONPath definition said in JSONata, line by line
- `scope`, `tasks`, `errors`: what passes between them; `json_text`, `json_types`, `strict_json`, `digests`, `new_id`:
  what several of them need

Rooms import downwards: `translation`, `one_state`, `engine` and `distributed_map` (which know each other), `linter`, the query
languages, `integrations` and `text`, and at the bottom the files that stand beside the rooms.
"""

from .engine import Callbacks, DefinitionError, Execution, Visit, run, start
from .errors import EvaluationError, StatesError
from .linter import Diagnostic, explain, lint, lint_machine
from .machine import StateMachine, parse
from .tasks import TaskHandler, TaskRequest
from .text import to_text

__all__ = [
    "Callbacks",
    "DefinitionError",
    "Diagnostic",
    "EvaluationError",
    "Execution",
    "StateMachine",
    "StatesError",
    "TaskHandler",
    "TaskRequest",
    "Visit",
    "explain",
    "lint",
    "lint_machine",
    "parse",
    "run",
    "start",
    "to_text",
]
