import copy

limits = {
    "Charge": (31 * 1.75, None),
    "Review": (969 * 1.75, 190 * 2),
    "Write customer": (55 * 1.75, None),
    "Print receipt": (646 * 1.75, 76 * 2),
    "Write sales": (26 * 1.75, None),
    "Confirm": (46 * 1.75, None),
}
bounded = copy.deepcopy(payment_workflow) | {"TimeoutSeconds": 1.5 * 7_200}
for name, (timeout, heartbeat) in limits.items():
    caught = {"Next": f"{name} by hand", "ResultPath": "$.why"}
    bounded["States"][name] |= {
        "TimeoutSeconds": int(timeout),
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
