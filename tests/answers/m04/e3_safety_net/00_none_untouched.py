import json


def create_queues(sqs, prefix, function_timeout):
    """Create the queues of sales and communication; return {service: url}."""
    # Your answer goes here, in place of the next line.
    raise NotImplementedError("still to be written")
