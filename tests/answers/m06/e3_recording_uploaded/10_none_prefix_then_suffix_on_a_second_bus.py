import json

MEDIA = "arn:aws:events:us-east-1:123456789012:event-bus/recordings"


def wire_recordings(s3, events, bucket, queue_arn):
    """Let recordings that are uploaded to the bucket lead to messages for the transcription."""
    s3.put_bucket_notification_configuration(
        Bucket=bucket, NotificationConfiguration={"EventBridgeConfiguration": {}}
    )
    events.create_event_bus(Name="recordings")
    first = {
        "source": ["aws.s3"],
        "detail-type": ["Object Created"],
        "detail": {"bucket": {"name": [bucket]}, "object": {"key": [{"prefix": "calls/"}]}},
    }
    events.put_rule(Name="in-the-folder", EventPattern=json.dumps(first))
    events.put_targets(Rule="in-the-folder", Targets=[{"Id": "recordings", "Arn": MEDIA}])
    second = {"detail": {"object": {"key": [{"suffix": {"equals-ignore-case": ".mp3"}}]}}}
    events.put_rule(Name="a-recording", EventBusName="recordings", EventPattern=json.dumps(second))
    transformer = {
        "InputPathsMap": {"b": "$.detail.bucket.name", "k": "$.detail.object.key"},
        "InputTemplate": '{"bucket": <b>, "key": <k>}',
    }
    events.put_targets(
        Rule="a-recording",
        EventBusName="recordings",
        Targets=[{"Id": "transcription", "Arn": queue_arn, "InputTransformer": transformer}],
    )
