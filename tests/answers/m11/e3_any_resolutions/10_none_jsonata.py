any_sizes = {
    "QueryLanguage": "JSONata",
    "StartAt": "Each",
    "States": {
        "Each": {
            "Type": "Map",
            "Items": "{% $states.input.resolutions %}",
            "MaxConcurrency": 4,
            "ItemSelector": {
                "videoId": "{% $states.input.videoId %}",
                "source": "{% $states.input.source %}",
                "resolution": "{% $states.context.Map.Item.Value %}",
            },
            "ItemProcessor": {
                "StartAt": "Make",
                "States": {
                    "Make": {
                        "Type": "Task",
                        "Resource": "arn:aws:lambda:us-east-1:123456789012:function:coast-85-transcode",
                        "Catch": [
                            {
                                "ErrorEquals": ["States.ALL"],
                                "Output": {
                                    "resolution": "{% $states.input.resolution %}",
                                    "error": "{% $states.errorOutput.Error %}",
                                },
                                "Next": "Marked",
                            }
                        ],
                        "End": True,
                    },
                    "Marked": {"Type": "Succeed"},
                },
            },
            "Output": {
                "videoId": "{% $states.input.videoId %}",
                "renditions": "{% $states.result %}",
            },
            "End": True,
        }
    },
}
