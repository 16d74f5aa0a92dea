parent = {
    "StartAt": "draft",
    "States": {
        name: {
            "Type": "Task",
            "Resource": f"arn:aws:lambda:us-east-1:123456789012:function:lake-68-{name}",
            "ResultPath": f"$.{name}",
            **then,
        }
        for name, then in {
            "draft": {"Next": "risk"},
            "risk": {"Next": "discount"},
            "discount": {"Next": "customer"},
            "customer": {"Next": "rate"},
            "rate": {"Next": "snapshot"},
            "snapshot": {"Next": "message"},
            "message": {"Next": "agent"},
            "agent": {"Next": "invoice"},
            "invoice": {"Next": "points"},
            "points": {"End": True},
        }.items()
    },
}
child = None
