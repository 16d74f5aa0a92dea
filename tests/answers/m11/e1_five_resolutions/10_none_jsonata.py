def lane(size):
    return {
        "StartAt": f"Make {size}",
        "States": {
            f"Make {size}": {
                "Type": "Task",
                "Resource": "arn:aws:states:::lambda:invoke",
                "Arguments": {
                    "FunctionName": "hill-15-transcode",
                    "Payload": f"{{% $merge([$states.input, {{'resolution': '{size}'}}]) %}}",
                },
                "Output": "{% $states.result.Payload %}",
                "Catch": [
                    {
                        "ErrorEquals": ["States.ALL"],
                        "Output": {"resolution": size, "error": "{% $states.errorOutput.Error %}"},
                        "Next": f"Without {size}",
                    }
                ],
                "End": True,
            },
            f"Without {size}": {"Type": "Succeed"},
        },
    }


five_sizes = {
    "QueryLanguage": "JSONata",
    "StartAt": "Render",
    "States": {
        "Render": {
            "Type": "Parallel",
            "Branches": [lane(size) for size in ("1080p", "720p", "480p", "360p", "240p")],
            "Output": {
                "videoId": "{% $states.input.videoId %}",
                "renditions": "{% $states.result{resolution: $} %}",
            },
            "End": True,
        }
    },
}
