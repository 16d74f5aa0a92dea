"""Queue policies read without an account: files in two folders whose names are the verdicts.

`queue_policies`: `only_` lets the topic send and nobody else, `admits_` lets others send too, `public_` lets anybody
send, `refuses_` keeps the topic out. `malformed_queue_policies`: the name begins with the place of the mistake.
"""

import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course.cloud.queue_policy import PolicyError, admits, admits_only, explain, is_public, who_may_send

QUEUE = "arn:aws:sqs:us-east-1:123456789012:sales"
TOPIC = "arn:aws:sns:us-east-1:123456789012:payments"
HERE = Path(__file__).parent
POLICIES = sorted((HERE / "queue_policies").glob("*.json"))
MALFORMED = sorted((HERE / "malformed_queue_policies").glob("*.json"))
# verdict: admits, admits_only, is_public
VERDICTS = {
    "only": (True, True, False),
    "admits": (True, False, False),
    "public": (True, False, True),
    "refuses": (False, False, False),
}


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.stem)
def test_a_policy_gets_the_verdict_its_file_name_states(path: Path) -> None:
    policy = path.read_text(encoding="utf-8")

    actual = (
        admits(policy, queue_arn=QUEUE, source_arn=TOPIC),
        admits_only(policy, queue_arn=QUEUE, source_arn=TOPIC),
        is_public(policy, QUEUE),
    )

    assert VERDICTS[path.stem.partition("_")[0]] == actual


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.stem)
def test_an_object_is_read_like_its_text(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert who_may_send(text, QUEUE) == who_may_send(json.loads(text), QUEUE)


@pytest.mark.parametrize("path", MALFORMED, ids=lambda path: path.stem)
def test_a_malformed_policy_is_refused_at_its_place_with_a_remedy(path: Path) -> None:
    with pytest.raises(PolicyError) as caught:
        who_may_send(path.read_text(encoding="utf-8"), QUEUE)

    assert path.stem.partition(" - ")[0] == caught.value.where
    assert caught.value.found
    assert caught.value.remedy.endswith((".", "?"))


@pytest.mark.parametrize("nothing", [None, ""])
def test_a_queue_without_a_policy_admits_no_topic_and_is_not_public(nothing: str | None) -> None:
    verdict = explain(nothing, queue_arn=QUEUE, source_arn=TOPIC)

    assert not verdict.admitted
    assert ("The queue has no policy, so it refuses every sender but its owner.",) == verdict.reasons
    assert [] == who_may_send(nothing, QUEUE)
    assert not is_public(nothing, QUEUE)


def test_a_grant_shows_who_may_send_from_where() -> None:
    [grant] = who_may_send(_policy("only_source_arn_and_account"), QUEUE)

    assert grant.principals == ("sns.amazonaws.com",)
    assert grant.actions == ("sqs:SendMessage",)
    assert grant.source_arns == (TOPIC,)
    assert grant.accounts == ("123456789012",)
    assert grant.effect == "Allow"
    assert not grant.public


def test_a_condition_this_reader_does_not_know_is_named() -> None:
    policy = _policy("refuses_unknown_condition")

    [grant] = who_may_send(policy, QUEUE)
    [reason] = explain(policy, queue_arn=QUEUE, source_arn=TOPIC).reasons

    assert grant.unread == ("StringEquals aws:principalorgid",)
    assert "does not know the condition StringEquals aws:principalorgid" in reason


@pytest.mark.parametrize(
    "name,words",
    [
        ("refuses_other_topic", f"is not satisfied by {TOPIC}"),
        ("refuses_other_queue", f"its resource is {QUEUE}-archive, not {QUEUE}"),
        ("refuses_receive_only", "its actions (sqs:ReceiveMessage) leave out sqs:SendMessage"),
        ("refuses_other_service", "its principal is events.amazonaws.com, not the service sns.amazonaws.com"),
        ("refuses_deny_wins", f"Deny applies to sns.amazonaws.com for {TOPIC}"),
    ],
)
def test_a_refusal_is_explained(name: str, words: str) -> None:
    verdict = explain(_policy(name), queue_arn=QUEUE, source_arn=TOPIC)

    assert words in " ".join(verdict.reasons)


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.stem)
def test_what_a_policy_admits_does_not_depend_on_the_order_of_its_statements(path: Path) -> None:
    policy = json.loads(path.read_text(encoding="utf-8"))
    statements = policy["Statement"] if isinstance(policy["Statement"], list) else [policy["Statement"]]
    turned = {**policy, "Statement": statements[::-1]}

    assert admits(policy, queue_arn=QUEUE, source_arn=TOPIC) == admits(
        turned, queue_arn=QUEUE, source_arn=TOPIC
    )
    assert is_public(policy, QUEUE) == is_public(turned, QUEUE)


def test_a_pattern_full_of_stars_is_read_at_once() -> None:
    policy = {**_policy("only_service_principal")}
    policy["Statement"][0]["Resource"] = "*a" * 60 + "*!"

    assert not admits(policy, queue_arn="a" * 200, source_arn=TOPIC)


_words = st.sampled_from(
    [
        "Version",
        "Statement",
        "Effect",
        "Principal",
        "Action",
        "Resource",
        "Condition",
        "Allow",
        "*",
        "sqs:*",
        "AWS",
    ]
)
_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | _words,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_words | st.text(), inner, max_size=6),
)
_statement = st.fixed_dictionaries(
    {"Effect": st.sampled_from(["Allow", "Deny"])},
    optional={
        "Principal": _json,
        "Action": st.sampled_from(["sqs:*", "sqs:SendMessage"]) | _json,
        "Resource": st.just("*") | _json,
        "Condition": _json | st.dictionaries(st.sampled_from(["ArnLike", "Null", "Bool"]), _json, max_size=2),
    },
)


@settings(derandomize=True, deadline=None, max_examples=120)
@given(_json | st.fixed_dictionaries({"Statement": st.lists(_statement, max_size=3) | _json}))
def test_any_json_is_read_or_refused_as_a_policy_error(policy: object) -> None:
    with suppress(PolicyError):
        who_may_send(policy, QUEUE)
        explain(policy, queue_arn=QUEUE, source_arn=TOPIC)
        is_public(policy, QUEUE)


def _policy(name: str) -> dict[str, list[dict[str, object]]]:
    read: dict[str, list[dict[str, object]]] = json.loads(
        (HERE / "queue_policies" / f"{name}.json").read_text(encoding="utf-8")
    )
    return read
