"""A template says by references what an account says by addresses, and deploys in another account."""

import json
import re

import pytest

IDLE = "def handler(event, context): return event"
OWN = re.compile(r"123456789012|us-east-1")


def _references(node):
    """The names that a template's part refers to; those of AWS left out."""
    if isinstance(node, list):
        return [name for each in node for name in _references(each)]
    if not isinstance(node, dict):
        return []
    found = []
    for key, value in node.items():
        if key == "Ref":
            found.append(value)
        elif key == "Fn::GetAtt":
            found.append(value[0])
        elif key == "Fn::Sub":
            found += [name.split(".")[0] for name in re.findall(r"\$\{([^!}][^}]*)\}", value)]
        elif key == "DependsOn":
            found += [value] if isinstance(value, str) else value
        else:
            found += _references(value)
    return [name for name in found if not name.startswith("AWS::")]


def _without_code(node):
    if isinstance(node, dict):
        return {key: _without_code(value) for key, value in node.items() if key != "ZipFile"}
    return [_without_code(each) for each in node] if isinstance(node, list) else node


@pytest.mark.parametrize("format", ["sam", "cloudformation"])
def test_every_reference_leads_to_a_resource_or_a_parameter(shop, format):
    template = shop.template(format)
    found = set(_references(template))

    assert found
    assert set() == found - template["Resources"].keys() - template["Parameters"].keys()


@pytest.mark.parametrize("format", ["sam", "cloudformation"])
def test_nothing_names_the_account_or_its_region(shop, format):
    template = shop.template(format)

    assert [] == OWN.findall(json.dumps(_without_code(template["Resources"])))


def test_an_address_becomes_the_attribute_that_gives_it(shop):
    variables = shop.resource("CollectFunction")["Environment"]["Variables"]

    assert {
        "QUEUE": {"Ref": "OrdersQQueue"},
        "TOPIC": {"Ref": "OrdersTopic"},
        "BUCKET": {"Fn::Sub": "notes-${AWS::AccountId}-${AWS::Region}"},
    } == variables


def test_an_address_within_a_text_becomes_a_substitution(shop):
    assert {"Fn::Sub": '{"QueueUrl": "${DeadQQueue}", "MessageBody": "x"}'} == shop.resource("OnceSchedule")[
        "Target"
    ]["Input"]


def test_a_definition_has_names_in_place_of_addresses(shop):
    machine = shop.resource("OrdersStateMachine")
    states = json.loads(machine["DefinitionString"])["States"]

    assert "${OrdersQQueueRef}" == states["Send"]["Parameters"]["QueueUrl"]
    assert {"Ref": "OrdersQQueue"} == machine["DefinitionSubstitutions"]["OrdersQQueueRef"]


def test_a_dollar_and_a_brace_of_the_learners_stay_what_they_are(lab):
    lab.function(IDLE, Environment={"Variables": {"A": "${x} arn:aws:s3:::other", "B": "${x}"}})
    template = json.loads(lab.account.export(syntax="json"))
    variables = template["Resources"]["SalesFunction"]["Properties"]["Environment"]["Variables"]

    assert {"A": {"Fn::Sub": "${!x} arn:${AWS::Partition}:s3:::other"}, "B": "${x}"} == variables


def test_two_functions_that_name_each_other_are_no_circle(lab, complaints):
    for name, other in (("ping", "pong"), ("pong", "ping")):
        arn = f"arn:aws:lambda:us-east-1:123456789012:function:{other}"
        lab.function(IDLE, name, Environment={"Variables": {"OTHER": arn}})
    text = lab.account.export(syntax="json")
    resources = json.loads(text)["Resources"]
    others = [
        resources[name]["Properties"]["Environment"]["Variables"]["OTHER"]
        for name in ("PingFunction", "PongFunction")
    ]

    assert [] == complaints(text)
    assert {"Fn::GetAtt", "Fn::Sub"} == {key for other in others for key in other}


def test_dead_letter_queues_that_set_aside_to_each_other_are_no_circle(lab, complaints):
    urls = {name: lab.queue(name) for name in ("a", "b")}
    for name, other in (("a", "b"), ("b", "a")):
        policy = {"deadLetterTargetArn": lab.arn(urls[other]), "maxReceiveCount": 3}
        lab.sqs.set_queue_attributes(QueueUrl=urls[name], Attributes={"RedrivePolicy": json.dumps(policy)})

    assert [] == complaints(lab.account.export())


def test_a_machine_that_starts_itself_is_no_circle(lab, complaints):
    again = {
        "Type": "Task",
        "Resource": "arn:aws:states:::states:startExecution",
        "Parameters": {"StateMachineArn": "arn:aws:states:us-east-1:123456789012:stateMachine:loop"},
        "End": True,
    }
    lab.account.client("stepfunctions").create_state_machine(
        name="loop",
        definition=json.dumps({"StartAt": "Again", "States": {"Again": again}}),
        roleArn="arn:aws:iam::123456789012:role/lab",
    )
    text = lab.account.export(syntax="json")
    properties = json.loads(text)["Resources"]["LoopStateMachine"]["Properties"]

    assert [] == complaints(text)
    assert {"AccountId": {"Ref": "AWS::AccountId"}, "Region": {"Ref": "AWS::Region"}} == properties[
        "DefinitionSubstitutions"
    ]


def test_a_bucket_waits_for_those_that_it_tells(shop):
    assert ["OrdersQQueuePolicy", "PackS3Permission"] == shop.template()["Resources"]["NotesBucket"][
        "DependsOn"
    ]
