"""Clients that share what is alike behave as if each had its own."""

from typing import Any

from botocore.session import Session

from course import sdk
from course.cloud import Account

KEYS, REGION = ("KEY", "SECRET"), "us-east-1"


def test_clients_of_a_session_share_their_class_and_their_services_model() -> None:
    with Account():
        session = sdk.session(*KEYS, REGION)
        first, second = (session.client("sqs") for _ in range(2))

    assert type(first) is type(second)
    assert first.meta.service_model is second.meta.service_model


def test_what_is_added_to_a_class_is_there_from_the_next_client_on() -> None:
    def add(class_attributes: dict[str, Any], **_: Any) -> None:
        class_attributes["greets"] = lambda _: "hello"

    with Account():
        session = sdk.session(*KEYS, REGION)
        before = session.client("sqs")
        session.events.register("creating-client-class.sqs", add)
        added = session.client("sqs")
        session.events.unregister("creating-client-class.sqs", add)
        after = session.client("sqs")

    assert [False, True, False] == [hasattr(each, "greets") for each in (before, added, after)]
    assert "hello" == added.greets()


def test_what_only_one_client_hears_no_other_does() -> None:
    heard: list[str] = []
    with Account():
        session = sdk.session(*KEYS, REGION)
        first, second = (session.client("sqs") for _ in range(2))
        first.meta.events.register("before-call.sqs", lambda model, **_: heard.append(model.name))
        first.list_queues()
        second.list_queues()

    assert ["ListQueues"] == heard


def test_a_session_that_is_not_ours_makes_clients_as_ever() -> None:
    with Account():
        first, second = (Session().create_client("sqs", REGION) for _ in range(2))

    assert type(first) is not type(second)
    assert first.meta.service_model is not second.meta.service_model
