import json

registry_type = "EXPRESS"
KEY = {"vehicleId": {"S.$": "$.id"}}
BUSY = [{"ErrorEquals": ["DynamoDB.ConditionalCheckFailedException"], "ResultPath": None, "Next": "Refuse"}]


def task(action, follows, **parameters):
    return {
        "Type": "Task",
        "Resource": f"arn:aws:states:::dynamodb:{action}",
        "Parameters": {"TableName": "valley-53-vehicles", **parameters},
        "Catch": BUSY,
        "ResultPath": "$.answer",
        "Next": follows,
    }


registry = json.dumps(
    {
        "StartAt": "Verb",
        "States": {
            "Verb": {
                "Type": "Choice",
                "Choices": [
                    {"Variable": "$.verb", "StringEquals": verb, "Next": verb}
                    for verb in ("PUT", "GET", "PATCH", "DELETE")
                ],
            },
            "PUT": task(
                "putItem",
                "Same",
                Item={**KEY, "note": {"S.$": "$.note"}},
                ConditionExpression="attribute_not_exists(vehicleId)",
            ),
            "PATCH": task(
                "updateItem",
                "Same",
                Key=KEY,
                UpdateExpression="SET note = :note",
                ExpressionAttributeValues={":note": {"S.$": "$.note"}},
                ConditionExpression="attribute_exists(vehicleId)",
            ),
            "DELETE": task("deleteItem", "Empty", Key=KEY, ConditionExpression="attribute_exists(vehicleId)"),
            "GET": task("getItem", "There?", Key=KEY),
            "There?": {
                "Type": "Choice",
                "Choices": [{"Variable": "$.answer.Item", "IsPresent": True, "Next": "Found"}],
                "Default": "Refuse",
            },
            "Found": {
                "Type": "Pass",
                "Parameters": {"status": 200, "body": {"note.$": "$.answer.Item.note.S"}},
                "End": True,
            },
            "Same": {
                "Type": "Pass",
                "Parameters": {"status.$": "$.well", "body": {"note.$": "$.note"}},
                "End": True,
            },
            "Empty": {"Type": "Pass", "Parameters": {"status.$": "$.well", "body": {}}, "End": True},
            "Refuse": {"Type": "Pass", "Parameters": {"status.$": "$.badly", "body": {}}, "End": True},
        },
    }
)
ANSWER = """#set($all = $util.parseJson($input.path('$.output')))
#set($context.responseOverride.status = $all.status)
#if($all.body.note){"note": "$util.escapeJavaScript($all.body.note)"}
#else{}
#end
"""


def build_api(apigateway, machine_arn, role_arn):
    api = {"restApiId": apigateway.create_rest_api(name="vehicles")["id"]}
    root = apigateway.get_resources(**api)["items"][0]["id"]
    vehicles = apigateway.create_resource(**api, parentId=root, pathPart="vehicles")["id"]
    one = apigateway.create_resource(**api, parentId=vehicles, pathPart="{vehicleId}")["id"]
    for verb, well, badly in [("PUT", 201, 409), ("GET", 200, 404), ("PATCH", 200, 404), ("DELETE", 200, 404)]:
        text = "$util.escapeJavaScript($util.escapeJavaScript($input.path('$.note')))" if verb in ("PUT", "PATCH") else ""
        given = '{\\"verb\\": \\"VERB\\", \\"id\\": \\"$input.params("vehicleId")\\", \\"note\\": \\"TEXT\\", \\"well\\": WELL, \\"badly\\": BADLY}'
        given = given.replace("VERB", verb).replace("TEXT", text).replace("WELL", str(well)).replace("BADLY", str(badly))
        place = {**api, "resourceId": one, "httpMethod": verb}
        apigateway.put_method(**place, authorizationType="NONE")
        apigateway.put_integration(
            **place,
            type="AWS",
            integrationHttpMethod="POST",
            uri="arn:aws:apigateway:us-east-1:states:action/StartSyncExecution",
            credentials=role_arn,
            requestTemplates={"application/json": '{"stateMachineArn": "%s", "input": "%s"}' % (machine_arn, given)},
        )
        apigateway.put_method_response(**place, statusCode="200")
        apigateway.put_integration_response(
            **place, statusCode="200", responseTemplates={"application/json": ANSWER}
        )
    apigateway.create_deployment(**api, stageName="v1")
    return f"https://{api['restApiId']}.execute-api.us-east-1.amazonaws.com/v1/"
