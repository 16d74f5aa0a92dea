"""Tags of state machines and activities."""

from typing import Any


def tags_of(states: Any, arn: str) -> dict[str, str]:
    found = states.client.list_tags_for_resource(resourceArn=arn)["tags"]
    return {each["key"]: each["value"] for each in found}


def test_tags_are_added_replaced_and_removed(states) -> None:
    arn = states.machine(tags=[{"key": "team", "value": "a"}, {"key": "stage", "value": "x"}])
    states.client.tag_resource(
        resourceArn=arn, tags=[{"key": "team", "value": "b"}, {"key": "new", "value": ""}]
    )
    states.client.untag_resource(resourceArn=arn, tagKeys=["stage", "never"])

    assert {"team": "b", "new": ""} == tags_of(states, arn)


def test_activities_have_tags_too(states) -> None:
    arn = states.client.create_activity(name="approve", tags=[{"key": "k", "value": "v"}])["activityArn"]

    assert {"k": "v"} == tags_of(states, arn)


def test_fifty_tags_are_the_most(states) -> None:
    arn = states.machine(tags=[{"key": str(number), "value": ""} for number in range(50)])

    assert ("TooManyTags", f"Too many tags: '{arn}'") == states.refusal(
        "tag_resource", resourceArn=arn, tags=[{"key": "one more", "value": ""}]
    )
    states.client.tag_resource(resourceArn=arn, tags=[{"key": "7", "value": "changed"}])
    assert "changed" == tags_of(states, arn)["7"]


def test_a_tag_without_a_key_is_refused(states) -> None:
    assert (
        "ValidationException",
        (
            "1 validation error detected: Value null at 'tags.1.member.key' failed to satisfy constraint: "
            "Member must not be null"
        ),
    ) == states.refusal("tag_resource", resourceArn=states.machine(), tags=[{"value": "v"}])


def test_what_is_not_there_has_no_tags(states) -> None:
    arn = states.machine()
    states.client.delete_state_machine(stateMachineArn=arn)

    assert ("ResourceNotFound", f"Resource not found: '{arn}'") == states.refusal(
        "list_tags_for_resource", resourceArn=arn
    )
