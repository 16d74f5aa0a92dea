FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:hill-15-transcode"
SIZES = ["240p", "360p", "480p", "720p", "1080p"]


def lane(size):
    task = {
        "Type": "Task",
        "Resource": FUNCTION,
        "Parameters": {"videoId.$": "$.videoId", "source.$": "$.source", "resolution": size},
        "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.failure", "Next": f"Mark {size}"}],
        "End": True,
    }
    mark = {
        "Type": "Pass",
        "Parameters": {"resolution": size, "error.$": "$.failure.Error"},
        "End": True,
    }
    return {"StartAt": f"Make {size}", "States": {f"Make {size}": task, f"Mark {size}": mark}}


five_sizes = {
    "StartAt": "All",
    "States": {
        "All": {"Type": "Parallel", "Branches": [lane(size) for size in SIZES], "Next": "Answer"},
        "Answer": {
            "Type": "Pass",
            "Parameters": {
                "videoId.$": "$.videoId",
                "renditions": {f"{size}.$": f"$.{at}" for at, size in zip("abcde", SIZES)},
            },
            "End": True,
        },
    },
}
