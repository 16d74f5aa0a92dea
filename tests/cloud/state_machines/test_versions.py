"""Versions and aliases: numbers and names for revisions, and which of them an execution runs."""

from collections import Counter

import pytest

from course.cloud import Account

ANSWER_1 = {"A": {"Type": "Pass", "Result": 1}}
ANSWER_2 = {"A": {"Type": "Pass", "Result": 2}}


@pytest.fixture
def two_versions(states) -> str:
    """A state machine whose version 1 answers 1 and version 2 answers 2."""
    arn = states.machine("sales", ANSWER_1, publish=True)
    states.update(arn, ANSWER_2, publish=True)
    return arn


def routing(arn: str, *weights: int) -> list[dict]:
    return [
        {"stateMachineVersionArn": f"{arn}:{number}", "weight": weight}
        for number, weight in enumerate(weights, 1)
    ]


def test_a_version_stays_as_it_was_published(states, two_versions) -> None:
    answers = [states.run(f"{two_versions}:{number}")["output"] for number in (1, 2)]

    assert ["1", "2"] == answers


def test_publishing_the_same_revision_again_gives_the_same_version(states, two_versions) -> None:
    again = states.client.publish_state_machine_version(stateMachineArn=two_versions)

    assert f"{two_versions}:2" == again["stateMachineVersionArn"]


def test_publishing_another_revision_than_is_meant_is_refused(states, two_versions) -> None:
    known = states.client.describe_state_machine(stateMachineArn=two_versions)["revisionId"]

    assert (
        "ConflictException",
        f"Failed to publish the State Machine version for revision other. The current State Machine revision is {known}.",
    ) == states.refusal("publish_state_machine_version", stateMachineArn=two_versions, revisionId="other")


def test_the_number_of_a_deleted_version_is_not_given_again(states, two_versions) -> None:
    states.client.delete_state_machine_version(stateMachineVersionArn=f"{two_versions}:2")
    states.update(two_versions, ANSWER_1 | {})
    third = states.update(two_versions, ANSWER_2, publish=True)["stateMachineVersionArn"]

    listed = states.client.list_state_machine_versions(stateMachineArn=two_versions)["stateMachineVersions"]

    assert [third, f"{two_versions}:1"] == [each["stateMachineVersionArn"] for each in listed]
    assert f"{two_versions}:3" == third


def test_executions_know_and_are_listed_by_the_version_they_were_started_with(states, two_versions) -> None:
    states.run(two_versions)
    described = states.run(f"{two_versions}:1")

    listed = states.client.list_executions(stateMachineArn=f"{two_versions}:1")["executions"]

    assert f"{two_versions}:1" == described["stateMachineVersionArn"]
    assert [described["executionArn"]] == [each["executionArn"] for each in listed]
    assert 2 == len(states.client.list_executions(stateMachineArn=two_versions)["executions"])


def test_an_alias_sends_executions_to_its_versions_by_weight(states, two_versions) -> None:
    alias = states.client.create_state_machine_alias(
        name="live", routingConfiguration=routing(two_versions, 80, 20)
    )["stateMachineAliasArn"]

    answers = Counter(states.run(alias)["output"] for _ in range(100))

    assert {"1", "2"} == set(answers)
    assert 65 < answers["1"] < 95


def test_the_same_seed_takes_the_same_versions(new_states) -> None:
    def taken(seed: int) -> list[str]:
        with Account(seed) as account:
            states = new_states(account)
            arn = states.machine("sales", ANSWER_1, publish=True)
            states.update(arn, ANSWER_2, publish=True)
            states.client.create_state_machine_alias(name="live", routingConfiguration=routing(arn, 50, 50))
            return [states.run(f"{arn}:live")["output"] for _ in range(20)]

    assert taken(1) == taken(1)
    assert taken(1) != taken(2)


