import json


def wire_recordings(s3, events, bucket, queue_arn):
    """Let recordings that are uploaded to the bucket lead to messages for the transcription."""
    s3.put_bucket_notification_configuration(
        Bucket=bucket, NotificationConfiguration={"EventBridgeConfiguration": {}}
    )
    for end in ("mp3", "MP3"):
        pattern = {
            "source": ["aws.s3"],
            "resources": [f"arn:aws:s3:::{bucket}"],
            "detail-type": [{"wildcard": "*Created"}],
            "detail": {"object": {"key": [{"wildcard": f"calls/*.{end}"}]}},
        }
        events.put_rule(Name=f"recordings-{end}", EventPattern=json.dumps(pattern))
        transformer = {
            "InputPathsMap": {"key": "$.detail.object.key"},
            "InputTemplate": '{"bucket": "%s", "key": "<key>"}' % bucket,
        }
        events.put_targets(
            Rule=f"recordings-{end}",
            Targets=[{"Id": end, "Arn": queue_arn, "InputTransformer": transformer}],
        )
