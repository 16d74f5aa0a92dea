import json

SIZES = ["240p", "360p", "480p", "720p", "1080p"]


def lane(size):
    return {
        "StartAt": f"Make {size}",
        "States": {
            f"Make {size}": {
                "Type": "Task",
                "Resource": "arn:aws:states:::lambda:invoke",
                "Parameters": {
                    "FunctionName": "hill-15-transcode",
                    "Payload": {"videoId.$": "$.videoId", "source.$": "$.source", "resolution": size},
                },
                "ResultSelector": {f"{size}.$": "$.Payload"},
                "Catch": [
                    {"ErrorEquals": ["States.TaskFailed", "States.Timeout"], "ResultPath": "$.e", "Next": f"Mark {size}"}
                ],
                "End": True,
            },
            f"Mark {size}": {
                "Type": "Pass",
                "Parameters": {size: {"resolution": size, "error.$": "$.e.Error"}},
                "End": True,
            },
        },
    }


five_sizes = json.dumps(
    {
        "StartAt": "Render",
        "States": {
            "Render": {
                "Type": "Parallel",
                "Branches": [lane(size) for size in SIZES],
                "ResultPath": "$.lanes",
                "Next": "Join",
            },
            "Join": {
                "Type": "Pass",
                "Parameters": {
                    "videoId.$": "$.videoId",
                    "renditions": {f"{size}.$": f"$.lanes[{at}].{size}" for at, size in enumerate(SIZES)},
                },
                "End": True,
            },
        },
    }
)
