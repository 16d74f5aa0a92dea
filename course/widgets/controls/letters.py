"""A task that waits as a letter: who asks what, how long it waits, what can be done, what was answered."""

from html import escape
from typing import Any

from course.widgets.words import duration, printed

from .open_tasks import OpenTask

__all__ = ["letter", "letter_html", "letter_lines", "moment"]

SIGNS = {
    "waiting": ("❚❚", "waits for an answer"),
    "unfetched": ("❚❚", "waits for a worker to fetch it"),
    "succeeded": ("✓", "answered"),
    "failed": ("✗", "rejected"),
    "timed out": ("■", "timed out"),
    "ended": ("■", "over"),
}


def letter(task: OpenTask, now: Any, notes: list[str]) -> dict[str, Any]:
    """Return a task as JSON-ready data at the moment `now`; `notes` is what came of attempts to answer it."""
    sign, word = SIGNS[task.status]
    return {
        "id": task.id,
        "sign": sign,
        "status": task.status,
        "word": word,
        "from": task.state,
        "title": f"{task.machine}, execution {task.execution}",
        "facts": [list(each) for each in _facts(task, now)],
        "content": printed(task.content),
        "left": _left(task, now),
        "notes": list(notes),
        "can": _can(task),
        "why": _why(task),
    }


def letter_html(message: dict[str, Any]) -> str:
    """Return a letter to read."""
    facts = "".join(f"<dt>{escape(term)}</dt><dd>{escape(said)}</dd>" for term, said in message["facts"])
    notes = "".join(f"<p>{escape(note)}</p>" for note in message["notes"])
    why = f"<p>{escape(message['why'])}</p>" if message["status"] == "waiting" and message["why"] else ""
    return (
        f"<p><b>{message['sign']} {message['word']}: {escape(message['from'])}</b> "
        f'<span class="course-muted">{escape(message["title"])}</span></p><dl>{facts}</dl>'
        f"<pre>{escape(message['content'])}</pre>{why}{notes}"
    )


def letter_lines(message: dict[str, Any]) -> list[str]:
    """Return a letter in words."""
    head = f"{message['sign']} {message['word']}: {message['from']} ({message['title']})"
    facts = [f"    {term}: {said}" for term, said in message["facts"]]
    return [head, *facts, f"    it says: {message['content']}", *(f"    {note}" for note in message["notes"])]


def _facts(task: OpenTask, now: Any) -> list[tuple[str, str]]:
    facts = [("asked", f"{moment(task.scheduled)}, through {task.receiver}")]
    if task.is_open:
        return [*facts, ("time left", _left(task, now))]
    when = f"{moment(task.ended)}, " if task.ended else ""
    return [*facts, (SIGNS[task.status][1], when + (task.answer or "without a word") + _silence(task))]


def moment(at: Any) -> str:
    """Return a virtual time for a reader: `Sat 1 Mar 08:00:00`."""
    return f"{at:%a} {at.day} {at:%b} {at:%H:%M:%S}"


def _left(task: OpenTask, now: Any) -> str:
    if not task.is_open:
        return ""
    timeout, silence = task.left(now), task.silence_left(now)
    said = (
        "no limit: it waits for up to a year"
        if timeout is None
        else f"{duration(max(round(timeout), 0))} until the timeout"
    )
    if silence is not None and task.status == "waiting":
        said += f"; a heartbeat is due within {duration(max(round(silence), 0))}"
    return said


def _silence(task: OpenTask) -> str:
    """Say so where a task timed out because no sign of life came."""
    left = task.silence_left(task.ended) if task.ended and task.status == "timed out" else None
    if task.heartbeat is None or left is None or left > 0:
        return ""
    return f": no heartbeat came for {duration(task.heartbeat)}"


def _can(task: OpenTask) -> list[str]:
    """Return what can be tried; a late answer can be, and AWS refuses it."""
    if task.status == "unfetched":
        return ["fetch"]
    if not task.token:
        return []
    return ["approve", "reject", *(["beat"] if task.heartbeat is not None else [])]


def _why(task: OpenTask) -> str:
    """Say what a reader should know before answering."""
    if task.status in {"timed out", "ended"} and task.token:
        return "Nobody waits for this answer any more. Answer all the same, and see what AWS says."
    if task.status in {"succeeded", "failed"} and task.token:
        return "One answer counts, and it has been given. A second one is refused."
    if task.status == "waiting" and not task.token:
        if task.activity:
            return "A worker has fetched this task and holds its token."
        return (
            "! Nobody can answer this: the request carries no task token. It is in the context object, under "
            "Task.Token, and the state has to send it along."
        )
    return ""
