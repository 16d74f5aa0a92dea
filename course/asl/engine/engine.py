"""How an execution runs: from state to state, with retries and catchers around each.

Everything is ordinary blocking code on a virtual clock. `walk` follows a line of states to its end; `visit` makes one
of its states work, again if a retrier says so, or takes the way of a catcher; the eight types of states are in the
table of `states`. A Parallel or Map walks further lines inside its own state, so that the whole of a running machine
is a tree of walks.
"""

from collections.abc import Sequence
from typing import Any

from course.asl.errors import EvaluationError, StatesError
from course.asl.json_text import PAYLOAD, compact, fits, plain
from course.asl.machine import StateMachine, parse
from course.asl.tasks import TaskHandler, TaskRequest
from course.clock import Clock

from .callbacks import Callbacks
from .execution import Execution
from .flow import Flow
from .identity import Identity
from .observer import Observer
from .plan import Step, prepare
from .retry import Retriers, find, is_fatal
from .states import STATES, Attempt
from .visit import Outcome, Visit
from .world import World

__all__ = ["InputError", "TasksMissingError", "run", "start"]

MACHINE_ARN = "arn:aws:states:us-east-1:123456789012:stateMachine:machine"
ROLE_ARN = "arn:aws:iam::123456789012:role/states"


class InputError(ValueError):
    """What was given as input is no JSON text, or larger than a payload may be."""


class TasksMissingError(LookupError):
    """A Task state was reached, and nothing was given that does its work."""


def run(machine: StateMachine | dict[str, Any] | str, input: Any = None, **options: Any) -> Execution:
    """Run a state machine to its end and return the execution; the options are those of `start`."""
    return start(machine, input, **options).wait()


def start(
    machine: StateMachine | dict[str, Any] | str,
    input: Any = None,
    *,
    input_text: str | None = None,
    tasks: TaskHandler | None = None,
    clock: Clock | None = None,
    callbacks: Callbacks | None = None,
    observers: Sequence[Observer] = (),
    name: str | None = None,
    machine_arn: str = MACHINE_ARN,
    role_arn: str = ROLE_ARN,
    seed: int = 0,
    stepping: bool = False,
) -> Execution:
    """Start an execution as a task on the clock, and return it at once; it begins when time may pass.

    `machine` is a parsed machine, or its definition as text or data (a Standard workflow then). `input` is plain
    data; None stands for no input, which is `{}`. `input_text` is the input as StartExecution takes it, `null` included.
    Chance (jitter, UUIDs) and the name of an execution that is given none come from `seed`. With `stepping` it stops
    before each state, until `Execution.step` is called. `observers` look on (see `Observer`).

    Raises DefinitionError for a machine that cannot run at all, InputError for an input that AWS would refuse.
    """
    if not isinstance(machine, StateMachine):
        machine = parse(machine) if isinstance(machine, str) else StateMachine.of(machine)
    document, text = _read(input, input_text)
    execution = Execution(
        prepare(machine),
        machine.type,
        document,
        text,
        Identity.of(machine_arn, role_arn, name, machine.type, seed),
        World(clock or Clock(), tasks or _no_tasks, callbacks or Callbacks(), observers),
        walk,
        seed=seed,
        stepping=stepping,
    )
    return execution.start()


def walk(flow: Flow) -> Any:
    """Follow a line of states from where it stands to its end; return its output."""
    gate, observers = flow.execution.gate, flow.execution.world.observers
    for observer in observers:
        observer.began_line(flow)
    try:
        while flow.at is not None:
            if gate:
                gate.stop()
            outcome = visit(flow, flow.group.steps[flow.at])
            flow.document, flow.at = outcome.output, outcome.next
    finally:
        for observer in observers:
            observer.ended_line(flow)
    flow.output = flow.document
    if gate:
        gate.tell()
    return flow.output


def visit(flow: Flow, step: Step) -> Outcome:
    """Visit one state: make attempts until one succeeds, a catcher takes the error, or nothing does."""
    entered = flow.enter(step)
    retriers = Retriers(step.retry)
    while True:
        try:
            outcome = attempt(flow, step, entered, retriers.count)
            flow.leave(step, entered, outcome)
            return outcome
        except StatesError as error:
            reported = report(flow, step, entered, error)
            delay = retriers.delay(reported, flow.execution.chance)
            if delay is None:
                outcome = catch(flow, step, entered, reported, retriers.count)
                flow.leave(step, entered, outcome)
                return outcome
        flow.execution.clock.sleep(delay)


def attempt(flow: Flow, step: Step, entered: Visit, retries: int) -> Outcome:
    """Let the state do its work once."""
    entered.attempts += 1
    scope = flow.scope(step, entered, retries)
    step.language.enter(step.fields, scope, entered.stages)
    return STATES[step.type](Attempt(flow, step, entered, scope))


def report(flow: Flow, step: Step, entered: Visit, error: StatesError) -> StatesError:
    """Return the error as retriers, catchers and the history know it: with the state that it happened in."""
    entered.error = error
    if not isinstance(error, EvaluationError):
        return error
    where = f"An error occurred while executing the state '{step.name}' (entered at the event id #{entered.event})."
    reported = entered.error = StatesError(error.error, f"{where} {error.cause}")
    if error.error == "States.QueryEvaluationError":
        details = {"cause": reported.cause, "error": reported.error, "state": step.name}
        if error.field is not None:
            details["location"] = error.field
        if flow.previous == entered.event and step.type != "Wait":
            # What a state evaluates on its way in counts as part of the step before; a Wait has begun by then.
            flow.previous = flow.history.events[entered.event - 1]["previousEventId"]
        flow.add("EvaluationFailed", "evaluationFailedEventDetails", details)
    return reported


def catch(flow: Flow, step: Step, entered: Visit, error: StatesError, retries: int) -> Outcome:
    """Leave the state by the first catcher that takes the error; without one the error goes on outwards."""
    before = flow.previous
    _note_failed(flow, step, error)
    index = find(step.catch, error)
    if index is None:
        raise error
    catcher = step.catch[index]
    scope = flow.scope(step, entered, retries)
    try:
        step.language.enter(step.fields, scope, {})
        output, assigned = step.language.caught(
            catcher, scope, {"Error": error.error, "Cause": error.cause}, entered.stages, index=index
        )
    except StatesError as failed:
        flow.previous = before
        reported = report(flow, step, entered, failed)
        _note_failed(flow, step, reported)
        raise reported from None
    return Outcome(output, assigned, catcher["Next"])


def _note_failed(flow: Flow, step: Step, error: StatesError) -> None:
    if step.groups and not is_fatal(error):
        flow.add(f"{step.type}StateFailed")


def _read(input: Any, text: str | None) -> tuple[Any, str]:
    """Return the input as a document of its own, and as text."""
    try:
        if text is None:
            text = compact({} if input is None else input)
        document = plain(text)
    except (TypeError, ValueError, EvaluationError) as problem:
        raise InputError(f"the input must be JSON: {problem}") from None
    if not fits(text):
        raise InputError(f"the input is larger than {PAYLOAD} bytes, the most that an execution takes")
    return document, text


def _no_tasks(request: TaskRequest) -> Any:
    raise TasksMissingError(
        f"the state {request.state!r} calls {request.resource.arn}, and nothing here does that: "
        "give run() or start() a function as `tasks`"
    )
