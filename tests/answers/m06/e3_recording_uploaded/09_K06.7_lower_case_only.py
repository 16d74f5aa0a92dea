import json


def wire_recordings(s3, events, bucket, queue_arn):
    """Let recordings that are uploaded to the bucket lead to messages for the transcription."""
    s3.put_bucket_notification_configuration(
        Bucket=bucket, NotificationConfiguration={"EventBridgeConfiguration": {}}
    )
    keys = [{"wildcard": "calls/*.mp3"}]
    pattern = {
        "source": ["aws.s3"],
        "detail-type": ["Object Created"],
        "detail": {"bucket": {"name": [bucket]}, "object": {"key": keys}},
    }
    events.put_rule(Name="recordings", EventPattern=json.dumps(pattern))
    transformer = {
        "InputPathsMap": {"bucket": "$.detail.bucket.name", "key": "$.detail.object.key"},
        "InputTemplate": '{"bucket": <bucket>, "key": <key>}',
    }
    events.put_targets(
        Rule="recordings",
        Targets=[{"Id": "transcription", "Arn": queue_arn, "InputTransformer": transformer}],
    )