def test_an_alias_that_is_moved_moves_what_starts_after_it(states, two_versions) -> None:
    client = states.client
    alias = client.create_state_machine_alias(
        name="live", routingConfiguration=[{"stateMachineVersionArn": f"{two_versions}:1", "weight": 100}]
    )["stateMachineAliasArn"]
    before = states.run(alias)
    client.update_state_machine_alias(
        stateMachineAliasArn=alias,
        routingConfiguration=[{"stateMachineVersionArn": f"{two_versions}:2", "weight": 100}],
    )
    after = states.run(alias)

    assert ("1", "2") == (before["output"], after["output"])
    assert (alias, f"{two_versions}:2") == (after["stateMachineAliasArn"], after["stateMachineVersionArn"])


def test_an_alias_again_is_harmless_only_if_it_is_the_same(states, two_versions) -> None:
    wanted = {"name": "live", "routingConfiguration": routing(two_versions, 80, 20)}
    first = states.client.create_state_machine_alias(**wanted)["stateMachineAliasArn"]

    assert first == states.client.create_state_machine_alias(**wanted)["stateMachineAliasArn"]
    assert "ConflictException" == states.refusal("create_state_machine_alias", **wanted, description="x")[0]
    assert (
        "ConflictException"
        == states.refusal(
            "create_state_machine_alias", name="live", routingConfiguration=routing(two_versions, 100)
        )[0]
    )


def test_a_version_that_an_alias_needs_is_not_deleted(states, two_versions) -> None:
    alias = states.client.create_state_machine_alias(
        name="live", routingConfiguration=routing(two_versions, 80, 20)
    )["stateMachineAliasArn"]

    version = f"{two_versions}:1"
    refused = states.refusal("delete_state_machine_version", stateMachineVersionArn=version)
    states.client.delete_state_machine_alias(stateMachineAliasArn=alias)
    states.client.delete_state_machine_version(stateMachineVersionArn=version)

    assert (
        "ConflictException",
        (
            "Version to be deleted must not be referenced by an alias. "
            "Current list of aliases referencing this version: [live]"
        ),
    ) == refused
    assert ("StateMachineDoesNotExist", f"State Machine Does Not Exist: '{version}'") == states.refusal(
        "describe_state_machine", stateMachineArn=version
    )


def test_the_aliases_of_one_version_are_listed(states, two_versions) -> None:
    for name, weights in (("both", (80, 20)), ("first", (100,))):
        states.client.create_state_machine_alias(
            name=name, routingConfiguration=routing(two_versions, *weights)
        )

    def names(arn: str) -> list[str]:
        found = states.client.list_state_machine_aliases(stateMachineArn=arn)["stateMachineAliases"]
        return [each["stateMachineAliasArn"].rpartition(":")[2] for each in found]

    assert ["both", "first"] == names(two_versions)
    assert ["both"] == names(f"{two_versions}:2")


def test_what_takes_no_version_refuses_one(states, two_versions) -> None:
    version = f"{two_versions}:1"

    for operation in ("delete_state_machine", "publish_state_machine_version", "list_state_machine_versions"):
        assert "ValidationException" == states.refusal(operation, stateMachineArn=version)[0]


def test_what_takes_an_alias_refuses_a_version_and_a_state_machine(states, two_versions) -> None:
    for operation in ("describe_state_machine_alias", "delete_state_machine_alias"):
        for arn in (two_versions, f"{two_versions}:1"):
            assert ("ValidationException", f"State machine alias ARN is invalid: {arn}") == states.refusal(
                operation, stateMachineAliasArn=arn
            )


def test_deleting_an_alias_that_is_not_there_is_harmless_and_describing_it_is_refused(
    states, two_versions
) -> None:
    states.client.delete_state_machine_alias(stateMachineAliasArn=f"{two_versions}:gone")

    assert ("ResourceNotFound", "Request references a resource that does not exist.") == states.refusal(
        "describe_state_machine_alias", stateMachineAliasArn=f"{two_versions}:gone"
    )
