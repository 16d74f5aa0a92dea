"""The inbox: tasks of state machines that wait for a person, who approves, rejects, or is too late."""

from collections.abc import Callable
from html import escape
from typing import Any

import traitlets
from botocore.exceptions import ClientError

from course.asl.text import read
from course.widgets.folding import folded
from course.widgets.scripts import script
from course.widgets.sheets import stylesheet
from course.widgets.view import View, figure, kindly
from course.widgets.words import count, duration, printed

from .asked import AskedWidget
from .letters import letter, letter_html, letter_lines, moment
from .open_tasks import OpenTask, open_tasks
from .outcome import outcome_of

__all__ = ["Inbox", "inbox"]

MOST = 60  # messages shown
REACTS = 1.0  # virtual seconds after an answer, so that the execution is seen to go on
PASSES = {60: "1 minute", 3600: "1 hour", 86400: "1 day"}


class Inbox(AskedWidget):
    """Messages, and buttons that answer them.

    Everything it knows is read from the account each time; only which answers it gave, and AWS's words on them, it
    remembers itself. Virtual time passes when somebody asks for it, and for REACTS seconds after an answer.
    """

    _esm = script("controls/inbox.js")
    _css = stylesheet("controls")
    passes: Any = traitlets.List(help="pairs of seconds and words").tag(sync=True)

    def __init__(
        self, account: Any, machine: str | None, approve: Any, reject: tuple[str, str], passes: dict[int, str]
    ) -> None:
        self._account, self._machine = account, machine
        self._offer = {"output": printed(approve), "error": reject[0], "cause": reject[1]}
        self._tokens: dict[str, str] = {}
        self._notes: dict[str, list[str]] = {}
        self._deeds: dict[str, Callable[[OpenTask, dict[str, Any]], str]] = {
            "approve": self._succeed,
            "reject": self._fail,
            "beat": self._beat,
            "fetch": self._fetch,
        }
        super().__init__(passes=[list(each) for each in passes.items()])
        self._show(0, "")

    def refresh(self) -> None:
        """Look into the account again."""
        self._show(self.told["id"], "")

    def still(self) -> View:
        """Return all messages with their state, what was asked and what was answered."""
        messages = self.told["messages"]
        head = f"Inbox: {self.told['standing']} It is {self.told['now']}."
        items = [f"<li>{letter_html(each)}</li>" for each in messages]
        lines = [head, *(line for each in messages for line in letter_lines(each))]
        html = f"<p><b>{escape(head)}</b></p>{folded(items, 'message', css='course-letters')}"
        return figure(html, "\n".join(lines), name="inbox", sheets=("controls",), label="Inbox")

    def _answer(self, number: int, asked: dict[str, Any]) -> None:
        said: list[str] = []
        outcome = outcome_of(lambda: said.append(self._do(asked)))
        self._show(number, " ".join([*said, outcome.says, *outcome.lines]).strip(), outcome.tone)

    def _do(self, asked: dict[str, Any]) -> str:
        """Do what was asked for, and say what came of it."""
        from course.cloud import running  # it loads the account's room

        if self._account not in running.stack or running.current() is not self._account:
            return "! This account does not run any more, so nothing can be sent to it. Start it, and make the inbox anew."
        seconds: Any = asked.get("seconds")
        do: Any = asked.get("do")
        if do == "pass" and isinstance(seconds, int | float) and seconds in dict(self.passes):
            self._account.clock.advance(seconds)
            return f"{duration(seconds)} of virtual time passed."
        task = next((each for each in self._tasks() if each.id == asked.get("task")), None)
        if task is None or do not in self._deeds:
            return ""
        try:
            said = self._deeds[do](task, asked)
        except ClientError as refused:
            said = _refusal(refused, str(asked.get("output", "")))
        self._notes.setdefault(task.id, []).append(f"{moment(self._account.clock.now)}: {said}")
        self._account.clock.advance(REACTS)
        return said

    def _succeed(self, task: OpenTask, asked: dict[str, Any]) -> str:
        output = str(asked.get("output", ""))
        self._client().send_task_success(taskToken=task.token, output=output)
        return f"✓ SendTaskSuccess was accepted, with the output {output}"

    def _fail(self, task: OpenTask, asked: dict[str, Any]) -> str:
        error, cause = str(asked.get("error", "")), str(asked.get("cause", ""))
        self._client().send_task_failure(taskToken=task.token, error=error, cause=cause)
        return f"✓ SendTaskFailure was accepted, with the error {error or '(none)'}"

    def _beat(self, task: OpenTask, _: dict[str, Any]) -> str:
        self._client().send_task_heartbeat(taskToken=task.token)
        return "✓ SendTaskHeartbeat was accepted: the wait for the next sign of life begins anew"

    def _fetch(self, task: OpenTask, _: dict[str, Any]) -> str:
        """Fetch as a worker does: the task of this activity that has waited longest, whichever was clicked."""
        first = next(
            each for each in self._tasks() if each.activity == task.activity and each.status == "unfetched"
        )
        answer = self._client().get_activity_task(activityArn=task.activity, workerName="inbox")
        self._tokens[first.id] = answer.get("taskToken") or ""
        return "✓ GetActivityTask gave the task and its token"

    def _client(self) -> Any:
        return self._account.client("stepfunctions")

    def _tasks(self) -> list[OpenTask]:
        tasks = open_tasks(self._account, self._machine)
        for task in tasks:
            task.token = task.token or self._tokens.get(task.id, "")
        return tasks

    def _show(self, number: int, says: str, tone: str = "") -> None:
        tasks, now = self._tasks(), self._account.clock.now
        waiting = [task for task in tasks if task.is_open]
        done = [task for task in reversed(tasks) if not task.is_open]
        shown = [*waiting, *done][:MOST]
        standing = f"{count(len(waiting), 'task')} open, {len(done)} over."
        if len(shown) < len(tasks):
            standing += f" {len(shown)} of them are shown."
        self.told = {
            "id": number,
            "now": f"{moment(now)} (virtual time)",
            "standing": standing if tasks else "No task waits for an answer, and none ever did.",
            "says": says,
            "tone": tone or ("bad" if says.startswith("✗") else "warn" if says.startswith("!") else ""),
            "messages": [letter(task, now, self._notes.get(task.id, [])) | self._offer for task in shown],
        }


@kindly("an account with state machines, and (if you like) the name of one of them")
def inbox(
    account: Any,
    machine: str | None = None,
    *,
    approve: Any = None,
    reject: tuple[str, str] = ("Rejected", "the answer was no"),
    passes: dict[int, str] | None = None,
) -> Inbox | View:
    """Show the tasks that wait for an answer by their token, with buttons to approve, reject or keep them alive.

    `approve` is the output that is offered for SendTaskSuccess (plain data), `reject` error and cause for
    SendTaskFailure; both can be edited. `passes` are the steps by which virtual time can be let pass, seconds to words.
    """
    error, cause = reject
    open_tasks(account, machine)
    answer = {"approved": True} if approve is None else approve
    return Inbox(account, machine, answer, (str(error), str(cause)), PASSES if passes is None else passes)


def _refusal(refused: ClientError, output: str) -> str:
    error = refused.response["Error"]
    said = f"✗ AWS refuses it. {error['Code']}: {error['Message']}"
    if error["Code"] == "InvalidOutput":
        for problem in read(output or " ").problems[:1]:
            said += f" Look at line {problem.line}, column {problem.column}. {problem.message}"
    if error["Code"] == "TaskTimedOut":
        said += " (it was answered already, or its time was over)"
    return said
