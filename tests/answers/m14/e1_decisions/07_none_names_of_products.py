# The reference, but the services are called as AWS calls them.
products = {
    "api": "API Gateway",
    "queue": "SQS",
    "topic": "SNS",
    "bus": "EventBridge",
    "function": "Lambda",
    "execution": "Step Functions",
    "distributed-map": "Distributed Map",
    "alarm": "CloudWatch",
}
decisions = {code: {**each, "service": products[each["service"]]} for code, each in decisions.items()}
