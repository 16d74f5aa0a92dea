import json


def publish_payment(sns, topic_arn, payment, outcome):
    entry = {
        "Id": "1",
        "Message": json.dumps(payment),
        "MessageAttributes": {
            "channel": {"DataType": "String", "StringValue": payment["channel"]},
            "amount": {"DataType": "Number", "StringValue": f"{payment['amount']:.2f}"},
            "outcome": {"DataType": "String", "StringValue": outcome},
        },
    }
    answer = sns.publish_batch(TopicArn=topic_arn, PublishBatchRequestEntries=[entry])
    return answer["Successful"][0]["MessageId"]
