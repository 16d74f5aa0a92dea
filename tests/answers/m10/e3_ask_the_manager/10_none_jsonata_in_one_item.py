import json

ANSWER = """{% (
    $asked := $states.context.Execution.Input;
    {'requestId': $asked.requestId, 'customerId': $asked.customerId, 'decision': $decision,
     'limit': $decision = 'APPROVED' ? $asked.requested : $asked.preapproved}
) %}"""


def wait_for(who, seconds, then):
    return {
        "Type": "Task",
        "Resource": "arn:aws:states:::aws-sdk:dynamodb:updateItem.waitForTaskToken",
        "Arguments": {
            "TableName": "coast-42-limit-requests",
            "Key": {"requestId": {"S": "{% $states.input.requestId %}"}},
            "UpdateExpression": "SET asked = :who, secret = :token, customerId = :customer, amount = :amount",
            "ExpressionAttributeValues": {
                ":who": {"S": who},
                ":token": {"S": "{% $states.context.Task.Token %}"},
                ":customer": {"S": "{% $states.input.customerId %}"},
                ":amount": {"N": "{% $string($states.input.requested) %}"},
            },
        },
        "TimeoutSeconds": seconds,
        "Assign": {"decision": "{% $states.result.word %}"},
        "Catch": [{"ErrorEquals": ["States.Timeout"], "Output": "{% $states.input %}", "Next": then}],
        "Next": "Answer",
    }


credit_limit = json.dumps(
    {
        "QueryLanguage": "JSONata",
        "StartAt": "Large?",
        "States": {
            "Large?": {
                "Type": "Choice",
                "Choices": [
                    {
                        "Condition": "{% $states.input.requested <= $states.input.preapproved %}",
                        "Assign": {"decision": "APPROVED"},
                        "Next": "Answer",
                    }
                ],
                "Default": "Manager",
            },
            "Manager": wait_for("manager", 31 * 60 * 60, "Director"),
            "Director": wait_for("director", (44 - 31) * 60 * 60, "Nobody"),
            "Nobody": {"Type": "Pass", "Assign": {"decision": "REJECTED"}, "Next": "Answer"},
            "Answer": {"Type": "Pass", "Output": ANSWER, "End": True},
        },
    }
)


def decide(request_id, decision, table, sfn):
    found = table.query(
        KeyConditionExpression="requestId = :id", ExpressionAttributeValues={":id": request_id}
    )["Items"]
    for item in found:
        try:
            sfn.send_task_success(output='{"word": "%s"}' % decision, taskToken=item["secret"])
        except sfn.exceptions.ClientError as error:
            if error.response["Error"]["Code"] == "TaskTimedOut":
                return "too late"
            raise
        return "decided"
    return "unknown"
