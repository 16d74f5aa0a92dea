import copy

limits = {
    "Charge": (54, None),
    "Review": (1695, 380),
    "Write customer": (96, None),
    "Print receipt": (1130, 152),
    "Write sales": (45, None),
    "Confirm": (80, None),
}
bounded = copy.deepcopy(payment_workflow) | {"TimeoutSeconds": 1.5 * 7_200}
for name, (timeout, heartbeat) in limits.items():
    caught = {"Next": f"{name} by hand", "ResultPath": "$.why"}
    bounded["States"][name] |= {
        "TimeoutSeconds": timeout,
        "Catch": [
            {"ErrorEquals": ["States.HeartbeatTimeout"], **caught},
            {"ErrorEquals": ["States.Timeout"], **caught},
        ],
    }
    if heartbeat:
        bounded["States"][name]["HeartbeatSeconds"] = heartbeat
    bounded["States"][f"{name} by hand"] = {
        "Type": "Task",
        "Resource": "arn:aws:states:::lambda:invoke",
        "Parameters": {"FunctionName": "north-hand-over", "Payload.$": "$"},
        "TimeoutSeconds": 60,
        "End": True,
    }
