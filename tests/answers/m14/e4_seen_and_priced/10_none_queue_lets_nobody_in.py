# The reference, but the queue's policy admits nobody: on AWS, what the topic sends is turned away.
def telephone(settings):
    sns, sqs = (boto3.client(name, region_name=settings["region"]) for name in ("sns", "sqs"))
    topic = sns.create_topic(Name=f"{settings['prefix']}-on-duty")["TopicArn"]
    sqs.create_queue(QueueName=f"{settings['prefix']}-on-duty")
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=topic.replace(":sns:", ":sqs:"))
    return topic
