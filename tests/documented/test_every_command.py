"""Every command of every document is run by a test, or stands with its reason among those that none can run."""

import ast

import pytest
from checkout import ROOT
from documented import unmarked
from documents import documented, documents
from matching import heading, is_said_by, options
from scenes import elsewhere, not_run, scenes

STEPS = [step for scene in scenes() for step in scene.steps]


def _is_run(text):
    """Tell whether a step or another test runs a command, perhaps with more words; an option where a step has it."""
    if text.startswith("--"):
        return text in elsewhere() or any(options(text) <= options(step.typed) for step in STEPS)
    return any(is_said_by(run, text) for run in (*(step.command for step in STEPS), *elsewhere()))


def test_every_block_of_a_document_says_what_it_is():
    silent = [f"{name}:{line}" for name, text in documents().items() for line in unmarked(text)]

    assert [] == silent, (
        "begin it with ```sh where it holds commands, with ```console or ```text where it does not"
    )


def test_every_command_and_option_of_a_document_is_run_or_its_reason_is_known():
    lost = [
        f"{command.place}: {command.text}"
        for command in documented()
        if not _is_run(command.text) and command.text not in not_run()
    ]

    assert [] == lost, "enter it in a scene of tests/documented/scenes/, or in not_run.toml with the reason"


@pytest.mark.parametrize("known", [elsewhere(), not_run()], ids=["run elsewhere", "not run"])
def test_what_is_in_a_table_is_in_a_document(known):
    named = {command.text for command in documented()}

    assert set() == set(known) - named


def test_every_step_of_a_scene_is_in_a_document():
    named = [command.text for command in documented() if not command.text.startswith("--")]

    assert [] == [step.command for step in STEPS if not any(is_said_by(step.command, each) for each in named)]


def test_what_is_run_in_the_place_of_a_command_is_the_same_command():
    assert [] == [step.run for step in STEPS if not is_said_by(step.typed, heading(step.command))]


def test_what_is_not_run_is_run_nowhere():
    assert [] == [command for command in not_run() if _is_run(command)]


@pytest.mark.parametrize("place", sorted(set(elsewhere().values())))
def test_the_test_that_runs_a_command_elsewhere_is_there(place):
    file, _, name = place.partition("::")
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))

    assert name in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
