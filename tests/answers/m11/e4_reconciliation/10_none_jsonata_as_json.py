parent_type = "STANDARD"

one_by_one = """
{
  "QueryLanguage": "JSONata",
  "StartAt": "Statement",
  "States": {
    "Statement": {
      "Type": "Map",
      "ItemReader": {
        "Resource": "arn:aws:states:::s3:getObject",
        "ReaderConfig": {"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW"},
        "Arguments": {"Bucket": "{% $states.input.bucket %}", "Key": "{% $states.input.key %}"}
      },
      "ItemProcessor": {
        "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
        "StartAt": "Row",
        "States": {
          "Row": {
            "Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke",
            "Arguments": {"FunctionName": "hill-72-reconcile", "Payload": "{% $states.input %}"},
            "Output": "{% $states.result.Payload %}",
            "End": true
          }
        }
      },
      "MaxConcurrency": 40,
      "ToleratedFailurePercentage": "{% 2 %}",
      "ResultWriter": {
        "Resource": "arn:aws:states:::s3:putObject",
        "Arguments": {"Bucket": "{% $states.input.bucket %}", "Prefix": "bookings"}
      },
      "End": true
    }
  }
}
"""

in_batches = """
{
  "QueryLanguage": "JSONata",
  "StartAt": "Statement",
  "States": {
    "Statement": {
      "Type": "Map",
      "ItemReader": {
        "Resource": "arn:aws:states:::s3:getObject",
        "ReaderConfig": {"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW"},
        "Arguments": {"Bucket": "{% $states.input.bucket %}", "Key": "{% $states.input.key %}"}
      },
      "ItemBatcher": {"MaxItemsPerBatch": 50},
      "ItemProcessor": {
        "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
        "StartAt": "Rows",
        "States": {
          "Rows": {
            "Type": "Map",
            "Items": "{% $states.input.Items %}",
            "MaxConcurrency": 10,
            "ItemProcessor": {
              "StartAt": "Row",
              "States": {
                "Row": {
                  "Type": "Task",
                  "Resource": "arn:aws:states:::lambda:invoke",
                  "Arguments": {"FunctionName": "hill-72-reconcile", "Payload": "{% $states.input %}"},
                  "Output": "{% $states.result.Payload %}",
                  "Catch": [
                    {
                      "ErrorEquals": ["States.ALL"],
                      "Output": {"paymentId": "{% $states.input.paymentId %}", "outcome": "unusable"},
                      "Next": "Unusable"
                    }
                  ],
                  "End": true
                },
                "Unusable": {"Type": "Succeed"}
              }
            },
            "End": true
          }
        }
      },
      "ResultWriter": {
        "Resource": "arn:aws:states:::s3:putObject",
        "Arguments": {"Bucket": "{% $states.input.bucket %}", "Prefix": "bookings"}
      },
      "End": true
    }
  }
}
"""
