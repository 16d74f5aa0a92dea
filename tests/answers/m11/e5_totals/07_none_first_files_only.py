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
    for name in ("SUCCEEDED_0", "FAILED_0"):
        try:
            text = s3.get_object(Bucket=bucket, Key=f"{prefix}/{name}.json")["Body"].read()
        except s3.exceptions.NoSuchKey:
            continue
        for record in json.loads(text):
            if "Output" not in record:
                found["unusable"] += 1
                continue
            output = json.loads(record["Output"])
            found[output["outcome"]] += 1
            found[output["outcome"] + "Amount"] += output["amount"]
    return found
