"""Each resource has a role with what it is wired to, or was seen to call, and no more."""

import json

BASIC = {"Fn::Sub": "arn:${AWS::Partition}:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"}


def _allowed(shop, role):
    """Each resource, as it stands in the template, with the actions on it."""
    return {
        _said(place): _listed(statement["Action"])
        for statement in shop.statements(role)
        for place in _listed(statement["Resource"])
    }


def _listed(value):
    return value if isinstance(value, list) else [value]


def _said(place):
    if isinstance(place, str):
        return place
    ((key, value),) = place.items()
    return ".".join(value) if key == "Fn::GetAtt" else value


def test_a_function_may_do_what_its_code_was_seen_to_do(shop):
    allowed = _allowed(shop, "CollectFunctionRole")

    assert ["sqs:SendMessage"] == allowed["ParcelsQQueue.Arn"]
    assert ["dynamodb:Query"] == allowed["ClaimsTable.Arn"] == allowed["${ClaimsTable.Arn}/index/*"]
    assert ["s3:PutObject"] == allowed["arn:${AWS::Partition}:s3:::notes-${AWS::AccountId}-${AWS::Region}/*"]


def test_a_function_may_do_what_its_settings_need(shop):
    assert ["sns:Publish"] == _allowed(shop, "CollectFunctionRole")["OrdersTopic"]
    assert {
        "DeadQQueue.Arn": ["sqs:SendMessage"],
        "OrdersQQueue.Arn": ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"],
        "${ClaimsTable.Arn}/stream/*": [
            "dynamodb:DescribeStream",
            "dynamodb:GetRecords",
            "dynamodb:GetShardIterator",
            "dynamodb:ListStreams",
        ],
    } == _allowed(shop, "PackFunctionRole")


def test_a_function_that_was_never_run_may_write_its_log_alone(lab):
    lab.function("def handler(event, context): pass")
    role = json.loads(lab.account.export(syntax="json"))["Resources"]["SalesFunctionRole"]["Properties"]

    assert ([BASIC], False) == (role["ManagedPolicyArns"], "Policies" in role)


def test_a_state_machine_may_do_what_its_tasks_say(shop):
    allowed = _allowed(shop, "OrdersStateMachineRole")

    assert {
        "OrdersQQueue.Arn": ["sqs:SendMessage"],
        "OrdersTopic": ["sns:Publish"],
        "ClaimsTable.Arn": ["dynamodb:PutItem"],
        "ShopBus.Arn": ["events:PutEvents"],
        "ChildStateMachine": ["states:StartExecution"],
        "InsurerConnection.Arn": ["events:RetrieveConnectionCredentials"],
        "${CollectFunction.Arn}:*": ["lambda:InvokeFunction"],
        "PackFunction.Arn": ["lambda:InvokeFunction"],
    }.items() <= allowed.items()


def test_a_call_over_http_is_allowed_for_its_address(shop):
    statements = shop.statements("OrdersStateMachineRole")
    (calling,) = [each for each in statements if each["Action"] == "states:InvokeHTTPEndpoint"]

    assert {"StringEquals": {"states:HTTPEndpoint": "https://insurer.example/claims"}} == calling["Condition"]


def test_a_schedule_may_make_the_call_that_it_makes(shop):
    assert {"DeadQQueue.Arn": ["sqs:SendMessage"]} == _allowed(shop, "OnceScheduleRole")


def test_a_rule_may_start_the_machine_that_it_starts(shop):
    assert {"OrdersStateMachine": ["states:StartExecution"]} == _allowed(shop, "BeginRuleRole")


def test_a_function_lets_in_whoever_is_wired_to_it(shop):
    resources = shop.template()["Resources"].values()
    permissions = [each["Properties"] for each in resources if each["Type"] == "AWS::Lambda::Permission"]

    assert {
        "sns.amazonaws.com",
        "events.amazonaws.com",
        "s3.amazonaws.com",
        "apigateway.amazonaws.com",
        "999999999999",
    } == {each["Principal"] for each in permissions}
    assert {"PackFunction"} == {each["FunctionName"]["Fn::GetAtt"][0] for each in permissions}


READING = {
    "QueryLanguage": "JSONata",
    "StartAt": "Read",
    "States": {
        "Read": {
            "Type": "Task",
            "Resource": "arn:aws:states:::aws-sdk:s3:getObject",
            "Arguments": {"Bucket": "{% $states.input.bucket %}", "Key": "all.csv"},
            "End": True,
        }
    },
}


def _reading(lab):
    s3, states = lab.account.client("s3"), lab.account.client("stepfunctions")
    s3.create_bucket(Bucket="notes")
    s3.put_object(Bucket="notes", Key="all.csv", Body=b"x")
    role = lab.role()
    return states.create_state_machine(name="orders", definition=json.dumps(READING), roleArn=role)[
        "stateMachineArn"
    ]


def _where(lab, role):
    (policy,) = json.loads(lab.account.export(syntax="json"))["Resources"][role]["Properties"]["Policies"]
    return {tuple(each["Action"]): _said(each["Resource"]) for each in policy["PolicyDocument"]["Statement"]}


def test_what_a_definition_leaves_to_the_input_is_what_was_seen(lab):
    arn = _reading(lab)
    lab.account.client("stepfunctions").start_execution(stateMachineArn=arn, input='{"bucket": "notes"}')
    lab.account.settle()

    assert {
        ("s3:GetObject",): "arn:${AWS::Partition}:s3:::notes-${AWS::AccountId}-${AWS::Region}/*"
    } == _where(lab, "OrdersStateMachineRole")


def test_what_a_definition_leaves_to_the_input_and_nobody_saw_may_be_anything(lab):
    _reading(lab)

    assert {("s3:GetObject",): "*"} == _where(lab, "OrdersStateMachineRole")


def test_a_queue_may_be_called_by_its_name(lab):
    lab.queue("parcels-q")
    lab.function(
        "import boto3\n\n\ndef handler(event, context):\n    boto3.client('sqs').get_queue_url(QueueName='parcels-q')\n"
    )
    lab.invoke()

    assert {("sqs:GetQueueUrl",): "ParcelsQQueue.Arn"} == _where(lab, "SalesFunctionRole")
