"""Grade cells and the course's own, run by the examiner: what they name is ours, or else what the learner's process has."""

import ast
import builtins
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from grader import notebook, rubrics
from grader.checks import Keys, RaisedElsewhere, captured, examine
from grader.rooms.outputs import Output

from .guest import Guest

__all__ = ["Examination"]


class Examination:
    """The namespace of one submission's grade cells. `cells` are the texts of the learner's cells that ran so far."""

    def __init__(self, guest: Guest, learner_id: str, *, grading: bool, keys: Keys) -> None:
        self.cells: list[str] = []
        self._guest = guest
        self._learner_id = learner_id
        self._with_hidden_rows = grading
        self._keys = keys
        self._names = _Names(guest)
        self._shown: list[Output] = []

    def fixed(self, source: str) -> None:
        """Run a cell of the course's own, for the names that it gives. What it shows, nobody looks at here."""
        with captured(), self._grading():
            exec(compile(source, "course cell", "exec"), self._names)  # noqa: S102  the course's own text

    def grade(self, source: str) -> list[Output]:
        """Run a grade cell and return its outputs, of which the last is its value, or the error that ended it."""
        self._shown = []
        with captured(), self._grading():
            try:
                value = self._value_of(ast.parse(source))
            except Exception as error:  # noqa: BLE001  the course's cell, with a learner's values in it
                return [*self._shown, _error(error)]
        return [*self._shown, *([_value(value)] if value is not None else [])]

    def _value_of(self, tree: ast.Module) -> Any:
        """Run a cell and return the value of its last line, None where that is no expression."""
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, "grade cell", "exec"), self._names)  # noqa: S102  see above
        if not isinstance(last, ast.Expr):
            return None
        return eval(compile(ast.Expression(last.value), "grade cell", "eval"), self._names)  # noqa: S307  see above

    @contextmanager
    def _grading(self) -> Iterator[None]:
        with notebook.examined_by(self._examine):
            yield

    def _examine(self, exercise_id: str, delivered: tuple[Any, ...], named: dict[str, Any]) -> float:
        """Answer `grade(...)`: examine what was delivered, keep the report as an output, return the points."""
        exercise = rubrics.exercise(exercise_id)
        answers = notebook.answers(exercise, delivered, named)
        report = examine(
            exercise,
            {name: value for name, value in answers.items() if value is not NOT_THERE},
            learner_id=self._learner_id,
            grading=self._with_hidden_rows,
            tell_hidden=False,
            keys=self._keys,
            sources={name: text for name in exercise.deliver if (text := self._cell_of(name))},
        )
        self._shown.append({"output_type": "display_data", "data": notebook.bundle(report), "metadata": {}})
        return notebook.points(report)

    def _cell_of(self, name: str) -> str | None:
        """Return the text of the last cell that defines a name, as a function or by assignment."""
        return next((cell for cell in reversed(self.cells) if name in _defined(cell)), None)


NOT_THERE = object()


class _Names(dict[str, Any]):
    """The names of the course's own cells, then Python's, then whatever the learner's process has under a name."""

    def __init__(self, guest: Guest) -> None:
        super().__init__(__name__="__main__", __builtins__=builtins)
        self._guest = guest

    def __missing__(self, name: str) -> Any:
        if hasattr(builtins, name):
            raise KeyError(name)  # Python then looks there itself
        try:
            return self._guest.get(name)
        except (NameError, RaisedElsewhere):
            return NOT_THERE


def _defined(cell: str) -> set[str]:
    try:
        tree = ast.parse(cell)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set()
    named = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    defined = {node.name for node in ast.walk(tree) if isinstance(node, named)}
    assigned = {
        node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    return defined | assigned


def _value(value: Any) -> Output:
    return {
        "output_type": "execute_result",
        "data": {"text/plain": repr(value)[:200]},
        "metadata": {},
        "execution_count": None,
    }


def _error(error: Exception) -> Output:
    name, words = type(error).__name__, str(error)[:2_000]
    return {"output_type": "error", "ename": name, "evalue": words, "traceback": [f"{name}: {words}"]}
