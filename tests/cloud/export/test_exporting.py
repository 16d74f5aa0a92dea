"""An export looks, and changes nothing; what it cannot say, it names."""

import json

import pytest

from course.cloud import Account
from course.cloud.export import ExportError


def _left_out(text):
    return json.loads(text)["Metadata"]["LeftOut"]


def test_an_export_leaves_no_trace_and_takes_no_time(lab):
    lab.queue()
    before = len(lab.account.trace), lab.clock.elapsed
    lab.account.export()

    assert before == (len(lab.account.trace), lab.clock.elapsed)


def test_an_export_changes_nothing_of_what_comes_after(new_lab):
    def after(*, exported):
        with Account() as account:
            lab = new_lab(account)
            url = lab.queue()
            if exported:
                account.export()
            return lab.sqs.send_message(QueueUrl=url, MessageBody="x")["MessageId"]

    assert after(exported=False) == after(exported=True)


def test_the_same_account_is_exported_the_same(lab):
    lab.subscribe(lab.topic(), lab.arn(lab.queue()))

    assert lab.account.export() == lab.account.export()


def test_a_secret_is_a_parameter_and_nowhere_else(shop):
    template = shop.template()

    assert {"Ref": "InsurerConnectionSecret"} == (
        template["Resources"]["InsurerConnection"]["Properties"]["AuthParameters"]["ApiKeyAuthParameters"][
            "ApiKeyValue"
        ]
    )
    assert template["Parameters"]["InsurerConnectionSecret"]["NoEcho"]
    assert "hush" not in "".join(shop.texts.values())


def test_what_cannot_be_expressed_is_named(shop):
    said = "\n".join(_left_out(shop.texts["sam", "json"]))

    for words in (
        "schedule once: that it is deleted",
        "bucket notes: its objects",
        "API key partner: its value",
        "partner https://insurer.example/claims",
        "iam: roles and policies",
    ):
        assert words in said


def test_a_service_that_is_not_covered_is_named(lab):
    lab.queue()
    lab.account.client("ssm").put_parameter(Name="p", Value="x", Type="String")

    assert ["ssm: nothing of it is exported"] == _left_out(lab.account.export(syntax="json"))


def test_what_something_leads_to_and_is_not_there_is_named(lab):
    url = lab.queue()
    lab.subscribe(lab.topic(), lab.arn(url))
    lab.sqs.delete_queue(QueueUrl=url)

    assert ["sales-q: something leads there, and it does not exist"] == _left_out(
        lab.account.export(syntax="json")
    )


def test_versions_but_the_last_are_left_out_and_named(lab):
    lab.function("def handler(event, context): return 1", Publish=True)
    lab.lambda_.update_function_configuration(FunctionName="sales", Description="another")
    lab.lambda_.publish_version(FunctionName="sales")
    text = lab.account.export(syntax="json")
    kinds = [resource["Type"] for resource in json.loads(text)["Resources"].values()]

    assert 1 == kinds.count("AWS::Lambda::Version")
    assert [said for said in _left_out(text) if said.startswith("function sales: versions but the last")]


def test_outputs_say_where_to_send_things(lab):
    lab.topic()
    lab.queue()
    outputs = json.loads(lab.account.export(syntax="json"))["Outputs"]

    assert {
        "PaymentsTopicArn": {"Value": {"Ref": "PaymentsTopic"}},
        "SalesQQueueUrl": {"Value": {"Ref": "SalesQQueue"}},
    } == outputs


@pytest.mark.parametrize("asked", [{"format": "terraform"}, {"syntax": "toml"}])
def test_what_is_not_known_is_refused(lab, asked):
    lab.queue()
    with pytest.raises(ExportError, match=r"not .*'(terraform|toml)'"):
        lab.account.export(**asked)


def test_an_empty_account_is_refused(account):
    with pytest.raises(ExportError, match="the account is empty"):
        account.export()


def test_the_template_of_a_folder_is_the_template(lab, tmp_path):
    lab.queue()

    assert lab.account.export() == lab.account.export_to(tmp_path / "new").read_text()


def test_a_request_to_an_api_is_no_service_that_is_left_out(lab):
    gateway = lab.account.client("apigateway")
    made = gateway.create_rest_api(name="payments")
    where = {"restApiId": made["id"], "resourceId": made["rootResourceId"], "httpMethod": "GET"}
    gateway.put_method(**where, authorizationType="NONE")
    gateway.put_integration(**where, type="MOCK")
    gateway.create_deployment(restApiId=made["id"], stageName="prod")
    lab.account.front_door.request(
        "GET", f"https://{made['id']}.execute-api.us-east-1.amazonaws.com/prod/", {}, ""
    )

    assert "execute-api: nothing" not in lab.account.export()
