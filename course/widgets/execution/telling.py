"""Every event of an execution as a sentence, with the document that it is about."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from course.widgets.words import duration

from .events import Event
from .fate_sentences import failure_of
from .inside_sentences import inside_sentence
from .state_sentences import state_sentence
from .story import Moment, Story
from .subjects import called, line_name
from .task_sentences import task_sentence

__all__ = ["Told", "document_of", "tell"]

# The details that hold a document, with the word for it.
_DOCUMENTS = {"input": "input", "parameters": "parameters", "output": "output", "cause": "cause"}
_WORDS = {
    ("LambdaFunctionScheduled", "input"): "payload",
    ("LambdaFunctionSucceeded", "output"): "result",
    ("ActivitySucceeded", "output"): "result",
    ("TaskSucceeded", "output"): "result",
    ("TaskSubmitted", "output"): "answer",
}
_INNER_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Told:
    """What happened with one event: where, a sentence, and the document it comes with (JSON text; empty without one).

    `where` names the state, the branch and the item, as far as the sentence does not.
    """

    where: str
    sentence: str
    label: str
    document: str


def tell(story: Story, event: Event) -> Told:
    """Say what happened with an event."""
    sentence = _sentence(story, event)
    return Told(_where(story, event, sentence), sentence, *document_of(event))


def document_of(event: Event) -> tuple[str, str]:
    """Return the word for the document of an event, and the document; both are empty where it has none."""
    for name, word in _DOCUMENTS.items():
        if text := event.text(name):
            return _WORDS.get((event.type, name), word), text
    return "", ""


def _sentence(story: Story, event: Event) -> str:
    stay = story.place(event).stay
    whole = _EXECUTION.get(event.type)
    if whole is not None:
        return whole(story, event)
    if stay is None:
        return f"{_words(event).capitalize()}."
    at = Moment(story, event, stay)
    return (
        task_sentence(at)
        or state_sentence(at)
        or inside_sentence(at)
        or f"{called(stay.name)}: {_words(event)}."
    )


def _where(story: Story, event: Event, sentence: str) -> str:
    line, stay = story.place(event).line, story.place(event).stay
    state = called(stay.name) if stay else ""
    names = [] if state in sentence or stay is None else [stay.name]
    # Sentences begin with the line that they tell of; `within branch 2` is inside of one.
    own = line_name(line)
    if line.owner is not None and not _says(sentence, own):
        names.append(own if names else own.capitalize())
    return " · ".join(names)


def _says(sentence: str, name: str) -> bool:
    """Tell whether a sentence says the name of a line; `item 1` is not in `item 12`."""
    _, found, after = sentence.lower().partition(name)
    return bool(found) and not after[:1].isdigit()


def _words(event: Event) -> str:
    """Return the type of an event that nothing here knows, as words."""
    return _INNER_CAPITAL.sub(" ", event.type).lower()


def _failed(story: Story, event: Event) -> str:
    last = story.places.root.stay
    if last is not None and last.type == "Fail":
        return f"{called(last.name)} ends the execution after {duration(event.seconds)}: it fails with {failure_of(story, event)}."
    return f"Nothing has caught {failure_of(story, event)}, so the execution fails after {duration(event.seconds)}."


def _timed_out(story: Story, event: Event) -> str:
    seconds = story.definition.get("TimeoutSeconds") if isinstance(story.definition, dict) else None
    limit = f" (TimeoutSeconds is {seconds:,})" if isinstance(seconds, int) else ""
    return f"The time of the execution is over after {duration(event.seconds)}{limit}: it ends as timed out."


def _aborted(story: Story, event: Event) -> str:
    error = event.text("error")
    why = f", with {failure_of(story, event)}" if error else ""
    return f"The execution is stopped from outside (StopExecution) after {duration(event.seconds)}{why}."


def _redriven(story: Story, event: Event) -> str:
    stay = story.place(event).stay
    where = f" at {called(stay.name)}" if stay else ""
    return (
        f"The execution is redriven (RedriveExecution): it goes on{where}, where it had failed. "
        "What had succeeded is not done again."
    )


_EXECUTION: dict[str, Callable[[Story, Event], str]] = {
    "ExecutionAborted": _aborted,
    "ExecutionFailed": _failed,
    "ExecutionRedriven": _redriven,
    "ExecutionStarted": lambda *_: "The execution starts.",
    "ExecutionSucceeded": lambda _, event: f"The execution succeeds after {duration(event.seconds)}.",
    "ExecutionTimedOut": _timed_out,
}
