"""What cannot be asked for is refused, with a sentence that says what to ask for instead."""

import tomllib
from pathlib import Path

import pytest

from course.cloud.faults import MEANINGS, FaultError

CASES = tomllib.loads(Path(__file__).with_name("refusals.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["what"])
def test_it_is_refused(account, case):
    with pytest.raises(FaultError) as caught:
        getattr(account.faults, case["kind"])(*case["asked"], **case.get("with", {}))

    assert case["says"] in str(caught.value)
    assert 0 == len(account.faults)


_WORDS = {
    "call": ("sqs", "SendMessage"),
    "delivery": ("sns", "delivery"),
    "handover": ("sqs", "delivery"),
    "invocation": ("lambda", "invocation"),
    "partner": ("http", "invocation"),
    "message": ("sqs", "message"),
    "entry": ("events", "entry"),
    "state": ("stepfunctions", "state"),
}


@pytest.mark.parametrize("place", MEANINGS)
@pytest.mark.parametrize("kind", ["fail", "throttle", "delay", "duplicate", "drop"])
def test_what_stands_in_the_table_can_be_asked_for_and_nothing_else(account, place, kind):
    asked = {"seconds": 1} if kind == "delay" else {}
    if kind in MEANINGS[place]:
        assert place == getattr(account.faults, kind)(*_WORDS[place], **asked).place
    else:
        with pytest.raises(FaultError):
            getattr(account.faults, kind)(*_WORDS[place], **asked)
