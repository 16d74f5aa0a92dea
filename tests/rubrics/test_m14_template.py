"""Module 14, E5: a template of the reference system, and of one built quite otherwise, is accepted by AWS's own rules."""

import json
import random
from pathlib import Path

import pytest
from cfnlint.api import lint

from course.cloud import Account
from grader.rubrics.m14.edges import stand_before
from grader.rubrics.m14.portable import unresolved
from grader.rubrics.m14.settings import variant
from grader.rubrics.m14.system import System
from grader.verify import Course, material

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
REGION = "eu-central-1"
SYSTEMS = ("reference", "queue_at_the_door_and_a_bus")


@pytest.fixture(scope="module", params=SYSTEMS)
def account(request):
    """An account in which a system was built, and has worked once in every way."""
    answers = material(Course(ROOT), "m14.e1")
    stored = {each.words: each.text for each in answers.answers}
    deploy = answers.delivered(stored.get(request.param, answers.reference))["deploy"]
    settings = variant(random.Random("lint")) | {"region": REGION}
    with Account(region=REGION) as account:
        stand_before(settings)
        made = deploy(settings)
        system = System(account, settings, *made.values(), len(account.trace))
        system.paid("POL-1042")
        system.upload("call.mp3")
        system.reconcile("march.csv", [("PAY-1", "9.50")])
        yield account


@pytest.mark.parametrize("format", ["sam", "cloudformation"])
def test_cfn_lint_accepts_it(account, format):
    assert [] == [str(each) for each in lint(account.export(format), None, [REGION])]


def test_it_names_neither_account_nor_region_and_refers_to_what_it_has(account):
    template = json.loads(account.export(syntax="json"))
    text = json.dumps(template["Resources"])

    assert [] == [each for each in (REGION, "us-east-1", account.id) if each in text]
    assert [] == unresolved(template)


def test_only_what_is_nobodys_to_export_is_left_out(account):
    notes = json.loads(account.export(syntax="json"))["Metadata"]["LeftOut"]

    assert [] == [note for note in notes if not note.startswith(("table ", "bucket ", "iam: "))]


def test_the_roles_have_no_star(account):
    resources = json.loads(account.export(syntax="json"))["Resources"].values()
    roles = [each["Properties"] for each in resources if each["Type"] == "AWS::IAM::Role"]
    statements = [
        statement
        for role in roles
        for policy in role.get("Policies", ())
        for statement in policy["PolicyDocument"]["Statement"]
    ]

    assert statements
    assert [] == [each for each in statements if each["Resource"] == "*" or "*" in each["Action"]]
