# The reference, but a queue lets in the messages of every topic in the world.
def ready(settings):
    made = deploy(settings)
    sqs = boto3.client("sqs", region_name=settings["region"])
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": "sns.amazonaws.com"},
        "Action": "sqs:SendMessage",
        "Resource": arn(settings, "sqs", f"{settings['prefix']}-reports"),
    }
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    sqs.create_queue(QueueName=f"{settings['prefix']}-reports", Attributes={"Policy": policy})
    return made
