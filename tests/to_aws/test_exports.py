"""Which exercises can be exported, and that their templates are such as AWS's own rules accept."""

import json
import re
import shutil
import subprocess
from contextlib import suppress

import botocore.session
import pytest
from botocore import xform_name
from cfnlint.api import lint

from grader import rubrics
from grader.checks import Keys
from grader.study.places import StudyError
from grader.to_aws.exporting import exported
from grader.to_aws.instructions import instructions
from grader.to_aws.site import Site, stood
from grader.to_aws.ways import REASONS, exportable, known, way
from grader.verify import Course, material

from .conftest import ROOT

LEFT = [name for name in rubrics.ids() if name not in exportable()]
# What the AWS CLI knows, and no service: commands of its own, and options that every command has.
OWN_COMMANDS = {
    ("cloudformation", "package"),
    ("cloudformation", "deploy"),
    ("cloudformation", "wait"),
}
EVERYWHERE = {"query", "output", "cli-binary-format"}


def _commands(page):
    """Yield service, operation and options of each command of the AWS CLI on a page, also of those inside others."""
    text = re.sub(r"'[^']*'", "x", " ".join(re.findall(r"```sh\n(.*?)```", page, flags=re.DOTALL)))
    for found in re.finditer(r"\baws ([a-z0-9]+) ([a-z0-9-]+)([^\n;&|]*?)(?=\baws |[\n;&|]|$)", text):
        yield found[1], found[2], re.findall(r"--([a-z0-9-]+)", found[3])


def test_a_template_is_accepted_by_the_rules_of_aws(export, exercise):
    folder, found = export(exercise)

    assert [] == [str(each) for each in lint((folder / "template.yaml").read_text(), None, [found.region])]
    assert found.pieces


def test_the_instructions_are_such_as_a_shell_and_the_aws_cli_can_read(export, exercise):
    _, found = export(exercise)
    page = instructions(found, solution=False)["README.md"]
    session = botocore.session.get_session()

    for service, operation, options in _commands(page):
        if service == "s3" or (service, operation) in OWN_COMMANDS:
            continue
        model = session.get_service_model(service)
        known = {xform_name(name, "-"): name for name in model.operation_names}
        members = {
            xform_name(each, "-") for each in model.operation_model(known[operation]).input_shape.members
        }
        assert set() == set(options) - members - EVERYWHERE, f"{service} {operation}"
    for block in re.findall(r"```sh\n(.*?)```", page, flags=re.DOTALL):
        if shutil.which("sh"):
            assert (
                ""
                == subprocess.run(
                    ["sh", "-n"], input=block, capture_output=True, text=True, check=False
                ).stderr
            )


def test_of_every_exercise_is_known_whether_it_can_be_exported():
    assert rubrics.ids() == list(known())


@pytest.mark.parametrize("name", LEFT)
def test_what_cannot_be_exported_is_refused_with_a_reason(name):
    with pytest.raises(StudyError, match=rf"{name} cannot be exported: \w.*`course export` lists") as refusal:
        way(name)

    assert REASONS["unknown"] not in str(refusal.value)


@pytest.mark.slow
@pytest.mark.in_turn(4)
@pytest.mark.parametrize("name", LEFT)
def test_what_cannot_be_exported_builds_nothing(name):
    found = material(Course(ROOT), name)
    built = []

    def look(site, _):
        built.append(site.built)
        return False

    site = Site(
        found.exercise,
        found.delivered(found.reference),
        look,
        learner_id=rubrics.AUTHOR,
        keys=Keys(),
        sources={},
    )

    with suppress(StudyError):  # a check lets answers break on purpose, too
        stood(found.exercise, site)

    assert not any(built)


def test_an_answer_that_builds_nothing_is_refused(tmp_path):
    with pytest.raises(StudyError, match=r"m06.e2: your answer ran and built nothing; .* export again"):
        exported(
            tmp_path,
            "m06.e2",
            {"wire_rules": lambda *_, **__: None},
            learner_id=rubrics.AUTHOR,
            keys=Keys(),
            sources={},
        )


def test_what_the_answer_made_is_told_from_what_stood_there(export):
    _, found = export("m03.e1")

    assert {"yours"} == {piece.whose for piece in found.of("api")}
    assert {"given"} == {piece.whose for piece in found.of("function")}


def test_a_definition_gets_stand_ins_for_what_its_check_played(export):
    folder, found = export("m07.e4")

    assert ["yours"] == [piece.whose for piece in found.of("state machine")]
    assert {piece.name for piece in found.of("function")} == set(found.stand_ins)
    for name in found.stand_ins:
        assert f'"""Stands in for {name}, ' in (folder / "src" / name / "stand_in.py").read_text()


def test_a_definition_is_given_no_price_of_a_run_that_did_not_take_place(export):
    _, found = export("m07.e4")
    page = instructions(found, solution=False)["README.md"]

    assert "A thousand runs" not in page
    assert "| `states.transition` |" in page


def test_one_machine_is_known_by_the_name_that_another_calls_it(export):
    folder, found = export("m12.e2")
    text = (folder / "template.yaml").read_text(encoding="utf-8")

    assert 2 == len(found.of("state machine"))
    assert () == tuple(note for note in found.left_out if "does not exist" in note)
    assert "StateMachineType: EXPRESS" in text
    assert "StateMachineType: STANDARD" in text


def test_the_first_request_to_an_api_is_what_somebody_tries_it_with(export):
    _, found = export("m03.e1")
    files = instructions(found, solution=False)

    assert "POST" == found.trial.sent["verb"]
    assert {"policyId", "amount"} <= json.loads(files["try.json"]).keys()
    assert "curl -i -X POST" in files["README.md"]
    assert "OutputKey=='InsuranceApiProdStageUrl'" in files["README.md"]
