import json

HERE = "lake-68"


def call(name, then):
    return {
        "Type": "Task",
        "Resource": "arn:aws:states:::lambda:invoke",
        "Arguments": {"FunctionName": f"{HERE}-{name}", "Payload": "{% $states.input %}"},
        "Output": "{% $merge([$states.input, {'NAME': $states.result.Payload}]) %}".replace("NAME", name),
        **then,
    }


child = json.dumps(
    {
        "QueryLanguage": "JSONata",
        "StartAt": "1",
        "States": {
            "1": call("risk", {"Next": "2"}),
            "2": call("draft", {"Next": "3"}),
            "3": call("rate", {"Next": "4"}),
            "4": call("discount", {"Next": "5"}),
            "5": call("snapshot", {"Next": "6"}),
            "6": call("customer", {"End": True}),
        },
    }
)
parent = {
    "QueryLanguage": "JSONata",
    "StartAt": "Ask",
    "States": {
        "Ask": {
            "Type": "Task",
            "Resource": "arn:aws:states:::aws-sdk:sfn:startSyncExecution",
            "Arguments": {
                "StateMachineArn": f"arn:aws:states:us-east-1:123456789012:stateMachine:{HERE}-safe",
                "Input": "{% $string($states.input) %}",
            },
            # A child that has failed has no output: then this expression is an error, and so the parent fails.
            "Output": "{% $parse($states.result.Output) %}",
            "Next": "message",
        },
        "message": call("message", {"Next": "agent"}),
        "agent": call("agent", {"Next": "invoice"}),
        "invoice": call("invoice", {"Next": "points"}),
        "points": call("points", {"End": True}),
    },
}
