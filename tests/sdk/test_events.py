"""Handlers that are shared are heard as if they were copied, and nobody hears of another's."""

from copy import copy
from typing import Any

import botocore.session
import pytest
from botocore.handlers import BUILTIN_HANDLERS
from botocore.hooks import EVENT_ALIASES, EventAliaser, HierarchicalEmitter

from course import sdk
from course.sdk.events import Aliases, Events


def _heard(emitter: Any, event: str) -> list[Any]:
    return [answer for _, answer in emitter.emit(event)]


def _says(text: str) -> Any:
    return lambda **_: text


def test_a_copy_hears_what_its_original_heard_and_then_goes_its_own_way() -> None:
    first = Events()
    first.register("before-send.sqs", _says("all"))
    second = copy(first)
    second.register("before-send.sqs", _says("second"))
    first.register("before-send.sqs", _says("first"))
    third = copy(second)
    third.register_first("before-send", _says("third"))

    assert ["all", "first"] == _heard(first, "before-send.sqs.SendMessage")
    assert ["all", "second"] == _heard(second, "before-send.sqs.SendMessage")
    assert ["all", "second", "third"] == _heard(third, "before-send.sqs.SendMessage")


def test_what_a_copy_no_longer_hears_its_original_does() -> None:
    said, first = _says("all"), Events()
    first.register("before-send.sqs", said)
    second = copy(first)
    second.unregister("before-send.sqs", said)
    second.unregister("before-send.sqs", said)  # harmless, as botocore's

    assert ["all"] == _heard(first, "before-send.sqs")
    assert [] == _heard(second, "before-send.sqs")


def test_a_handler_with_an_id_is_heard_once_in_each_copy() -> None:
    first = Events()
    first.register("before-send", _says("one"), unique_id="id")
    second = copy(first)
    second.register("before-send", _says("again"), unique_id="id")
    second.unregister("before-send", unique_id="id")

    assert ["one"] == _heard(first, "before-send")
    assert [] == _heard(second, "before-send")


@pytest.mark.parametrize("name", sorted({entry[0] for entry in BUILTIN_HANDLERS}))
def test_botocores_own_handlers_come_in_botocores_order(name: str) -> None:
    usual: Any = botocore.session.Session(event_hooks=HierarchicalEmitter())
    ours: Any = botocore.session.Session(event_hooks=Events())
    event = name.replace("*", "something") + ".more"

    found = [
        list(copy(session.get_component("event_emitter"))._emitter._handlers.prefix_search(event))
        for session in (usual, ours)
    ]

    assert found[0] == found[1]


@pytest.mark.parametrize("part", [*EVENT_ALIASES, "sqs", "s3.PutObject", "xlogs.CreateExportTask", "logs"])
@pytest.mark.parametrize("place", ["{}", "before-send.{}", "docs.*.{}.Something.more"])
def test_an_event_has_the_other_name_that_botocore_gives_it(part: str, place: str) -> None:
    ours, usual = Aliases(Events()), EventAliaser(HierarchicalEmitter())
    event = place.format(part)

    found = [ours._alias_event_name(event), ours._alias_event_name(event)]

    assert [usual._alias_event_name(event)] * 2 == found


def test_what_one_client_hears_another_does_not() -> None:
    session = sdk.session("KEY", "SECRET", "us-east-1")
    one, other, heard = session.client("sqs"), session.client("sqs"), list[str]()
    for name, client in (("one", one), ("other", other)):
        client.meta.events.register(
            "provide-client-params.sqs.ListQueues", lambda name=name, **_: heard.append(name)
        )
    one.meta.events.emit("provide-client-params.sqs.ListQueues", params={}, model=None, context={})

    assert ["one"] == heard
