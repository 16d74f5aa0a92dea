"""The events of what is inside a Parallel or Map, in words: branches, items, child executions."""

from collections.abc import Callable
from typing import Any

from course.widgets.words import count

from .fate_sentences import failure_of, handled
from .lines import node
from .map_runs import tally
from .story import Moment
from .subjects import called, subject

__all__ = ["inside_sentence"]


def inside_sentence(at: Moment) -> str:
    """Return the sentence for an event of branches, items or a Map Run; empty for any other."""
    tell = _SENTENCES.get(at.event.type)
    return tell(at) if tell else ""


def _again(at: Moment) -> str:
    """Return ` starts all over again (try 2)` where a Parallel or Map does."""
    number = sum(
        at.story.by_id[each].type.endswith("StateStarted") for each in at.stay.events if each <= at.event.id
    )
    return f" starts all over again (try {number})" if number > 1 else ""


def _branches(at: Moment) -> int:
    found = node(at.story.definition, (*at.stay.path, "Branches"))
    return len(found) if isinstance(found, list) else len(at.stay.lines)


def _branches_started(at: Moment) -> str:
    name, many = called(at.stay.name), _branches(at)
    said = "its one branch" if many == 1 else f"{many:,} branches side by side"
    if again := _again(at):
        return f"{name}{again}: {said}."
    return f"{name} starts {said}, with {'a copy' if many == 1 else 'a copy each'} of the input."


def _branches_done(at: Moment) -> str:
    many = _branches(at)
    who = {1: "The branch is", 2: "Both branches are"}.get(many, f"All {many:,} branches are")
    return f"{who} done. Their outputs become one array, in the order of the branches."


def _around_failed(at: Moment) -> str:
    inside = "branch" if at.stay.type == "Parallel" else "item"
    error = failure_of(at.story, at.event)
    cause = at.story.by_id.get(at.event.previous)
    if cause is None or at.story.place(cause).line is at.stay.line:
        return f"{called(at.stay.name)} fails as a whole, with {error}. {handled(at)}"
    return f"One {inside} has failed, so {called(at.stay.name)} fails as a whole, with {error}. {handled(at)}"


def _is_distributed(at: Moment) -> bool:
    state = at.story.state(at.stay)
    inside: Any = state.get("ItemProcessor", state.get("Iterator"))
    config = inside.get("ProcessorConfig") if isinstance(inside, dict) else None
    return isinstance(config, dict) and config.get("Mode") == "DISTRIBUTED"


def _items_started(at: Moment) -> str:
    name, again = called(at.stay.name), _again(at)
    if _is_distributed(at):
        who = f"{name}{again}. It" if again else name
        return (
            f"{who} is a Distributed Map: its items, or batches of them, become executions of their own, "
            "with histories of their own."
        )
    at_once = at.story.state(at.stay).get("MaxConcurrency")
    bound = f", at most {at_once:,} at a time" if isinstance(at_once, int) and at_once else ""
    return f"{name}{again or ' starts'}: {count(at.event.number('length'), 'item')} to work on{bound}."


def _item(at: Moment) -> str:
    return f"{subject(at.story.place(at.event).line)} of {called(at.stay.name)}"


def _item_started(at: Moment) -> str:
    return f"{_item(at)} begins."


def _item_done(at: Moment) -> str:
    return f"{_item(at)} is done."


def _item_failed(at: Moment) -> str:
    return f"{_item(at)} has failed, and one failed item is enough to end the whole Map."


def _item_cut(at: Moment) -> str:
    return f"{_item(at)} is stopped where it is, because something beside it has failed."


def _items_done(at: Moment) -> str:
    if _is_distributed(at):
        return "The results of the child executions become the result of the Map."
    return "All items are done. Their outputs become one array, in the order of the items."


def _run_started(at: Moment) -> str:
    run = at.story.map_run(at.stay)
    if run is None:
        return "The Map Run begins: it starts the child executions."
    bound = f", at most {run.concurrency:,} at a time" if run.concurrency else ""
    return f"The Map Run begins: {count(len(run.children), 'child execution')} to run{bound}."


def _run_over(at: Moment) -> str:
    run = at.story.map_run(at.stay)
    if run is None:
        return "The Map Run is over, with no more failures than it tolerates."
    return f"The Map Run is over. {tally(run)}. No more have failed than it tolerates."


def _run_failed(at: Moment) -> str:
    run = at.story.map_run(at.stay)
    said = f" {tally(run)}." if run else ""
    return f"The Map Run fails with {failure_of(at.story, at.event)}.{said} {handled(at)}"


_SENTENCES: dict[str, Callable[[Moment], str]] = {
    "MapIterationAborted": _item_cut,
    "MapIterationFailed": _item_failed,
    "MapIterationStarted": _item_started,
    "MapIterationSucceeded": _item_done,
    "MapRunFailed": _run_failed,
    "MapRunRedriven": lambda _: "The Map Run goes on: what had failed is run again, what succeeded is not.",
    "MapRunStarted": _run_started,
    "MapRunSucceeded": _run_over,
    "MapStateFailed": _around_failed,
    "MapStateStarted": _items_started,
    "MapStateSucceeded": _items_done,
    "ParallelStateFailed": _around_failed,
    "ParallelStateStarted": _branches_started,
    "ParallelStateSucceeded": _branches_done,
}
