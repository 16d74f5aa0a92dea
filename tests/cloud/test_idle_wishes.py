"""What the lab would only store is refused, by service and call."""

import pytest
from botocore.exceptions import ClientError

POLICY = '{"MessageRetentionPeriod": "30"}'
NOTIFICATION = {
    "QueueConfigurations": [
        {"QueueArn": "arn:aws:sqs:us-east-1:123456789012:nowhere", "Events": ["s3:ObjectCreated:*"]}
    ]
}


@pytest.mark.parametrize(
    "service, call, asked",
    [
        (
            "sns",
            "create_topic",
            {"Name": "sales.fifo", "Attributes": {"FifoTopic": "true", "ArchivePolicy": POLICY}},
        ),
        (
            "s3",
            "put_bucket_notification_configuration",
            {"Bucket": "sales", "NotificationConfiguration": NOTIFICATION, "SkipDestinationValidation": True},
        ),
        (
            "s3",
            "put_bucket_lifecycle_configuration",
            {
                "Bucket": "sales",
                "LifecycleConfiguration": {
                    "Rules": [{"Status": "Enabled", "Prefix": "", "Expiration": {"Days": 1}}]
                },
            },
        ),
    ],
)
def test_a_wish_that_nobody_would_act_on_is_refused(account, service, call, asked):
    with pytest.raises(ClientError, match="the lab does not") as caught:
        getattr(account.client(service), call)(**asked)

    assert 501 == caught.value.response["ResponseMetadata"]["HTTPStatusCode"]


def test_the_same_calls_without_the_wish_are_answered(account):
    account.client("s3").create_bucket(Bucket="sales")
    account.client("s3").put_bucket_notification_configuration(Bucket="sales", NotificationConfiguration={})
    topic = account.client("sns").create_topic(Name="sales.fifo", Attributes={"FifoTopic": "true"})

    assert topic["TopicArn"].endswith(":sales.fifo")
