"""The editor as a live widget: text, diagnostics, graph, runs."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import traitlets

from course.asl import StateMachine, to_text
from course.asl.machine import Type
from course.widgets.controls.home_thread import HomeThread, interruptible
from course.widgets.controls.own_frames import explained
from course.widgets.editor.answers import Tasks
from course.widgets.editor.beginning import input_of, text_of, with_plain_line_ends
from course.widgets.editor.drawing import Drawing, draw, is_current
from course.widgets.editor.json_problem import problem_of_json
from course.widgets.editor.reading import Reading, read
from course.widgets.editor.result import result_of
from course.widgets.editor.still import still_of
from course.widgets.editor.trial import Trial, attempt
from course.widgets.execution.final_marks import final_marks
from course.widgets.execution.playback import Playback
from course.widgets.execution.recording import recording_of
from course.widgets.execution.stepper import PARTS
from course.widgets.live import LiveWidget
from course.widgets.scripts import script
from course.widgets.sheets import stylesheet
from course.widgets.view import View, kindly

if TYPE_CHECKING:
    from course.cloud.account import Account

__all__ = ["Editor", "editor"]

_SCRIPTS = (
    "text_area",
    "code_field",
    "courier",
    "findings",
    "run",
    "run_steps",
    "graph_beside",
    "editor",
)


class Editor(LiveWidget):
    """A definition to write, look at and run. `value` is its text, `definition` its data (None: it cannot be read).

    The script sends the text when typing pauses, with its `turn`; the report on it says which turn it is about. What
    else it wants it asks for, one thing at a time (`asked`), and is told (`told`, the same number).
    """

    _esm = script(*PARTS, *(f"editor/{name}.js" for name in _SCRIPTS))
    _css = stylesheet("state_machine", "execution", "editor")
    value = traitlets.Unicode(help="the text of the definition").tag(sync=True)
    turn = traitlets.Int(0, help="counts the texts that the script has sent").tag(sync=True)
    input = traitlets.Unicode("{}", help="the text of the input").tag(sync=True)
    input_words = traitlets.Unicode(help="what is wrong with the input; empty if nothing is").tag(sync=True)
    report = traitlets.Dict(help="what there is to say of the text").tag(sync=True)
    pages = traitlets.Dict(help="the pages of the rules that found something, by name").tag(sync=True)
    scene = traitlets.Dict(help="the graph").tag(sync=True)
    asked = traitlets.Dict(help="what the script wants: id, and what to do").tag(sync=True)
    told = traitlets.Dict(help="the answer to that").tag(sync=True)
    trouble = traitlets.Unicode(help="what went wrong in on_change").tag(sync=True)

    def __init__(
        self,
        text: str,
        input_text: str,
        *,
        type: Type = "STANDARD",
        tasks: Tasks = None,
        account: "Account | None" = None,
        on_change: Callable[[str], object] | None = None,
    ) -> None:
        self._type, self._tasks, self._account, self._on_change = type, tasks, account, on_change
        self._home = HomeThread()
        self._trial: Trial | None = None
        self._playback: Playback | None = None
        self._reading: Reading = read(text, type)
        self._drawing: Drawing = draw(self._reading)
        super().__init__(value=text, input=input_text, scene=self._drawing.scene)
        self._tell_report()
        self._check_input()
        self.observe(self._changed, "value")
        self.observe(self._check_input, "input")
        self.observe(self._wanted, "asked")

    @traitlets.validate("value")
    def _with_plain_line_ends(self, proposal: Any) -> str:
        return with_plain_line_ends(proposal["value"])

    @property
    def machine(self) -> StateMachine:
        """The state machine that the text defines."""
        return self._reading.machine

    @property
    def definition(self) -> Any:
        """The definition as it stands there now, as plain data; None as long as the text cannot be read."""
        return self.machine.definition

    @property
    def execution(self) -> Any:
        """The execution of the last run, None before the first."""
        return self._trial.execution if self._trial else None

    def _changed(self, _: Any = None) -> None:
        self._reading = read(self.value, self._type)
        self._tell_report()
        if self._on_change:
            self._home.do(self._call_on_change)

    def _tell_report(self) -> None:
        self.pages = {**self.pages, **self._reading.pages()}
        self.report = {
            **self._reading.report(),
            "turn": self.turn,
            "stale": not is_current(self._drawing, self._reading),
            "seconds": self._drawing.seconds,
            "ran": self._trial is not None and self._trial.machine.text == self.value,
        }

    def _call_on_change(self) -> None:
        try:
            if self._on_change:
                self._on_change(self.value)
            self.trouble = ""
        except Exception as error:  # noqa: BLE001  a learner's function may fail at anything
            self.trouble = f"on_change ended with an error: {explained(error)[-1]}"

    def _check_input(self, _: Any = None) -> None:
        problem = problem_of_json(self.input)
        self.input_words = f"✗ This is not JSON yet. {problem}" if problem else ""

    def _wanted(self, change: Any) -> None:
        asked = change["new"]
        ways = {
            "draw": self._draw,
            "format": self._format,
            "run": self._run,
            "step": self._step,
            "look": self._look,
        }
        what, number = asked.get("do"), asked.get("id")
        if not isinstance(what, str) or what not in ways or not isinstance(number, int):
            return

        def answer() -> None:
            self.told = {"id": number, "do": what, **ways[what](asked)}

        if what == "run":
            self._home.do(answer)
        else:
            answer()

    def _draw(self, _: Any) -> dict[str, Any]:
        if not is_current(self._drawing, self._reading):
            self._drawing = draw(self._reading)
            self.scene = self._drawing.scene
        return {"seconds": self._drawing.seconds}

    def _format(self, _: Any) -> dict[str, Any]:
        machine = self.machine
        if machine.problems or not self._reading.is_readable:
            line = machine.problems[0].line if machine.problems else 1
            return {"text": None, "words": f"This cannot be formatted yet: first mend line {line}."}
        text = to_text(machine.definition)
        if text == machine.text:
            return {"text": text, "words": "It has this form already."}
        done = (
            "Formatted."
            if not problem_of_json(machine.text)
            else "Written as JSON; YAML's comments are gone."
        )
        return {"text": text, "words": f"{done} Undo brings it back."}

    def _run(self, _: Any) -> dict[str, Any]:
        self._playback = None
        try:
            with interruptible():
                self._trial = attempt(
                    self.machine, self._reading.errors, self.input, self._tasks, self._account
                )
        except KeyboardInterrupt:
            self._trial = Trial(self.machine, note="You stopped this run before its end.")
        self.report = {**self.report, "ran": True}
        return {
            "result": result_of(self._trial).shown(),
            "marks": self._marks(),
            "steps": self.execution is not None,
        }

    def _marks(self) -> dict[str, Any]:
        playback = self._played()
        return final_marks(playback.story) if playback else {}

    def _step(self, _: Any) -> dict[str, Any]:
        playback = self._played()
        return {"scene": playback.scene} if playback else {}

    def _look(self, asked: Any) -> dict[str, Any]:
        """Answer the stepper: a child execution, or a whole document."""
        playback, wanted = self._played(), asked.get("wanted")
        return {"answer": playback.answer(wanted)} if playback and isinstance(wanted, dict) else {}

    def _played(self) -> Playback | None:
        if self._playback is None and self._trial and self._trial.execution:
            self._playback = Playback(recording_of(self._trial.execution, self._trial.machine))
        return self._playback

    def still(self) -> View:
        """Return the text with its diagnostics, the graph, and the last run."""
        result = result_of(self._trial) if self._trial else None
        return still_of(self._reading, self._drawing, result, self.input, self._marks())


@kindly(
    "a definition (JSON or YAML text, or a dict), type STANDARD or EXPRESS, an input, and as tasks a function of the "
    "request or a mapping from the names of states"
)
def editor(
    definition: Any = "",
    *,
    type: Any = "STANDARD",
    input: Any = None,
    tasks: Tasks = None,
    account: "Account | None" = None,
    on_change: Callable[[str], object] | None = None,
) -> Editor | View:
    """Write a definition, see it drawn and checked while you type, and run it with an input.

    `tasks` does the work of Task states: a function (TaskRequest) -> result, or a mapping from the names of states to a
    result, an exception, or such a function; a task without an answer gives back what it was sent. With `account`, an
    account that runs, tasks call its services instead. `on_change(text)` is called when typing pauses. What stands
    there now is in the `value` (text) and `definition` (data) of what this returns.
    """
    if type not in ("STANDARD", "EXPRESS"):
        message = f"there is no type {type!r}"
        raise ValueError(message)
    if tasks is not None and account is not None:
        raise ValueError("either tasks= does the work, or account= does")
    if not (tasks is None or callable(tasks) or isinstance(tasks, Mapping)):
        raise TypeError("tasks= is a function, or a mapping from the names of states")
    if not (on_change is None or callable(on_change)):
        raise TypeError("on_change= is a function of the text")
    text = text_of(definition)
    return Editor(
        text, input_of(input, definition), type=type, tasks=tasks, account=account, on_change=on_change
    )
