"""State machines: create, update, describe, list, delete."""

from course.cloud import Account

PASS = {"A": {"Type": "Pass"}}
WAIT = {"W": {"Type": "Wait", "Seconds": 60}, "P": {"Type": "Pass"}}
WAIT["W"]["Next"] = "P"
ROLE = "arn:aws:iam::123456789012:role/states"
GROUP = "arn:aws:logs:us-east-1:123456789012:log-group:/aws/vendedlogs/states/sales:*"


def test_creating_the_same_once_more_is_harmless_and_leaves_role_and_tags(states) -> None:
    first = states.machine(tags=[{"key": "team", "value": "one"}])
    again = states.machine(roleArn=f"{ROLE}-2", tags=[{"key": "team", "value": "two"}])

    assert first == again
    assert ROLE == states.client.describe_state_machine(stateMachineArn=first)["roleArn"]
    assert [{"key": "team", "value": "one"}] == states.client.list_tags_for_resource(resourceArn=first)[
        "tags"
    ]


def test_a_name_that_is_taken_by_something_else_is_refused(states, definition_of) -> None:
    arn = states.machine("sales", PASS)
    wanted = {"name": "sales", "roleArn": ROLE}
    for other in (
        {"definition": definition_of(WAIT)},
        {"definition": definition_of(PASS), "type": "EXPRESS"},
        {"definition": definition_of(PASS), "tracingConfiguration": {"enabled": True}},
        {"definition": definition_of(PASS), "publish": True},
    ):
        refused = states.refusal("create_state_machine", **wanted, **other)

        assert ("StateMachineAlreadyExists", f"State Machine Already Exists: '{arn}'") == refused


def test_a_refused_definition_does_not_change_how_a_later_one_is_read(states, definition_of) -> None:
    bad = {"A": {"Type": "Pass", "Next": "Nowhere"}}
    wanted = {"name": "sales", "roleArn": ROLE}

    before = states.run(states.machine("before", WAIT))["status"]
    refused = [states.refusal("create_state_machine", definition=text, **wanted) for text in ("{", "[]", " ")]
    refused.append(states.refusal("create_state_machine", definition=definition_of(bad), **wanted))
    after = states.machine("sales", WAIT)

    assert {"InvalidDefinition"} == {code for code, _ in refused}
    assert definition_of(WAIT) == states.client.describe_state_machine(stateMachineArn=after)["definition"]
    assert "SUCCEEDED" == before == states.run(after)["status"]
    assert refused[3] == states.refusal("create_state_machine", definition=definition_of(bad), **wanted)


def test_a_definition_with_a_placeholder_was_not_filled_in(states, definition_of) -> None:
    task = {"A": {"Type": "Task", "Resource": "${Function}", "End": True}}
    refused = states.refusal(
        "create_state_machine", definition=definition_of(task), name="sales", roleArn=ROLE
    )

    words = "Value is not a valid resource ARN at /States/A/Resource"
    assert (
        "InvalidDefinition",
        f"Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: {words}'",
    ) == refused


def test_what_was_refused_leaves_nothing_behind(states, definition_of) -> None:
    too_many = [{"key": f"k{number}"} for number in range(51)]
    states.refusal(
        "create_state_machine", name="sales", definition=definition_of(PASS), roleArn=ROLE, tags=too_many
    )
    states.refusal("create_activity", name="approve", tags=too_many)

    assert [] == states.client.list_state_machines()["stateMachines"]
    assert [] == states.client.list_activities()["activities"]


def test_a_name_or_a_role_that_cannot_be_is_refused(states, definition_of) -> None:
    text = definition_of(PASS)

    assert ("InvalidName", "Invalid Name: 'a b'") == states.refusal(
        "create_state_machine", name="a b", definition=text, roleArn=ROLE
    )
    assert ("InvalidArn", "Invalid Role Arn: 'arn:aws:iam::role'") == states.refusal(
        "create_state_machine", name="sales", definition=text, roleArn="arn:aws:iam::role"
    )


def test_a_log_destination_must_be_the_arn_of_a_log_group_and_of_all_in_it(states, definition_of) -> None:
    def refusal(arn: str) -> tuple[str, str]:
        logging = {"level": "ALL", "destinations": [{"cloudWatchLogsLogGroup": {"logGroupArn": arn}}]}
        return states.refusal(
            "create_state_machine",
            name="sales",
            definition=definition_of(PASS),
            roleArn=ROLE,
            loggingConfiguration=logging,
        )

    assert (
        "InvalidLoggingConfiguration",
        "Invalid Logging Configuration: Log Group ARN must be provided with '*' qualifier.",
    ) == refusal(GROUP.removesuffix(":*"))
    assert "InvalidLoggingConfiguration" == refusal("arn:aws:s3:::bucket")[0]


