# The reference, but every upload is transcribed.
right = transcription


def transcription(settings):
    """Let every key pass."""
    right(settings)
    name, events = f"{settings['prefix']}-recorded", boto3.client("events", region_name=settings["region"])
    pattern = {"source": ["aws.s3"], "detail": {"bucket": {"name": [f"{settings['prefix']}-recordings"]}}}
    events.put_rule(Name=name, EventPattern=json.dumps(pattern))
