# What the table returns tells what was there: no error has to be caught for DELETE.
import json

registry_type = "EXPRESS"
TABLE = "valley-53-vehicles"
ID = {"vehicleId": {"S": "{% $states.input.id %}"}}
GONE = {"ErrorEquals": ["DynamoDB.ConditionalCheckFailedException"]}


def task(action, **fields):
    arguments = {"TableName": TABLE, **fields.pop("Arguments")}
    return {"Type": "Task", "Resource": f"arn:aws:states:::dynamodb:{action}", "Arguments": arguments, "End": True, **fields}


def ends(status, body):
    return {"status": status, "body": body}


registry = {
    "QueryLanguage": "JSONata",
    "StartAt": "verb",
    "States": {
        "verb": {
            "Type": "Choice",
            "Choices": [
                {"Condition": "{% $states.input.verb = 'GET' %}", "Next": "GET"},
                {"Condition": "{% $states.input.verb = 'DELETE' %}", "Next": "DELETE"},
                {"Condition": "{% $states.input.verb = 'PUT' %}", "Next": "PUT"},
            ],
            "Default": "PATCH",
        },
        "GET": task(
            "getItem",
            Arguments={"Key": ID, "ProjectionExpression": "#n", "ExpressionAttributeNames": {"#n": "note"}, "ConsistentRead": True},
            Output="{% $states.result.Item.note ? {'status': 200, 'body': {'note': $states.result.Item.note.S}} : {'status': 404, 'body': {}} %}",
        ),
        "DELETE": task(
            "deleteItem",
            Arguments={"Key": ID, "ReturnValues": "ALL_OLD"},
            Output="{% {'status': $exists($states.result.Attributes.vehicleId) ? 200 : 404, 'body': {}} %}",
        ),
        "PUT": task(
            "updateItem",
            Arguments={
                "Key": ID,
                "UpdateExpression": "SET note = if_not_exists(note, :n)",
                "ConditionExpression": "NOT attribute_exists(vehicleId)",
                "ExpressionAttributeValues": {":n": {"S": "{% $states.input.body.note %}"}},
            },
            Catch=[{**GONE, "Output": ends(409, {}), "Next": "end"}],
            Output=ends(201, "{% $states.input.body %}"),
        ),
        "PATCH": task(
            "updateItem",
            Arguments={
                "Key": ID,
                "UpdateExpression": "SET note = :n",
                "ConditionExpression": "vehicleId = :id",
                "ExpressionAttributeValues": {":n": {"S": "{% $states.input.body.note %}"}, ":id": ID["vehicleId"]},
                "ReturnValues": "ALL_NEW",
            },
            Catch=[{**GONE, "Output": ends(404, {}), "Next": "end"}],
            Output=ends(200, {"note": "{% $states.result.Attributes.note.S %}"}),
        ),
        "end": {"Type": "Succeed"},
    },
}

IN = """#set($inner = "{""verb"": ""$context.httpMethod"", ""id"": ""$util.escapeJavaScript($input.params('vehicleId'))"", ""body"": $input.json('$')}")
{"stateMachineArn": "ARN", "input": "$util.escapeJavaScript($inner)"}"""
OUT = """#set($it = $util.parseJson($input.path('$.output')))
#set($context.responseOverride.status = $it.status)
{#if($it.body.note)"note": "$util.escapeJavaScript($it.body.note).replaceAll("\\\\'", "'")"#end}"""


def build_api(apigateway, machine_arn, role_arn):
    api = apigateway.create_rest_api(name="registry")
    parts = [api["rootResourceId"]]
    for part in ("vehicles", "{vehicleId}"):
        parts.append(apigateway.create_resource(restApiId=api["id"], parentId=parts[-1], pathPart=part)["id"])
    for verb in ("GET", "PUT", "PATCH", "DELETE"):
        at = dict(restApiId=api["id"], resourceId=parts[-1], httpMethod=verb)
        apigateway.put_method(authorizationType="NONE", **at)
        apigateway.put_method_response(statusCode="200", **at)
        apigateway.put_integration(
            type="AWS",
            integrationHttpMethod="POST",
            uri="arn:aws:apigateway:us-east-1:states:action/StartSyncExecution",
            credentials=role_arn,
            passthroughBehavior="NEVER",
            requestTemplates={"application/json": IN.replace("ARN", machine_arn)},
            **at,
        )
        apigateway.put_integration_response(statusCode="200", responseTemplates={"application/json": OUT}, **at)
    apigateway.create_deployment(restApiId=api["id"], stageName="live")
    return f"https://{api['id']}.execute-api.us-east-1.amazonaws.com/live"
