"""One execution of what stands in the editor. It ends, and with words, whatever the definition does.

The engine itself bounds it: a history that is full, the longest time of a workflow, an Express workflow that turns in
circles. Only an account's clock needs a bound of its own, since time there goes on for all that lives in it.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from course.asl import DefinitionError, Diagnostic, Execution, StateMachine, Visit, start
from course.asl.engine import InputError, Observer
from course.asl.text import Place
from course.clock import Bell, Clock, ClockError
from course.widgets.controls.own_frames import explained
from course.widgets.editor.answers import Answers, Tasks, Tokens

if TYPE_CHECKING:
    from course.cloud.account import Account

__all__ = ["PATIENCE", "Trial", "attempt"]

# So long an account's time goes on for one run, as it does when an account settles.
PATIENCE = 6 * 3600.0
_YEAR = 366 * 24 * 3600.0


@dataclass(frozen=True)
class Trial:
    """What came of it. `execution` is None where none was started; `note` says why.

    `failed` is the visit that the error comes from, `place` where that state stands in the text. `echoed` names the
    states whose tasks gave back what they were sent. `lines` are those of an error.
    """

    machine: StateMachine
    execution: Execution | None = None
    note: str = ""
    lines: tuple[str, ...] = ()
    failed: Visit | None = None
    place: Place | None = None
    echoed: tuple[str, ...] = ()
    in_account: bool = False


def attempt(
    machine: StateMachine,
    errors: list[Diagnostic],
    input_text: str,
    tasks: Tasks = None,
    account: "Account | None" = None,
) -> Trial:
    """Run a machine with an input (JSON text). Whatever goes wrong is said in the trial; nothing is raised.

    With `account` its tasks call that account's services, and time passes there. What `errors` holds is what AWS would
    refuse: with any there is no run.
    """
    if errors:
        first = errors[0]
        said = f"Not started: AWS would refuse this definition. Line {first.line}: {first.message}"
        return Trial(machine, note=said, place=Place(first.line, first.column))
    try:
        return _in_account(machine, input_text, account) if account else _alone(machine, input_text, tasks)
    except InputError as problem:
        return Trial(machine, note=f"Not started: {problem}.")
    except DefinitionError as problem:
        return Trial(machine, note=f"Not started: the lab cannot run this definition. {problem}")
    except ClockError as problem:
        return Trial(machine, note=f"Not run to its end: {problem}.")
    except Exception as problem:  # noqa: BLE001  whatever does the tasks may fail at anything; the editor goes on
        return Trial(machine, note="Broken off by an error.", lines=tuple(explained(problem)))


def _alone(machine: StateMachine, text: str, tasks: Tasks) -> Trial:
    clock = Clock()
    tokens = Tokens(clock)
    answers = Answers(tasks, clock, tokens)
    ending = _Ending()
    execution = start(
        machine, input_text=text, tasks=answers, clock=clock, callbacks=tokens, observers=(ending,)
    )
    ending.await_of(execution, _YEAR)
    clock.close()
    return _told(machine, execution, tuple(answers.echoed))


def _in_account(machine: StateMachine, text: str, account: "Account") -> Trial:
    from course.cloud import running  # it loads the account's room
    from course.cloud.state_machines.spans import Spans

    if account not in running.stack:
        return Trial(machine, note="Not started: this account has ended. Start it, then run again.")
    ending, machines = _Ending(), account.state_machines
    execution = start(
        machine,
        input_text=text,
        tasks=machines.tasks,
        clock=account.clock,
        callbacks=machines.callbacks,
        observers=(ending, Spans(account.trace)),
        name=account.new_id(),
    )
    ending.await_of(execution, PATIENCE)
    return _told(machine, execution, (), in_account=True)


class _Ending(Observer):
    """Lets time pass until an execution is over."""

    def __init__(self) -> None:
        self._bell = Bell()

    def ended(self, _: Execution) -> None:
        self._bell.ring()

    def await_of(self, execution: Execution, seconds: float) -> None:
        """Let time pass until it is over, `seconds` at the most."""
        clock = execution.clock
        until = clock.elapsed + seconds
        # A child of a Map Run that ends rings as well.
        while execution.status == "RUNNING" and clock.elapsed < until:
            clock.listen(self._bell, until - clock.elapsed)


def _told(
    machine: StateMachine, execution: Execution, echoed: tuple[str, ...], *, in_account: bool = False
) -> Trial:
    failed = _failed(execution)
    place = machine.place(failed.path, key=True) if failed else None
    return Trial(
        machine,
        execution,
        lines=_lines(failed),
        failed=failed,
        place=place,
        echoed=echoed,
        in_account=in_account,
    )


def _lines(failed: Visit | None) -> tuple[str, ...]:
    """Where in the learner's own code the error comes from; nothing, if it does not come from there."""
    cause = failed.error.__cause__ if failed and failed.error else None
    frames = explained(cause)[:-1] if cause else []
    return tuple(frames)


def _failed(execution: Execution) -> Visit | None:
    """Return the innermost visit that the error comes from: the last that had it and was never left."""
    if execution.status != "FAILED":
        return None
    broken = [visit for visit in execution.visits if visit.left is None and visit.error is not None]
    return max(broken, key=lambda visit: (len(visit.path), visit.event), default=None)
