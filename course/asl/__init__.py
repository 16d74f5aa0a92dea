"""The Amazon States Language: parse, lint, run. Plain data; the clock and the task handler are parameters."""

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
