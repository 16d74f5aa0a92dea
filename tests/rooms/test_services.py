"""What both processes make ready for is what a module's notebook and its checks ask boto3 for."""

import re
from pathlib import Path

import pytest

from course.syllabus import syllabus
from grader.rooms.services import SERVICES, services_of

ROOT = Path(__file__).parents[2]
MADE = re.compile(r"""\b(?:client|resource)\(\\?["']([a-z0-9]+)\\?["']""")
MODULES = pytest.mark.parametrize("module", syllabus().ready, ids=lambda module: module.id)


def texts(module):
    notebook = ROOT / "solutions" / module.stem / f"{module.stem}.ipynb"
    rubrics = (ROOT / "grader" / "rubrics" / module.id).glob("*.py")
    return "".join(path.read_text(encoding="utf-8") for path in [notebook, *rubrics])


@MODULES
def test_each_service_that_a_module_makes_a_client_of_is_ready(module):
    assert set(MADE.findall(texts(module))) <= {*SERVICES, *services_of([module.id])}


@MODULES
def test_nothing_is_made_ready_that_a_module_does_not_name(module):
    assert [service for service in services_of([module.id]) if service not in texts(module)] == []


def test_several_modules_need_what_each_of_them_does():
    assert services_of(["m05", "m07"]) == []
    assert services_of(["m03", "m05", "m13"]) == ["apigateway", "cloudwatch", "logs"]
