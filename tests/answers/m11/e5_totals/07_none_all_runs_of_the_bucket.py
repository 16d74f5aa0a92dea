import json

each_payment = {
    "Type": "Map",
    "Items": "{% $states.input.payments %}",
    "ItemProcessor": {
        "StartAt": "One",
        "States": {
            "One": {
                "Type": "Task",
                "Resource": "arn:aws:lambda:us-east-1:123456789012:function:coast-82-look-up",
                "Arguments": {"paymentId": "{% $states.input %}"},
                "End": True,
            }
        },
    },
    "Output": "{% $states.result{channel: {'quantity': $count(cents), 'turnover': $sum(cents)}} %}",
    "End": True,
}
totals = {"QueryLanguage": "JSONata", "StartAt": "Payments", "States": {"Payments": each_payment}}


def summarise(s3, bucket, prefix):
    found = {"paid": 0, "refused": 0, "unusable": 0, "paidAmount": 0, "refusedAmount": 0}
    for each in s3.list_objects_v2(Bucket=bucket)["Contents"]:
        if "SUCCEEDED" not in each["Key"] and "FAILED" not in each["Key"]:
            continue
        for record in json.loads(s3.get_object(Bucket=bucket, Key=each["Key"])["Body"].read()):
            if record["Status"] == "FAILED":
                found["unusable"] += 1
            else:
                output = json.loads(record["Output"])
                found[output["outcome"]] += 1
                found[output["outcome"] + "Amount"] += output["amount"]
    return found
