"""What a target receives of an event. Cases are in the file beside."""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from course.cloud.events import paths

CASES = tomllib.loads((Path(__file__).parent / "inputs.toml").read_text(encoding="utf-8"))["case"]
DETAIL = {
    "id": "x1",
    "say": 'he said "hi"',
    "amount": 5.5,
    "paid": True,
    "nothing": None,
    "tags": ["p", "q"],
    "who": {"name": "Ann"},
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_target_receives_what_it_asks_for(shop, case: dict[str, Any]) -> None:
    shop.rule({"Arn": shop.queue(), **case["target"]})
    shop.put(DETAIL, Resources=["a", "b"])
    [message] = shop.received()
    body = message["Body"]

    assert case.get("body", body) == body
    assert json.loads(case.get("json", "0")) == (json.loads(body) if "json" in case else 0)


def test_the_whole_event_can_stand_in_a_template_with_its_detail_or_without(shop):
    template = '{"all": <aws.events.event.json>, "head": <aws.events.event>}'
    shop.rule({"Arn": shop.queue(), "InputTransformer": {"InputTemplate": template}})
    shop.put(DETAIL)
    [body] = shop.bodies()

    assert DETAIL == body["all"]["detail"]
    assert body["head"] == {name: value for name, value in body["all"].items() if name != "detail"}


def test_an_input_path_that_leads_nowhere_is_a_delivery_that_fails(shop):
    shop.rule({"Arn": shop.queue(), "InputPath": "$.detail.no"})
    shop.put(DETAIL)

    assert ("lost", "InputPath $.detail.no leads nowhere in this event") == (
        shop.last()["status"],
        shop.last()["reason"],
    )


@pytest.mark.parametrize("path", ["", "detail", "$detail", "$.", "$[", "$.a[x]", "$.a['b", "$..a", "$.*"])
def test_a_text_that_is_no_path_is_refused(path: str) -> None:
    with pytest.raises(paths.PathError):
        paths.read(path)
