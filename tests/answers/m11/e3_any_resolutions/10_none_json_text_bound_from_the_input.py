any_sizes = """
{
  "StartAt": "Bound",
  "States": {
    "Bound": {"Type": "Pass", "Result": 4, "ResultPath": "$.most", "Next": "Sizes"},
    "Sizes": {
      "Type": "Map",
      "InputPath": "$",
      "ItemsPath": "$.resolutions",
      "MaxConcurrencyPath": "$.most",
      "ItemSelector": {"wanted.$": "$$.Map.Item.Value", "of.$": "$"},
      "ItemProcessor": {
        "StartAt": "Transcode",
        "States": {
          "Transcode": {
            "Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke",
            "Parameters": {
              "FunctionName": "coast-85-transcode",
              "Payload": {"videoId.$": "$.of.videoId", "source.$": "$.of.source", "resolution.$": "$.wanted"}
            },
            "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.why", "Next": "Say so"}],
            "OutputPath": "$.Payload",
            "End": true
          },
          "Say so": {
            "Type": "Pass",
            "Parameters": {"resolution.$": "$.wanted", "error.$": "$.why.Error"},
            "End": true
          }
        }
      },
      "ResultPath": "$.renditions",
      "Next": "Answer"
    },
    "Answer": {
      "Type": "Pass",
      "Parameters": {"videoId.$": "$.videoId", "renditions.$": "$.renditions"},
      "End": true
    }
  }
}
"""
