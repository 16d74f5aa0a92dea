"""Policies of every kind: what is read, and what is refused."""

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.cloud.policies import (
    BUCKET,
    BUS,
    FUNCTION,
    IDENTITY,
    QUEUE,
    TOPIC,
    TRUST,
    Asked,
    Kind,
    PolicyError,
    decide,
    examine,
    keys,
    policy,
    principal_of,
    read,
)

ROLE = {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "*"}
MALFORMED = [
    (IDENTITY, {**ROLE, "Principal": "*"}, "Statement[0]", "it has Principal"),
    (IDENTITY, {**ROLE, "Action": "SendMessage"}, "Statement[0].Action", "no action of AWS"),
    (IDENTITY, {**ROLE, "Resources": "*"}, "Statement[0]", "no element 'Resources'"),
    (IDENTITY, {"Effect": "Allow", "Action": "sqs:*"}, "Statement[0]", "it has no Resource"),
    (TRUST, {**ROLE, "Action": "sts:AssumeRole", "Principal": "*"}, "Statement[0]", "it has Resource"),
    (TRUST, {"Effect": "Allow", "Action": "sqs:SendMessage", "Principal": "*"}, "Statement[0].Action", "STS"),
    (TOPIC, {**ROLE, "Principal": "*"}, "Statement[0].Action", "no action of SNS"),
    (FUNCTION, {**ROLE, "Action": "lambda:InvokeFunction"}, "Statement[0]", "it has no Principal"),
    (BUS, {**ROLE, "Principal": {"AWS": []}}, "Statement[0].Principal.AWS", "found []"),
    (BUCKET, {**ROLE, "Action": "s3:GetObject", "Principal": "me"}, "Statement[0].Principal", "found 'me'"),
]


@pytest.mark.parametrize("kind,statement,where,found", MALFORMED)
def test_a_malformed_policy_is_refused_at_its_place(
    kind: Kind, statement: Any, where: str, found: str
) -> None:
    with pytest.raises(PolicyError, match=r"[.?]$") as caught:
        read({"Statement": statement}, kind)

    assert where == caught.value.where
    assert found in caught.value.found


@pytest.mark.parametrize("kind,statement", [case[:2] for case in MALFORMED])
def test_a_malformed_policy_is_a_finding_and_allows_nothing(kind: Kind, statement: Any) -> None:
    found = policy("the policy", kind, {"Statement": statement})

    assert ["malformed"] == [each.code for each in examine(found, "123456789012")]
    assert not _decided([found]).allowed


def test_the_same_statement_is_read_alike_as_text_and_as_an_object() -> None:
    document = {"Version": "2012-10-17", "Statement": [ROLE]}

    assert read(document) == read(json.dumps(document))


_json = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(["*", "Allow", "sqs:*"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["AWS", "Service", "ArnLike", "aws:SourceArn"]) | st.text(), inner, max_size=3
        )
    ),
)
_anything = st.fixed_dictionaries(
    {},
    optional={
        name: _json | st.sampled_from(["Allow", "Deny", "*", "sqs:SendMessage"])
        for name in (
            "Sid",
            "Effect",
            "Principal",
            "NotPrincipal",
            "Action",
            "NotAction",
            "Resource",
            "Condition",
        )
    },
)


@given(_json | st.fixed_dictionaries({"Statement": st.lists(_anything, max_size=3) | _anything}))
def test_whatever_is_given_is_read_or_refused_and_never_breaks(document: Any) -> None:
    for kind in (IDENTITY, TRUST, QUEUE, TOPIC, BUS):
        with suppress(PolicyError):
            read(document, kind)
        found = policy("it", kind, document)
        examine(found, "123456789012")
        _decided([found])


_statement = st.fixed_dictionaries(
    {
        "Effect": st.sampled_from(["Allow", "Deny"]),
        "Action": st.sampled_from(["*", "sqs:*", "sqs:SendMessage", "sqs:Receive*", "sns:Publish"]),
        "Resource": st.sampled_from(["*", "arn:aws:sqs:us-east-1:123456789012:a", "arn:aws:sqs:*:*:b"]),
    },
    optional={
        "Condition": st.sampled_from(
            [
                {"Bool": {"aws:SecureTransport": True}},
                {"Bool": {"aws:SecureTransport": "false"}},
                {"StringEquals": {"aws:PrincipalAccount": "123456789012"}},
            ]
        )
    },
)
_statements = st.lists(_statement, min_size=1, max_size=5)


@given(_statements)
def test_a_deny_beats_every_allow(statements: list[Any]) -> None:
    denying = {"Effect": "Deny", "Action": "sqs:SendMessage", "Resource": "*"}

    decision = _decided([policy("it", IDENTITY, {"Statement": [*statements, denying]})])

    assert not decision.allowed
    assert decision.effect == "Deny"


@given(_statements.flatmap(lambda found: st.tuples(st.just(found), st.permutations(found))))
def test_the_order_of_statements_does_not_matter(pair: tuple[list[Any], list[Any]]) -> None:
    one, other = (_decided([policy("it", IDENTITY, {"Statement": each})]) for each in pair)

    assert (one.allowed, one.effect) == (other.allowed, other.effect)


@given(_statements, st.integers(0, 4))
def test_it_does_not_matter_over_which_policies_statements_are_spread(
    statements: list[Any], cut: int
) -> None:
    parts = [each for each in (statements[:cut], statements[cut:]) if each]

    whole = _decided([policy("it", IDENTITY, {"Statement": statements})])
    spread = _decided([policy(f"it {n}", IDENTITY, {"Statement": each}) for n, each in enumerate(parts)])

    assert (whole.allowed, whole.effect) == (spread.allowed, spread.effect)


def _decided(policies: list[Any]) -> Any:
    principal = principal_of("arn:aws:iam::123456789012:role/sales")
    queue = "arn:aws:sqs:us-east-1:123456789012:a"
    return decide(Asked(principal, "sqs:SendMessage", queue, keys(principal)), policies, "123456789012")
