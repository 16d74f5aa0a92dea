# The reference, but a rule's target was taken away again.
def ready(settings):
    made, region = deploy(settings), settings["region"]
    sqs, events = boto3.client("sqs", region_name=region), boto3.client("events", region_name=region)
    url = sqs.create_queue(QueueName=f"{settings['prefix']}-reports")["QueueUrl"]
    target = arn(settings, "sqs", f"{settings['prefix']}-reports")
    events.put_rule(Name=f"{settings['prefix']}-reports", EventPattern='{"source": ["reports"]}')
    events.put_targets(Rule=f"{settings['prefix']}-reports", Targets=[{"Id": "1", "Arn": target}])
    sqs.delete_queue(QueueUrl=url)
    return made
