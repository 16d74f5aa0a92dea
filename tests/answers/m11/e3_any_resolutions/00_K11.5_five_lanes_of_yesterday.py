FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:coast-85-transcode"


def lane(at, size):
    return {
        "StartAt": f"Make {size}",
        "States": {
            f"Make {size}": {
                "Type": "Task",
                "Resource": FUNCTION,
                "Parameters": {
                    "videoId.$": "$.videoId",
                    "source.$": "$.source",
                    "resolution.$": f"$.resolutions[{at}]",
                },
                "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.e", "Next": f"Mark {size}"}],
                "End": True,
            },
            f"Mark {size}": {
                "Type": "Pass",
                "Parameters": {"resolution.$": f"$.resolutions[{at}]", "error.$": "$.e.Error"},
                "End": True,
            },
        },
    }


any_sizes = {
    "StartAt": "All",
    "States": {
        "All": {
            "Type": "Parallel",
            "Branches": [lane(at, size) for at, size in enumerate("abcde")],
            "ResultPath": "$.renditions",
            "Next": "Answer",
        },
        "Answer": {
            "Type": "Pass",
            "Parameters": {"videoId.$": "$.videoId", "renditions.$": "$.renditions"},
            "End": True,
        },
    },
}
