"""Small definitions, each named by the rule that finds something in it, with what is said of it beside it as text.

`<rule>.<variant>.json`; `valid` has no error; `@express` before the ending: an Express workflow. Of the warnings, only those
of the text itself are kept here. To write the texts anew after a change of words: `COURSE_RENEW=1 pytest tests/asl/linter`,
then read the difference.
"""

import os
from pathlib import Path

import pytest

from course.asl.linter import Diagnostic, explain, lint
from course.asl.linter.refusals import REFUSALS

DEFINITIONS = sorted(
    path for path in (Path(__file__).parent / "definitions").iterdir() if path.suffix in {".json", ".yaml"}
)
# Their definitions would have to be a megabyte long.
TOO_LARGE_TO_KEEP = {"definition-too-large"}


def _rule(path: Path) -> str:
    return path.name.split(".")[0].removesuffix("@express")


def _judged(path: Path) -> list[Diagnostic]:
    workflow = "EXPRESS" if "@express" in path.name else "STANDARD"
    found = lint(path.read_text(encoding="utf-8"), type=workflow)
    return [one for one in found if one.severity == "ERROR" or one.rule == "repeated-key"]


@pytest.mark.parametrize("path", DEFINITIONS, ids=lambda path: path.name)
def test_a_definition_is_judged_as_its_name_says(path):
    expected = set() if _rule(path) == "valid" else {_rule(path)}

    assert expected <= {one.rule for one in _judged(path)}
    assert bool(expected) == bool(_judged(path))


@pytest.mark.parametrize("path", DEFINITIONS, ids=lambda path: path.name)
def test_what_is_said_of_a_definition_is_what_was_kept(path):
    kept = path.with_suffix(".txt")
    said = explain(_judged(path), path.read_text(encoding="utf-8"))
    if os.environ.get("COURSE_RENEW"):
        kept.write_text(said, encoding="utf-8")

    assert kept.read_text(encoding="utf-8") == said


def test_every_rule_has_a_definition_that_it_finds_something_in():
    expected = set(REFUSALS) - TOO_LARGE_TO_KEEP

    assert expected <= {_rule(path) for path in DEFINITIONS}
