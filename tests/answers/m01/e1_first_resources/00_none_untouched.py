def provision(dynamodb, sqs, prefix):
    """See to it that the table and the queue are there; return {"tableArn": ..., "queueUrl": ...}."""
    # Your answer goes here, in place of the next line.
    raise NotImplementedError("still to be written")
