LAMBDA = "arn:aws:lambda:us-east-1:123456789012:function:lake-68"

safe = ["draft", "risk", "discount", "customer", "rate", "snapshot"]
unsafe = ["message", "agent", "invoice", "points"]


def chain(names, then):
    """Return states that call one function after the other."""
    states = {}
    for name, following in zip(names, [*names[1:], None], strict=True):
        states[name] = {
            "Type": "Task",
            "Resource": f"{LAMBDA}-{name}",
            "ResultPath": f"$.{name}",
            **({"Next": following} if following else then),
        }
    return states


child = {"StartAt": safe[0], "States": chain(safe, {"End": True})}

parent = {
    "StartAt": "Safe steps",
    "States": {
        "Safe steps": {
            "Type": "Task",
            "Resource": "arn:aws:states:::aws-sdk:sfn:startSyncExecution",
            "Parameters": {
                "StateMachineArn": "arn:aws:states:us-east-1:123456789012:stateMachine:lake-68-safe-steps",
                "Input.$": "$",
            },
            "Next": "Well?",
        },
        "Well?": {
            "Type": "Choice",
            "Choices": [{"Variable": "$.Status", "StringEquals": "SUCCEEDED", "Next": "Take output"}],
            "Default": "Child failed",
        },
        "Child failed": {"Type": "Fail", "ErrorPath": "$.Error", "CausePath": "$.Cause"},
        "Take output": {
            "Type": "Pass",
            "Parameters": {"all.$": "States.StringToJson($.Output)"},
            "OutputPath": "$.all",
            "Next": unsafe[0],
        },
        **chain(unsafe, {"End": True}),
    },
}
