"""What the editor's Python object knows, tells its script, and shows where nothing is live."""

import os
import signal

import pytest

from course.asl import StateMachine, lint, to_text
from course.widgets import editor
from course.widgets.editor.beginning import STARTING

LAMBDA = "arn:aws:lambda:us-east-1:123456789012:function:f"
PASS = {"StartAt": "A", "States": {"A": {"Type": "Pass", "End": True}}}


def typed(shown, text):
    """Send a text as the script does."""
    shown.turn += 1
    shown.value = text
    return shown.report


def asked(shown, what, **more):
    shown.asked = {"id": shown.asked.get("id", 0) + 1, "do": what, **more}
    return shown.told


def test_it_begins_with_a_small_machine_that_aws_would_take():
    assert STARTING == editor().definition
    assert [] == lint(editor().value)


@pytest.mark.parametrize(
    "given",
    [PASS, to_text(PASS), StateMachine.of(PASS), "StartAt: A\r\nStates:\r\n  A: {Type: Pass, End: true}"],
)
def test_a_definition_may_be_data_text_or_a_machine(given):
    shown = editor(given)

    assert PASS == shown.definition
    assert "\r" not in shown.value


def test_value_and_definition_are_what_stands_there_now():
    shown = editor(PASS)
    typed(shown, to_text(STARTING))

    assert to_text(STARTING) == shown.value
    assert STARTING == shown.definition


def test_a_report_says_which_text_it_is_about():
    shown = editor(PASS)

    assert [1, 2] == [typed(shown, text)["turn"] for text in ("{", "{}")]


def test_the_graph_stays_as_long_as_the_text_cannot_be_read():
    shown = editor(PASS)
    before = shown.scene
    report = typed(shown, shown.value[:-1])
    asked(shown, "draw")

    assert not report["readable"]
    assert not report["stale"]
    assert before == shown.scene
    assert "The text cannot be read at present" in shown.text


def test_the_graph_is_drawn_again_only_when_it_would_look_different():
    shown = editor(PASS)

    assert not typed(shown, f"\n\n{shown.value}")["stale"]
    assert typed(shown, shown.value.replace('"A"', '"B"'))["stale"]

    asked(shown, "draw")

    assert ["B"] == [state["name"] for state in shown.scene["states"]]
    assert not typed(shown, f"\n{shown.value}")["stale"]


def test_on_change_gets_the_text_and_an_error_in_it_is_told():
    heard = []
    shown = editor(PASS, on_change=heard.append)
    typed(shown, "{}")

    assert ["{}"] == heard

    shown = editor(PASS, on_change=lambda _: 1 / 0)
    typed(shown, "{}")

    assert "on_change ended with an error: ZeroDivisionError: division by zero" == shown.trouble


def test_format_prints_the_definition_and_leaves_what_cannot_be_read():
    shown = editor('{"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}}')

    assert to_text(PASS) == asked(shown, "format")["text"]

    typed(shown, '{"StartAt": "A", "StartAt": "B"}')

    assert asked(shown, "format")["text"] is None


def test_yaml_is_written_as_json_when_somebody_wants_it_and_told_what_that_costs():
    told = asked(editor("StartAt: A # first\nStates:\n  A: {Type: Pass, End: true}"), "format")

    assert to_text(PASS) == told["text"]
    assert "Written as JSON; YAML's comments are gone. Undo brings it back." == told["words"]


def test_a_text_that_could_never_be_read_has_no_graph_and_nobody_says_so():
    assert "as it last could" not in editor("{").text


def test_of_very_many_lines_and_diagnostics_a_static_page_shows_the_first():
    states = ",\n".join(f'"S{at}": {{"Type": "Nope"}}' for at in range(2_000))
    shown = editor(f'{{"StartAt": "S0", "States": {{{states}}}}}')

    assert "… and 1,600 more lines." in shown.text
    assert shown.html.count("<li>") < 200
    assert "more diagnostics below" in shown.text


def test_the_input_is_checked():
    shown = editor(PASS, input={"amount": 7})
    before = shown.input_words
    shown.input = '{"amount": '

    assert "" == before
    assert shown.input_words.startswith("✗ This is not JSON yet. Look at line 1, column 12")


def test_a_run_gives_result_marks_and_steps():
    shown = editor(PASS, input='{"amount": 7}')
    told = asked(shown, "run")

    assert told["result"]["title"].startswith("✓ Succeeded")
    assert {"/States/A": {"status": "succeeded", "words": ""}} == told["marks"]
    assert {"amount": 7} == shown.execution.output
    assert "graph" in asked(shown, "step")["scene"]


def test_an_interrupt_ends_a_run_that_would_not_end_and_nothing_else():
    def endless(_):
        os.kill(os.getpid(), signal.SIGINT)
        while True:
            pass

    definition = {"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": LAMBDA, "End": True}}}
    shown = editor(definition, tasks={"A": endless})

    assert "■ You stopped this run before its end." == asked(shown, "run")["result"]["title"]
    assert "✓ Succeeded" in asked(editor(definition), "run")["result"]["title"]


@pytest.mark.parametrize(
    "wrong",
    [{}, {"do": "run"}, {"do": "close", "id": 1}, {"do": [], "id": 1}, {"do": "look", "id": 1, "wanted": 7}],
)  # fmt: skip
def test_what_makes_no_sense_is_not_done(wrong):
    shown = editor(PASS)
    shown.asked = wrong

    assert set(shown.told) <= {"id", "do"}


def test_the_static_form_has_text_diagnostics_graph_and_the_last_run():
    shown = editor(to_text(PASS).replace("Pass", "Pas"))
    asked(shown, "run")

    for form in (shown.html, shown.text):
        assert "line 5, column 15" in form
        assert "Not started: AWS would refuse this definition." in form
    assert "<svg" in shown.html
    assert "    5 |       " in shown.text


def test_names_from_a_definition_are_shown_as_they_are_written():
    name = "<img src=x onerror=alert(1)>"
    shown = editor({"StartAt": name, "States": {name: {"Type": "Pass", "Next": name}}})
    asked(shown, "run")

    assert "<img" not in shown.html
    assert "<img" not in shown.scene["svg"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"type": "SLOW"},
        {"tasks": {}, "account": object()},
        {"tasks": 7},
        {"on_change": 7},
        {"input": object()},
        {"definition": {"a": object()}},
    ],
)
def test_wrong_arguments_are_answered_with_what_is_expected(wrong):
    assert "expected: a definition" in editor(**wrong).text


def test_of_a_long_definition_the_first_lines_are_seen_at_once_and_the_rest_is_folded():
    row = {f"S{at}": {"Type": "Pass", "Next": f"S{at + 1}"} for at in range(20)}
    shown = editor({"StartAt": "S0", "States": {**row, "S20": {"Type": "Succeed"}}})
    still = shown.still()
    first, rest = still.html.split("more lines</summary>")

    assert 12 == first.count("<b>")
    assert shown.value.count("\n") + 1 == 12 + rest.count("<b>")
    assert '"S20": {' in still.text
