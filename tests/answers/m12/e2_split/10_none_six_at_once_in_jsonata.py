# Both in JSONata. The child does its six at once, and hands back what it has found out alone; the parent keeps the payment
# in a variable, and says at the very end what it all comes to.
LAMBDA = "arn:aws:lambda:us-east-1:123456789012:function:lake-68-"
ARN = "arn:aws:states:us-east-1:123456789012:stateMachine:lake-68-safe-steps"
SIX = ["draft", "risk", "discount", "customer", "rate", "snapshot"]
FOUR = ["message", "agent", "invoice", "points"]


def lane(name):
    task = {
        "Type": "Task",
        "Resource": "arn:aws:states:::lambda:invoke",
        "Arguments": {"FunctionName": LAMBDA + name, "Payload": "{% $states.input %}"},
        "Output": {name: "{% $states.result.Payload %}"},
        "End": True,
    }
    return {"StartAt": name, "States": {name: task}}


child = {
    "QueryLanguage": "JSONata",
    "StartAt": "All six",
    "States": {
        "All six": {
            "Type": "Parallel",
            "Branches": [lane(name) for name in SIX],
            "Output": "{% $merge($states.result) %}",
            "End": True,
        }
    },
}

states = {
    "Child": {
        "Type": "Task",
        "Resource": "arn:aws:states:::aws-sdk:sfn:startSyncExecution",
        "Arguments": {"StateMachineArn": ARN, "Input": "{% $states.input %}"},
        "Assign": {
            "known": "{% $merge([$states.input, $states.result.Status = 'SUCCEEDED' ? $parse($states.result.Output) : {}]) %}",
            "status": "{% $states.result.Status %}",
        },
        "Output": "{% $states.input %}",
        "Next": "Did it?",
    },
    "Did it?": {
        "Type": "Choice",
        "Choices": [{"Condition": "{% $status != 'SUCCEEDED' %}", "Next": "No"}],
        "Default": FOUR[0],
    },
    "No": {"Type": "Fail", "Error": "Child.Failed", "Cause": "{% 'the child is ' & $status %}"},
}
for name, then in zip(FOUR, [*FOUR[1:], None]):
    states[name] = {
        "Type": "Task",
        "Resource": LAMBDA + name,
        "Arguments": "{% $known %}",
        "Assign": {"known": "{% $merge([$known, {'" + name + "': $states.result}]) %}"},
        "Output": "{% $merge([$known, {'" + name + "': $states.result}]) %}",
        **({"Next": then} if then else {"End": True}),
    }
parent = {"QueryLanguage": "JSONata", "StartAt": "Child", "States": states}
