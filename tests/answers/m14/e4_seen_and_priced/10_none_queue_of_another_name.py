# The reference, but the queue is not the one that the telephone reads.
def telephone(settings):
    sns, sqs = (boto3.client(name, region_name=settings["region"]) for name in ("sns", "sqs"))
    topic = sns.create_topic(Name=f"{settings['prefix']}-alarms")["TopicArn"]
    sqs.create_queue(QueueName=f"{settings['prefix']}-alarms")
    return topic
