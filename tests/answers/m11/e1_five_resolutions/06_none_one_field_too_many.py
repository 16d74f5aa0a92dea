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


def joined(branches, **fields):
    return {
        "StartAt": "All",
        "States": {
            "All": {
                "Type": "Parallel",
                "Branches": branches,
                "ResultSelector": {f"{size}.$": f"$[{at}]" for at, size in enumerate(SIZES)},
                "ResultPath": "$.renditions",
                "Next": "Answer",
                **fields,
            },
            "Answer": {
                "Type": "Pass",
                "Parameters": {"videoId.$": "$.videoId", "renditions.$": "$.renditions"},
                "End": True,
            },
        },
    }


five_sizes = joined([lane(size) for size in SIZES])
five_sizes["States"]["All"]["End"] = True
del five_sizes["States"]["All"]["Next"], five_sizes["States"]["Answer"]
