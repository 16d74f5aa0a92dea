"""Other services and servers behind an API, without a function in between."""

import json

import pytest

TABLE = {
    "TableName": "payments",
    "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
    "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
    "BillingMode": "PAY_PER_REQUEST",
}
DOUBLE = {
    "StartAt": "Add",
    "States": {"Add": {"Type": "Pass", "Parameters": {"sum.$": "States.MathAdd($.a, $.a)"}, "End": True}},
}
OPEN = {"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "sqs:SendMessage", "Resource": "*"}]}
FORM = {"integration.request.header.Content-Type": "'application/x-www-form-urlencoded'"}


@pytest.fixture
def action(api):
    """Put a call of a service behind POST /."""
    role = api.role()

    def put(uri, template=None, **settings):
        integration = {
            "type": "AWS",
            "integrationHttpMethod": "POST",
            "uri": f"arn:aws:apigateway:us-east-1:{uri}",
            "credentials": role,
            **settings,
        }
        if template is not None:
            integration["requestTemplates"] = {"application/json": template}
        api.method("POST", "/", integration)
        api.answers("POST", "/")
        api.answers("POST", "/", "400", selectionPattern="4\\d\\d")
        api.deploy()
        return api

    return put


def machine(lab, kind):
    return lab.account.client("stepfunctions").create_state_machine(
        name="double", definition=json.dumps(DOUBLE), roleArn=lab.role(), type=kind
    )["stateMachineArn"]


def test_an_execution_is_started(lab, action):
    arn = machine(lab, "STANDARD")
    template = f'{{"input": "$util.escapeJavaScript($input.json(\'$\'))", "stateMachineArn": "{arn}"}}'
    answer = action("states:action/StartExecution", template).ask("POST", "/", {"a": 2})
    lab.account.settle()
    done = lab.account.client("stepfunctions").describe_execution(executionArn=answer.json()["executionArn"])

    assert ({"executionArn", "startDate"}, '{"sum":4}') == (set(answer.json()), done["output"])
    assert isinstance(answer.json()["startDate"], float)


def test_an_express_workflow_answers_at_once(lab, action):
    arn = machine(lab, "EXPRESS")
    template = f'{{"input": "$util.escapeJavaScript($input.body)", "stateMachineArn": "{arn}"}}'
    answer = action("states:action/StartSyncExecution", template).ask("POST", "/", {"a": 2})

    assert ("SUCCEEDED", '{"sum":4}') == (answer.json()["status"], answer.json()["output"])


@pytest.mark.parametrize("verb", ["GET", "PUT", "PATCH", "DELETE"])
def test_a_service_that_speaks_json_knows_no_operation_by_another_verb_than_post(lab, action, verb):
    arn = machine(lab, "EXPRESS")
    template = f'{{"input": "{{}}", "stateMachineArn": "{arn}"}}'
    answer = action("states:action/StartSyncExecution", template, integrationHttpMethod=verb).ask("POST", "/")

    assert (400, "<UnknownOperationException/>") == (answer.status, answer.body)
    assert not any(span.name == "StartSyncExecution" for span in lab.account.trace)


@pytest.mark.parametrize(
    "template, code",
    [
        ('{"StateMachineArn": "MACHINE", "Input": "{}"}', "ValidationException"),
        ('{"stateMachineArn": "MACHINE", "input": {"a": 2}}', "SerializationException"),
        ('{"stateMachineArn": "MACHINE", "input": 2}', "SerializationException"),
        ('["MACHINE"]', "SerializationException"),
        ('{"stateMachineArn": "MACHINE"', "SerializationException"),
        ("null", "ValidationException"),
    ],
)
def test_a_start_that_no_sdk_would_send_is_refused_by_the_service(lab, action, template, code):
    arn = machine(lab, "EXPRESS")
    answer = action("states:action/StartSyncExecution", template.replace("MACHINE", arn)).ask("POST", "/", {})

    assert (400, code) == (answer.status, answer.json()["__type"].rpartition("#")[2])


def test_the_output_of_an_express_workflow_makes_the_answer(lab, api):
    arn, role = machine(lab, "EXPRESS"), api.role()
    integration = {
        "type": "AWS",
        "integrationHttpMethod": "POST",
        "uri": "arn:aws:apigateway:us-east-1:states:action/StartSyncExecution",
        "credentials": role,
        "requestTemplates": {
            "application/json": f'{{"input": "$util.escapeJavaScript($input.body)", "stateMachineArn": "{arn}"}}'
        },
    }
    template = """#set($output = $util.parseJson($input.path('$.output')))
#if($input.path('$.status') == 'FAILED')
#set($context.responseOverride.status = 422)
{"error": "$input.path('$.error')"}
#else
{"total": $output.sum}
#end"""
    api.method("POST", "/", integration)
    api.answers("POST", "/", responseTemplates={"application/json": template})
    api.deploy()
    good, bad = api.ask("POST", "/", {"a": 2}), api.ask("POST", "/", {"b": 2})

    assert (200, {"total": 4}) == (good.status, good.json())
    assert (422, "States.Runtime") == (bad.status, bad.json()["error"])


@pytest.mark.parametrize("uri", ["sqs:path/123456789012/sales-q", "sqs:action/SendMessage"])
def test_a_message_reaches_a_queue(lab, action, uri):
    url = lab.queue()
    template = "Action=SendMessage&MessageBody=$util.urlEncode($input.body)"
    if "action" in uri:
        template = f"QueueUrl={url}&MessageBody=$util.urlEncode($input.body)"
    answer = action(uri, template, requestParameters=FORM).ask("POST", "/", '{"a": "ä&b"}')
    found = answer.json()["SendMessageResponse"]

    assert ['{"a": "ä&b"}'] == lab.bodies(url)
    assert {"MessageId", "MD5OfMessageBody"} <= set(found["SendMessageResult"])


def test_query_parameters_make_a_call_too(lab, action):
    url, topic = lab.queue(), lab.topic()
    lab.subscribe(topic, lab.arn(url), RawMessageDelivery="true")
    parameters = {
        "integration.request.querystring.TopicArn": f"'{topic}'",
        "integration.request.querystring.Message": "method.request.body",
    }
    answer = action("sns:action/Publish", "", requestParameters=parameters).ask("POST", "/", "hello")
    lab.account.settle()

    assert ["hello"] == lab.bodies(url)
    assert answer.json()["PublishResponse"]["PublishResult"]["MessageId"]


def test_an_item_is_put_and_an_event_goes_out(lab, api, action):
    lab.account.client("dynamodb").create_table(**TABLE)
    template = '{"TableName": "payments", "Item": {"id": {"S": "$input.path(\'$.id\')"}, "n": {"N": "$input.path(\'$.n\')"}}}'
    answer = action("dynamodb:action/PutItem", template).ask("POST", "/", {"id": "7", "n": 5})
    item = lab.account.client("dynamodb").get_item(TableName="payments", Key={"id": {"S": "7"}})["Item"]

    assert (200, {}, {"id": {"S": "7"}, "n": {"N": "5"}}) == (answer.status, answer.json(), item)


def test_an_event_is_put_on_the_bus(lab, action):
    url = lab.queue(Policy=json.dumps(OPEN))
    events = lab.account.client("events")
    events.put_rule(Name="r", EventPattern='{"source": ["portal"]}')
    events.put_targets(Rule="r", Targets=[{"Id": "1", "Arn": lab.arn(url)}])
    template = '{"Entries": [{"Source": "portal", "DetailType": "Paid", "Detail": "$util.escapeJavaScript($input.body)"}]}'
    answer = action("events:action/PutEvents", template).ask("POST", "/", {"id": 7})
    lab.account.settle()

    assert (0, [{"id": 7}]) == (
        answer.json()["FailedEntryCount"],
        [json.loads(body)["detail"] for body in lab.bodies(url)],
    )


def test_a_refusal_of_the_service_is_chosen_by_its_status(action):
    answer = action("dynamodb:action/PutItem", '{"TableName": "nowhere", "Item": {}}').ask("POST", "/")

    assert 400 == answer.status
    assert "ResourceNotFoundException" in answer.json()["__type"]


@pytest.mark.parametrize(
    "trust",
    [
        "{}",
        '{"Statement": [{"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}]}',
        None,
    ],
)
def test_a_role_has_to_be_there_and_to_trust_api_gateway(lab, action, trust):
    credentials = {"credentials": "arn:aws:iam::123456789012:role/other"}
    if trust:
        lab.iam.create_role(RoleName="other", AssumeRolePolicyDocument=trust)
    answer = action("dynamodb:action/ListTables", "{}", **credentials).ask("POST", "/")

    assert (500, {"message": "Internal server error"}) == (answer.status, answer.json())


def test_the_call_is_within_the_request_in_the_trace(lab, action):
    action("dynamodb:action/ListTables", "{}").ask("POST", "/")
    (span,) = lab.account.trace.find(service="execute-api")
    (call,) = lab.account.trace.find(service="dynamodb", name="ListTables")

    assert (span.id, "arn:aws:iam::123456789012:role/gateway") == (call.cause, span.detail["role"])


def test_a_partner_behind_templates(account, api):
    asked = []
    account.endpoint(
        "https://bank.example/accounts/7",
        lambda request: (asked.append(request), (404, '{"why": "gone"}'))[1],
    )
    integration = {
        "type": "HTTP",
        "integrationHttpMethod": "POST",
        "uri": "https://bank.example/accounts/{account}",
        "requestParameters": {
            "integration.request.path.account": "method.request.path.id",
            "integration.request.querystring.q": "method.request.querystring.query",
            "integration.request.header.X-Key": "stageVariables.key",
        },
        "requestTemplates": {"application/json": '{"a": $input.json("$.x")}'},
    }
    api.method(
        "POST", "/accounts/{id}", integration, requestParameters={"method.request.querystring.query": False}
    )
    api.answers(
        "POST",
        "/accounts/{id}",
        "404",
        selectionPattern="404",
        responseTemplates={"application/json": '{"error": $input.json("$.why")}'},
    )
    api.deploy(variables={"key": "k"})
    answer = api.ask("POST", "/accounts/7?query=1", {"x": 1})

    assert (404, {"error": "gone"}) == (answer.status, answer.json())
    assert ("POST", "https://bank.example/accounts/7?q=1", '{"a": 1}', "k") == (
        asked[0]["method"],
        asked[0]["url"],
        asked[0]["body"],
        asked[0]["headers"]["X-Key"],
    )


def test_a_partner_gets_everything_by_proxy(account, api):
    account.endpoint(
        "https://bank.example/a/b/c",
        lambda request: (207, f"{request['method']} {request['url']} {request['body']}"),
    )
    integration = {
        "type": "HTTP_PROXY",
        "integrationHttpMethod": "ANY",
        "uri": "https://bank.example/a/{proxy}",
        "requestParameters": {"integration.request.path.proxy": "method.request.path.proxy"},
    }
    api.method("ANY", "/{proxy+}", integration)
    api.deploy()
    answer = api.ask("PUT", "/b/c?d=1", "x")

    assert (207, "PUT https://bank.example/a/b/c?d=1 x") == (answer.status, answer.body)


def test_a_partner_that_is_slow_or_not_there(account, api):
    account.endpoint("https://slow.example", lambda request: (account.clock.sleep(60), (200, ""))[1])
    for path, host in (("/slow", "slow"), ("/gone", "gone")):
        api.method(
            "GET",
            path,
            {"type": "HTTP_PROXY", "integrationHttpMethod": "GET", "uri": f"https://{host}.example"},
        )
    api.deploy()

    assert (504, {"message": "Endpoint request timed out"}) == (
        (late := api.ask("GET", "/slow")).status,
        late.json(),
    )
    assert (500, {"message": "Internal server error"}) == (
        (gone := api.ask("GET", "/gone")).status,
        gone.json(),
    )


def test_an_integration_s_own_time_counts(account, api):
    account.endpoint("https://slow.example", lambda request: (account.clock.sleep(3), (200, ""))[1])
    api.method(
        "GET",
        "/",
        {
            "type": "HTTP_PROXY",
            "integrationHttpMethod": "GET",
            "uri": "https://slow.example",
            "timeoutInMillis": 2000,
        },
    )
    api.deploy()

    assert 504 == api.ask("GET").status


def test_an_api_behind_a_state_machine(lab, api, forms):
    api.proxy(
        "POST",
        "/sum",
        lab.function('def handler(event, context):\n    return {"statusCode": 200, "body": event["body"]}\n'),
    )
    api.deploy()
    task = {
        "Type": "Task",
        "Resource": "arn:aws:states:::apigateway:invoke",
        "Parameters": {
            "ApiEndpoint": f"{api.id}.execute-api.us-east-1.amazonaws.com",
            "Method": "POST",
            "Stage": "prod",
            "Path": "/sum",
            "RequestBody.$": "$",
        },
        "ResultSelector": {"body.$": "$.ResponseBody", "status.$": "$.StatusCode"},
        "End": True,
    }
    states = lab.account.client("stepfunctions")
    arn = states.create_state_machine(
        name="m", definition=json.dumps({"StartAt": "Call", "States": {"Call": task}}), roleArn=lab.role()
    )["stateMachineArn"]
    execution = states.start_execution(stateMachineArn=arn, input='{"a": 1}')["executionArn"]
    lab.account.settle()

    assert {"body": {"a": 1}, "status": 200} == json.loads(
        states.describe_execution(executionArn=execution)["output"]
    )
