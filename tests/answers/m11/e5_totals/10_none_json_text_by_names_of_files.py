import json

totals = """
{
  "QueryLanguage": "JSONata",
  "StartAt": "Look up",
  "States": {
    "Look up": {
      "Type": "Map",
      "Items": "{% $states.input.payments %}",
      "ItemProcessor": {
        "StartAt": "One",
        "States": {
          "One": {
            "Type": "Task",
            "Resource": "arn:aws:lambda:us-east-1:123456789012:function:coast-82-look-up",
            "Arguments": {"paymentId": "{% $states.input %}"},
            "End": true
          }
        }
      },
      "Assign": {"found": "{% $states.result %}"},
      "Next": "Any?"
    },
    "Any?": {"Type": "Choice", "Choices": [{"Condition": "{% $count($found) = 0 %}", "Output": {}, "Next": "None"}], "Default": "Sum up"},
    "None": {"Type": "Succeed"},
    "Sum up": {
      "Type": "Pass",
      "Output": "{% $merge($distinct($found.channel).($c := $; {$c: {'quantity': $count($found[channel = $c]), 'turnover': $sum($found[channel = $c].cents)}})) %}",
      "End": true
    }
  }
}
"""


def summarise(s3, bucket, prefix):
    totals = {"paid": 0, "refused": 0, "unusable": 0, "paidAmount": 0.0, "refusedAmount": 0.0}
    for each in s3.list_objects_v2(Bucket=bucket, Prefix=prefix + "/")["Contents"]:
        name = each["Key"].split("/")[-1]
        if not name.startswith(("SUCCEEDED", "FAILED")):
            continue
        for record in json.loads(s3.get_object(Bucket=bucket, Key=each["Key"])["Body"].read()):
            if name.startswith("FAILED"):
                totals["unusable"] += 1
            else:
                result = json.loads(record["Output"])
                totals[result["outcome"]] += 1
                totals[result["outcome"] + "Amount"] += result["amount"]
    return totals
