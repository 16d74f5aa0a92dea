TABLE, THINGS, KEY, FIELD = "valley-53-vehicles", "vehicles", "vehicleId", "note"

registry_type = "EXPRESS"

key = {KEY: {"S": "{% $states.input.id %}"}}
value = {"S": "{% $states.input.body.NAME %}".replace("NAME", FIELD)}
body = "{% $string($states.input.body) %}"
METHODS = {"PUT": "Create", "GET": "Read", "PATCH": "Change", "DELETE": "Delete"}


def ask(action, if_not, **parameters):
    """Return a task that asks the table; where its condition does not hold, `if_not` answers."""
    return {
        "Type": "Task",
        "Resource": f"arn:aws:states:::dynamodb:{action}",
        "Arguments": {"TableName": TABLE, **parameters},
        "End": True,
    }


def say(status):
    return {"Type": "Pass", "Output": {"status": status, "body": "{}"}, "End": True}


registry = {
    "QueryLanguage": "JSONata",
    "StartAt": "Which method?",
    "States": {
        "Which method?": {
            "Type": "Choice",
            "Choices": [
                {"Condition": f"{{% $states.input.method = '{method}' %}}", "Next": state}
                for method, state in METHODS.items()
            ],
            "Default": "Not there",
        },
        "Create": {
            **ask("putItem", "There already", Item={**key, FIELD: value}),
            "Output": {"status": 201, "body": body},
        },
        "Read": {
            **ask("getItem", "Not there", Key=key),
            "Output": {
                "status": "{% $exists($states.result.Item) ? 200 : 404 %}",
                "body": "{% $exists($states.result.Item) ? $string({'NAME': $states.result.Item.NAME.S}) : '{}' %}".replace(
                    "NAME", FIELD
                ),
            },
        },
        "Change": {
            **ask(
                "updateItem",
                "Not there",
                Key=key,
                UpdateExpression="SET #field = :value",
                ConditionExpression=f"attribute_exists({KEY})",
                ExpressionAttributeNames={"#field": FIELD},
                ExpressionAttributeValues={":value": value},
            ),
            "Output": {"status": 200, "body": body},
        },
        "Delete": {
            **ask("deleteItem", "Not there", Key=key, ConditionExpression=f"attribute_exists({KEY})"),
            "Output": {"status": 200, "body": "{}"},
        },
        "Not there": say(404),
    },
}
registry["States"]["Create"]["Arguments"]["ConditionExpression"] = f"attribute_not_exists({KEY})"

REQUEST = """
#set($body = $input.body)
#if($body == "")#set($body = "{}")#end
{"stateMachineArn": "MACHINE",
 "input": "{\\"method\\": \\"$context.httpMethod\\", \\"id\\": \\"$input.params('id')\\", \\"body\\": $util.escapeJavaScript($body)}"}
"""
# The body is made as text within the workflow, where JSONata knows how to write JSON.
RESPONSE = """
#set($output = $util.parseJson($input.path('$.output')))
#set($context.responseOverride.status = $output.status)
$output.body
"""


def build_api(apigateway, machine_arn, role_arn):
    """Build and deploy the API in front of the workflow; return its URL."""
    api = apigateway.create_rest_api(name=THINGS)["id"]
    place = apigateway.get_resources(restApiId=api)["items"][0]["id"]
    for part in (THINGS, "{id}"):
        place = apigateway.create_resource(restApiId=api, parentId=place, pathPart=part)["id"]
    for method in METHODS:
        where = {"restApiId": api, "resourceId": place, "httpMethod": method}
        apigateway.put_method(**where, authorizationType="NONE")
        apigateway.put_integration(
            **where,
            type="AWS",
            integrationHttpMethod="POST",
            uri="arn:aws:apigateway:us-east-1:states:action/StartSyncExecution",
            credentials=role_arn,
            requestTemplates={"application/json": REQUEST.replace("MACHINE", machine_arn)},
        )
        apigateway.put_method_response(**where, statusCode="200")
        apigateway.put_integration_response(
            **where, statusCode="200", responseTemplates={"application/json": RESPONSE}
        )
    apigateway.create_deployment(restApiId=api, stageName="prod")
    return f"https://{api}.execute-api.us-east-1.amazonaws.com/prod"
