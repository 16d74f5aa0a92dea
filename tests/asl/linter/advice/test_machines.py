"""The warnings on published state machines: each was looked at, and each is deserved.

The machines are no part of the project. They are looked for in the folder that ``COURSE_CONFORMANCE`` names, or in
``shared/conformance`` beside the checkout.
"""

import json
import os
from collections import Counter
from pathlib import Path

import pytest

from course.asl.linter.advice import ADVICE
from course.asl.linter.definition import Definition

ROOT = Path(__file__).resolve().parents[4]
MACHINES = Path(os.environ.get("COURSE_CONFORMANCE", ROOT.parent / "shared" / "conformance")) / "machines"
# By rule: how often it speaks, over all machines.
DESERVED = {
    "callback-without-timeout": 20,  # each would wait for a year
    "no-dollar": 6,  # "$.list_bucket" and the like arrive as texts
    "no-such-error": 4,  # States.TaskFailedId: a template was filled in wrongly
    "choice-without-default": 3,  # "buy" or "sell", LOW or HIGH, three triggers: and what if not?
    "overwritten-input": 3,  # $.batch_input and $.TaskStatus, which are in $.Payload and in $.SynthesisTask
    "no-such-answer": 2,  # $.error and $.cause of a StackSetOperation
    "polling-without-wait": 2,  # fis:getExperiment, asked without a pause
}


def definitions():
    files = sorted(MACHINES.glob("*.asl.json")) if MACHINES.is_dir() else []
    return [Definition(json.loads(file.read_text(encoding="utf-8"))) for file in files]


@pytest.mark.skipif(not MACHINES.is_dir(), reason="no machines: set COURSE_CONFORMANCE to their folder")
def test_the_warnings_on_published_machines_are_those_that_were_found_deserved():
    found = Counter(
        rule for definition in definitions() for rule, run in ADVICE.items() for _ in run(definition)
    )

    assert found == DESERVED
