FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:coast-85-transcode"

make = {
    "Type": "Task",
    "Resource": FUNCTION,
    "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.failure", "Next": "Mark"}],
    "End": True,
}
mark = {
    "Type": "Pass",
    "Parameters": {"resolution.$": "$.resolution", "error.$": "$.failure.Error"},
    "End": True,
}
lane = {"StartAt": "Make", "States": {"Make": make, "Mark": mark}}
each = {
    "Type": "Map",
    "ItemsPath": "$.resolutions",
    "MaxConcurrency": 4,
    "ItemSelector": {
        "videoId.$": "$.videoId",
        "source.$": "$.source",
        "resolution.$": "$$.Map.Item.Value",
    },
    "ItemProcessor": lane,
    "ResultPath": "$.renditions",
    "Next": "Answer",
}
answer = {
    "Type": "Pass",
    "Parameters": {"videoId.$": "$.videoId", "renditions.$": "$.renditions"},
    "End": True,
}
del each["MaxConcurrency"]

any_sizes = {"StartAt": "Each", "States": {"Each": each, "Answer": answer}}
