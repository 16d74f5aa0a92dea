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
make_first = {**make, "Catch": [{**make["Catch"][0]}]}
lane["StartAt"] = "First?"
lane["States"] |= {
    "First?": {
        "Type": "Choice",
        "Choices": [{"Variable": "$.resolution", "StringEquals": "240p", "Next": "Make the small one"}],
        "Default": "Make",
    },
    "Make the small one": make_first,
}

any_sizes = {"StartAt": "Each", "States": {"Each": each, "Answer": answer}}
