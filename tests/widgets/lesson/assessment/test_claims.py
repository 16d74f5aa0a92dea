"""What the items claim is true: machines run, events and messages meet their patterns, backlogs are computed."""

import json
import re

import pytest

from course.asl import StatesError, lint, run
from course.clock import Clock
from course.cloud.event_pattern import parse as parse_pattern
from course.cloud.filter_policy import parse as parse_filter
from course.widgets.lesson.assessment.forms import read
from course.widgets.lesson.assessment.runs import claimed

ITEMS = [item for name in ("pre", "post") for item in read(name).items]
RUNS = [item for item in ITEMS if item.run]
CODE = re.compile(r"`([^`]+)`")


class Tasks:
    """A handler that answers as it is written down, and notes when it was asked."""

    def __init__(self, told, clock):
        self.told, self.clock, self.asked, self.attempts = told, clock, {}, []

    def __call__(self, request):
        at = self.asked[request.state] = self.asked.get(request.state, -1) + 1
        self.attempts.append(self.clock.elapsed)
        answers = self.told[request.state]
        answer = answers[min(at, len(answers) - 1)]
        self.clock.sleep(answer.get("seconds", 0))
        if "error" in answer:
            raise StatesError(answer["error"], "as it is written down")
        return json.loads(answer["result"])


def words(item):
    """Run an item's machine, and say everything that may be claimed of it, in the words of an option."""
    clock = Clock()
    tasks = Tasks(item.run.tasks, clock)
    execution = run(item.run.definition, json.loads(item.run.input), tasks=tasks, clock=clock)
    values = {
        "path": [visit.name for visit in execution.visits],
        "output": json.dumps(execution.output),
        "attempts": tasks.attempts,
        "seconds": clock.elapsed,
    }
    return {claimed({name: value}) for name, value in values.items() if value}


def named(topic, kind):
    return [item for item in ITEMS if item.topic == topic and item.kind == kind]


@pytest.mark.parametrize("item", RUNS, ids=lambda item: item.id)
def test_of_a_machine_that_runs_only_the_right_option_is_true(item):
    true = words(item)

    assert [option.right for option in item.asked.options] == [
        option.text in true for option in item.asked.options
    ]


@pytest.mark.parametrize("item", RUNS, ids=lambda item: item.id)
def test_no_machine_is_one_that_aws_would_refuse(item):
    assert [] == [found.message for found in lint(item.run.definition) if found.severity == "ERROR"]


@pytest.mark.parametrize("item", named("events", "single"), ids=lambda item: item.id)
def test_the_pattern_matches_the_right_event_alone(item):
    pattern = parse_pattern(CODE.findall(item.asked.text)[0])
    events = [json.loads(CODE.findall(option.text)[0]) for option in item.asked.options]

    assert [option.right for option in item.asked.options] == [pattern.matches(event) for event in events]


@pytest.mark.parametrize("item", named("topics", "match"), ids=lambda item: item.id)
def test_each_message_is_let_through_to_the_queues_that_are_right(item):
    codes = CODE.findall(item.asked.text)
    filters = {codes[at]: parse_filter(codes[at + 1]) for at in (1, 3)}

    def queues(text):
        found = dict(each.split(" ", 1) for each in text.split(", "))
        attributes = {
            name: {"Type": "Number", "Value": value}
            if re.fullmatch(r"[\d.]+", value)
            else {"Type": "String", "Value": value}
            for name, value in found.items()
        }
        through = [queue for queue, policy in filters.items() if policy.decide(attributes=attributes).matched]
        return {0: "neither", 2: "both"}.get(len(through)) or f"{through[0]} only"

    assert [item.asked.places[row.place] for row in item.asked.rows] == [
        queues(row.text) for row in item.asked.rows
    ]


@pytest.mark.parametrize("item", named("queues", "trace"), ids=lambda item: item.id)
def test_the_queue_is_empty_in_the_minute_that_is_right(item):
    (series,) = item.figure["queues"].values()
    (before, deeper), (last, depth) = series[-2:]
    empty = last + depth * (last - before) / (deeper - depth)

    assert [f"In minute {empty / 60:g}"] == [option.text for option in item.asked.options if option.right]


@pytest.mark.parametrize("item", named("waits", "trace"), ids=lambda item: item.id)
def test_what_the_customer_waits_is_what_the_waterfall_leaves(item):
    spans = {span["id"]: span for span in item.figure["spans"]}
    moved = CODE.findall(item.asked.text)[2]
    handing_over = float(re.search(r"takes ([\d.]+) s", item.asked.text)[1])
    call = next(span for span in spans.values() if span["kind"] == "call" and span["target"] == moved)
    whole = next(span for span in spans.values() if "cause" not in span)
    waits = whole["end"] - whole["start"] - (call["end"] - call["start"]) + handing_over
    right = next(option.text for option in item.asked.options if option.right)

    assert [f"{waits:g}", f"{call['end'] - call['start']:g}"] == re.findall(r"([\d.]+) s", right)
