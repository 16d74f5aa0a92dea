def wire_recordings(s3, events, bucket, queue_arn):
    """Let recordings that are uploaded to the bucket lead to messages for the transcription."""
    rules = [{"Name": "prefix", "Value": "calls/"}, {"Name": "suffix", "Value": ".mp3"}]
    wish = {"QueueArn": queue_arn, "Events": ["s3:ObjectCreated:*"], "Filter": {"Key": {"FilterRules": rules}}}
    s3.put_bucket_notification_configuration(
        Bucket=bucket, NotificationConfiguration={"QueueConfigurations": [wish]}
    )
