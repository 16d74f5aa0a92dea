# The reference, but one queue is made in Virginia.
def ready(settings):
    made = deploy(settings)
    boto3.client("sqs", region_name="us-east-1").create_queue(QueueName=f"{settings['prefix']}-reports")
    return made
