"""What a call of boto3 asks of IAM."""

import tomllib
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from course.cloud.policies import permissions

CASES = tomllib.loads((Path(__file__).parent / "actions.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize(
    "case", CASES, ids=lambda case: f"{case['service']} {case['call']} {len(str(case['with']))}"
)
def test_a_call_asks_for_the_action_and_the_resource_that_iam_knows(
    guarded: Any, case: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[str]] = []
    wanted = permissions.wanted

    def noted(made: Any) -> list[tuple[str, str]]:
        pairs = wanted(made)
        asked[:] = [list(pair) for pair in pairs]
        return pairs

    monkeypatch.setattr(permissions, "wanted", noted)

    with suppress(ClientError):
        getattr(guarded.account.client(case["service"]), case["call"])(**case["with"])

    assert case["asks"] == asked
