import copy
import json

director_after_hours = 31
rejected_after_hours = 44


def ask(who, hours, if_nobody_answers):
    """Return a Task that writes the request for somebody into the table, and waits for the decision."""
    return {
        "Type": "Task",
        "Resource": "arn:aws:states:::aws-sdk:dynamodb:putItem.waitForTaskToken",
        "Parameters": {
            "TableName": "coast-42-limit-requests",
            "Item": {
                "requestId": {"S.$": "$.requestId"},
                "customerId": {"S.$": "$.customerId"},
                "asked": {"S": who},
                "taskToken": {"S.$": "$$.Task.Token"},
            },
        },
        "TimeoutSeconds": hours * 3600,
        "ResultPath": "$.answer",
        "Catch": [{"ErrorEquals": ["States.Timeout"], "ResultPath": "$.silence", "Next": if_nobody_answers}],
        "Next": "Approved?",
    }


credit_limit = copy.deepcopy(small_limits)
credit_limit["States"] |= {
    "Ask manager": ask("manager", director_after_hours, "Ask director"),
    "Ask director": ask("director", rejected_after_hours - director_after_hours, "Reject"),
    "Approved?": {
        "Type": "Choice",
        "Choices": [{"Variable": "$.answer.decision", "StringEquals": "APPROVED", "Next": "Approve"}],
        "Default": "Reject",
    },
    "Reject": {
        "Type": "Pass",
        "Parameters": {
            "requestId.$": "$.requestId",
            "customerId.$": "$.customerId",
            "decision": "REJECTED",
            "limit.$": "$.preapproved",
        },
        "End": True,
    },
}


def decide(request_id, decision, table, sfn):
    item = table.get_item(Key={"requestId": request_id}).get("Item")
    if item is None:
        return "unknown"
    if "decision" in item:
        return "too late"
    table.update_item(
        Key={"requestId": request_id},
        UpdateExpression="SET decision = :d",
        ExpressionAttributeValues={":d": decision},
    )
    try:
        sfn.send_task_success(taskToken=item["taskToken"], output=json.dumps({"decision": decision}))
    except sfn.exceptions.TaskTimedOut:
        return "too late"
    return "decided"
