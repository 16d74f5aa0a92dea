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
    files = json.loads(s3.get_object(Bucket=bucket, Key=f"{prefix}/manifest.json")["Body"].read())["ResultFiles"]
    found = {"paid": 0, "refused": 0, "unusable": 0, "paidAmount": 0, "refusedAmount": 0}
    for file in files["SUCCEEDED"]:
        for record in json.loads(s3.get_object(Bucket=bucket, Key=file["Key"])["Body"].read()):
            output = json.loads(record["Output"])
            found[output["outcome"]] += 1
            found[output["outcome"] + "Amount"] += output["amount"]
    for file in files["FAILED"]:
        found["unusable"] += len(json.loads(s3.get_object(Bucket=bucket, Key=file["Key"])["Body"].read()))
    return found