def test_a_customers_key_is_kept_and_described(states) -> None:
    key = {
        "type": "CUSTOMER_MANAGED_KMS_KEY",
        "kmsKeyId": "arn:aws:kms:us-east-1:123456789012:key/1",
        "kmsDataKeyReusePeriodSeconds": 300,
    }

    arn = states.machine(encryptionConfiguration=key)

    assert key == states.client.describe_state_machine(stateMachineArn=arn)["encryptionConfiguration"]


def test_an_update_that_changes_nothing_begins_no_revision(states) -> None:
    arn = states.machine("sales", PASS)

    same, changed = states.update(arn, PASS), states.update(arn, WAIT)
    again = states.update(arn, WAIT)

    assert "revisionId" not in same
    assert changed["revisionId"] == again["revisionId"]


def test_an_update_holds_for_executions_that_start_after_it(states) -> None:
    arn = states.machine("sales", WAIT)
    before = states.start(arn)
    states.update(arn, {"F": {"Type": "Fail", "Error": "E"}})
    after = states.start(arn)
    states.account.settle()

    assert ("SUCCEEDED", "FAILED") == (states.described(before)["status"], states.described(after)["status"])
    assert "Wait" in states.client.describe_state_machine_for_execution(executionArn=before)["definition"]
    assert "Fail" in states.client.describe_state_machine_for_execution(executionArn=after)["definition"]


def test_metadata_alone_leaves_the_definition_out(states) -> None:
    arn = states.machine()

    described = states.client.describe_state_machine(stateMachineArn=arn, includedData="METADATA_ONLY")

    assert "definition" not in described
    assert "sales" == described["name"]


def test_lists_come_in_pages_to_their_end(states) -> None:
    for number in range(5):
        states.machine(f"sales-{number}")
    pages = states.client.get_paginator("list_state_machines").paginate(PaginationConfig={"PageSize": 2})

    assert [["sales-0", "sales-1"], ["sales-2", "sales-3"], ["sales-4"]] == [
        [each["name"] for each in page["stateMachines"]] for page in pages
    ]


def test_a_token_of_another_list_is_refused(states) -> None:
    states.machine("one")
    states.machine("two")
    token = states.client.list_state_machines(maxResults=1)["nextToken"]

    for refused in (
        states.refusal("list_activities", nextToken=token),
        states.refusal("list_state_machines", nextToken="Invalid"),
    ):
        assert ("InvalidToken", "Invalid Token: 'Invalid token'") == refused


def test_deleting_stops_what_is_under_way_at_its_next_transition(states) -> None:
    arn = states.machine("sales", WAIT)
    execution = states.start(arn)
    states.account.clock.advance(1)

    states.client.delete_state_machine(stateMachineArn=arn)
    during = states.client.describe_state_machine(stateMachineArn=arn)["status"]
    refusals = [
        states.refusal("start_execution", stateMachineArn=arn)[0],
        states.refusal("update_state_machine", stateMachineArn=arn, roleArn=ROLE)[0],
        states.refusal("publish_state_machine_version", stateMachineArn=arn)[0],
    ]
    states.account.settle()

    assert "DELETING" == during
    assert ["StateMachineDeleting"] * 3 == refusals
    assert "ABORTED" == states.described(execution)["status"]
    assert 60 == (states.described(execution)["stopDate"] - states.described(execution)["startDate"]).seconds
    assert ("StateMachineDoesNotExist", f"State Machine Does Not Exist: '{arn}'") == states.refusal(
        "describe_state_machine", stateMachineArn=arn
    )


def test_deleting_what_is_not_there_is_harmless(states) -> None:
    arn = states.machine()
    for _ in range(2):
        states.client.delete_state_machine(stateMachineArn=arn)

    assert [] == states.client.list_state_machines()["stateMachines"]


def test_the_arn_of_a_map_state_is_no_state_machines(states) -> None:
    arn = states.machine()

    for operation in ("describe_state_machine", "delete_state_machine", "start_execution", "list_executions"):
        assert "ValidationException" == states.refusal(operation, stateMachineArn=f"{arn}/Label")[0]


def test_accounts_know_nothing_of_each_others_machines(states, new_states) -> None:
    states.machine()

    with Account() as other:
        found = new_states(other).client.list_state_machines()["stateMachines"]

    assert [] == found
