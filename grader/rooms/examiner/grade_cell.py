"""Grade cells and the course's own, run by the examiner: what they name is ours, or else what the learner's process has."""

import ast
import builtins
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from grader import notebook, rubrics
from grader.checks import Exercise, Keys, RaisedElsewhere, Report, captured, examine, looked_at_again
from grader.rooms.outputs import Output
from grader.rooms.values import Refused

from .cell_texts import cell_of
from .guest import Guest

__all__ = ["NOT_THERE", "Examination", "is_untold"]

UNTOLD = "The cell ended in an error, which is not shown: it came up with values that only grading has."


class Examination:
    """The namespace of one submission's grade cells. `cells` are the texts of the learner's cells that ran so far.

    With hidden rows (`grading`), outputs tell nothing that the learner's process has said, see `shown`.
    """

    def __init__(self, guest: Guest, learner_id: str, *, grading: bool, keys: Keys) -> None:
        self.cells: list[str] = []
        self._guest = guest
        self._learner_id = learner_id
        self._with_hidden_rows = grading
        self._keys = keys
        self._names = _Names(guest)
        self._shown: list[Output] = []
        self._untold: dict[str, Any] | None = None

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
                words = UNTOLD if self._with_hidden_rows else str(error)[:2_000]
                return [*self._shown, _error(type(error).__name__, words)]
        return [*self._shown, *([_value(value)] if value is not None else [])]

    def told(self, source: str, before: list[Output]) -> list[Output]:
        """Return the outputs of a grade cell, which had `before` when it was graded, with what visible rows tell.

        The learner's process is one that hidden rows were never passed to. Points stay what they were.
        """
        self._untold = _report(before)
        again = self.grade(source)
        self._untold = None
        same = [output["output_type"] for output in before] == [output["output_type"] for output in again]
        return [*again[:-1], before[-1] if _is_value(before[-1]) else again[-1]] if same else before

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
        report = self._report(rubrics.exercise(exercise_id), delivered, named)
        self._shown.append({"output_type": "display_data", "data": notebook.bundle(report), "metadata": {}})
        return notebook.points(report)

    def _report(self, exercise: Exercise, delivered: tuple[Any, ...], named: dict[str, Any]) -> Report:
        found = notebook.answers(exercise, delivered, named).items()
        answers = {name: value for name, value in found if value is not NOT_THERE}
        sources = {name: text for name in exercise.deliver if (text := cell_of(self.cells, name))}
        if self._untold:
            return looked_at_again(
                self._untold,
                exercise,
                answers,
                learner_id=self._learner_id,
                keys=self._keys,
                sources=sources,
            )
        return examine(
            exercise,
            answers,
            learner_id=self._learner_id,
            grading=self._with_hidden_rows,
            tell_hidden=not self._with_hidden_rows,
            keys=self._keys,
            sources=sources,
        )


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
        except (NameError, RaisedElsewhere, Refused):
            return NOT_THERE


def _value(value: Any) -> Output:
    return {
        "output_type": "execute_result",
        "data": {"text/plain": repr(value)[:200]},
        "metadata": {},
        "execution_count": None,
    }


def _error(name: str, words: str) -> Output:
    return {"output_type": "error", "ename": name, "evalue": words, "traceback": [f"{name}: {words}"]}


def _is_value(output: Output) -> bool:
    return bool(output["output_type"] == "execute_result")


def _report(outputs: list[Output]) -> dict[str, Any] | None:
    """Return the data of the report among a grade cell's outputs, None where there is none."""
    return next(
        (data[notebook.REPORT] for each in outputs if notebook.REPORT in (data := each.get("data", {}))), None
    )


def is_untold(outputs: list[Output]) -> bool:
    """Tell whether a grade cell's outputs leave something unsaid that visible rows may show: what failed, or an error."""
    report = _report(outputs)
    failed = report is not None and any(part["findings"] for part in report["parts"])
    return failed or any(output["output_type"] == "error" for output in outputs)
