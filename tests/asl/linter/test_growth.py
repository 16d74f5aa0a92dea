"""The work of a lint grows with the definition, and no faster: counted in calls, which are the same each time."""

import json
import sys

import pytest

from course.asl.linter import lint

TASK = {
    "Type": "Task",
    "Resource": "arn:aws:states:::lambda:invoke",
    "Parameters": {"FunctionName": "f", "Payload.$": "$"},
    "ResultPath": "$.result",
}


def chain(size):
    states = {f"S{n}": {**TASK, "Assign": {f"v{n}.$": "$.a"}, "Next": f"S{n + 1}"} for n in range(size)}
    return {"StartAt": "S0", "States": {**states, f"S{size}": {"Type": "Succeed"}}}


def circle(size):
    states = {f"S{n}": {"Type": "Pass", "Next": f"S{(n + 1) % size}"} for n in range(size)}
    start = {
        "Type": "Choice",
        "Choices": [{"Variable": "$.n", "IsNull": True, "Next": "S1"}],
        "Default": "End",
    }
    return {"StartAt": "S0", "States": {**states, "S0": start, "End": {"Type": "Succeed"}}}


def circles(size):
    def back(n):
        rule = {"Variable": "$.n", "NumericEquals": n, "Next": f"S{max(0, n - 1)}"}
        return {"Type": "Choice", "Choices": [rule], "Default": f"S{n + 1}"}

    states = {f"S{n}": back(n) for n in range(size)}
    return {"StartAt": "S0", "States": {**states, f"S{size}": {"Type": "Succeed"}}}


def rules(size):
    asked = [{"Variable": "$.k", "StringEquals": str(n), "Next": "End"} for n in range(size)]
    return {
        "StartAt": "Which",
        "States": {
            "Which": {"Type": "Choice", "Choices": asked, "Default": "End"},
            "End": {"Type": "Succeed"},
        },
    }


def catchers(size):
    caught = [{"ErrorEquals": [f"E{n}"], "Next": "End"} for n in range(size)]
    return {
        "StartAt": "Call",
        "States": {"Call": {**TASK, "Catch": caught, "End": True}, "End": {"Type": "Fail"}},
    }


def nested(size):
    inner = {"StartAt": "Last", "States": {"Last": {"Type": "Pass", "End": True}}}
    for n in range(size // 20):
        around = (
            {"Type": "Parallel", "Branches": [inner]} if n % 2 else {"Type": "Map", "ItemProcessor": inner}
        )
        inner = {"StartAt": f"S{n}", "States": {f"S{n}": {**around, "End": True}}}
    return inner


def wrong_names(size):
    states = {f"State {n}": {"Type": "Pass", "Next": f"Stat {n + 1}"} for n in range(size)}
    return {"StartAt": "State 0", "States": states}


def calls_of_a_lint(definition):
    text, counted = json.dumps(definition), 0

    def count(frame, event, argument):
        nonlocal counted
        counted += event == "call"

    sys.setprofile(count)
    try:
        lint(text)
    finally:
        sys.setprofile(None)
    return counted


@pytest.mark.parametrize("make", [chain, circle, circles, rules, catchers, nested, wrong_names])
def test_four_times_the_size_is_about_four_times_the_work(make):
    lint(json.dumps(make(50)))  # what is read once and kept
    small, large = calls_of_a_lint(make(250)), calls_of_a_lint(make(1000))

    assert large < 5 * small
