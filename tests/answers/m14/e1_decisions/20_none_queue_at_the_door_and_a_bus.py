# The reference, but a queue stands between the door and the workflow, and a bus announces what was paid.
decisions["start"].update(service="queue", reason="own-time", risk="flood", answer="buffer")
decisions["fact"].update(service="bus", risk="down", answer="retry")

ACCEPT = (
    ACCEPT.replace('states = boto3.client("stepfunctions")', 'sqs = boto3.client("sqs")')
    .replace("states.start_execution(", "sqs.send_message(")
    .replace('stateMachineArn=os.environ["WORKFLOW"], name=payment_id, input=', 'QueueUrl=URL, MessageBody=')
    .replace("states.exceptions.ExecutionAlreadyExists", "sqs.exceptions.QueueDoesNotExist")
    .replace("TEXTS =", 'URL = sqs.get_queue_url(QueueName=os.environ["WORKFLOW"].split(":")[-1])["QueueUrl"]\n\nTEXTS =')
)

START = '''
import json
import os

import boto3

states = boto3.client("stepfunctions")


def handler(event, context):
    for record in event["Records"]:
        name = json.loads(record["body"])["paymentId"]
        try:
            states.start_execution(stateMachineArn=os.environ["WORKFLOW"], name=name, input=record["body"])
        except states.exceptions.ExecutionAlreadyExists:
            pass
'''


def start_queue(settings, workflow):
    prefix, region = settings["prefix"], settings["region"]
    boto3.client("sqs", region_name=region).create_queue(
        QueueName=f"{prefix}-accepted-q", Attributes={"VisibilityTimeout": "180"}
    )
    queue = arn(settings, "sqs", f"{prefix}-accepted-q")
    starter = make_function(
        settings,
        f"{prefix}-start",
        START,
        allow(workflow, "states:StartExecution"),
        allow(queue, "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"),
        WORKFLOW=workflow,
    )
    boto3.client("lambda", region_name=region).create_event_source_mapping(
        EventSourceArn=queue, FunctionName=starter
    )
    return queue


with_topic = payment_workflow


def payment_workflow(settings, topic):
    definition = with_topic(settings, topic)
    entry = {
        "EventBusName": f"{settings['prefix']}-payments",
        "Source": "insurance.payments",
        "DetailType": "PaymentMade",
        "Detail": "{% $fact %}",
    }
    definition["States"]["Announce"].update(
        Resource="arn:aws:states:::events:putEvents", Arguments={"Entries": [entry]}
    )
    return definition


def fan_out(settings):
    prefix, region = settings["prefix"], settings["region"]
    events, sqs = boto3.client("events", region_name=region), boto3.client("sqs", region_name=region)
    bus = events.create_event_bus(Name=f"{prefix}-payments")["EventBusArn"]
    services = {"customer": "customer-payments", "sales": "sales-activity", "communication": "outbox"}
    for service, table in services.items():
        queue, rule = arn(settings, "sqs", f"{prefix}-{service}-q"), f"{prefix}-{service}"
        source = {"ArnEquals": {"aws:SourceArn": arn(settings, "events", f"rule/{prefix}-payments/{rule}")}}
        admits = {
            "Effect": "Allow",
            "Principal": {"Service": "events.amazonaws.com"},
            "Action": "sqs:SendMessage",
            "Resource": queue,
            "Condition": source,
        }
        sqs.create_queue(QueueName=f"{prefix}-{service}-q-dlq")
        redrive = {"deadLetterTargetArn": f"{queue}-dlq", "maxReceiveCount": 40}
        sqs.create_queue(
            QueueName=f"{prefix}-{service}-q",
            Attributes={
                "VisibilityTimeout": "180",
                "RedrivePolicy": json.dumps(redrive),
                "Policy": json.dumps({"Version": "2012-10-17", "Statement": [admits]}),
            },
        )
        events.put_rule(
            Name=rule, EventBusName=f"{prefix}-payments", EventPattern='{"source": ["insurance.payments"]}'
        )
        targets = [{"Id": "queue", "Arn": queue, "InputPath": "$.detail"}]
        events.put_targets(Rule=rule, EventBusName=f"{prefix}-payments", Targets=targets)
        worker = make_function(
            settings,
            f"{prefix}-{service}",
            RECORD,
            allow(arn(settings, "dynamodb", f"table/{prefix}-{table}"), "dynamodb:PutItem"),
            allow(queue, "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"),
            TABLE=f"{prefix}-{table}",
        )
        boto3.client("lambda", region_name=region).create_event_source_mapping(
            EventSourceArn=queue, FunctionName=worker, FunctionResponseTypes=["ReportBatchItemFailures"]
        )
    return bus


def deploy(settings):
    workflow = payments(settings, fan_out(settings))
    transcription(settings)
    return {
        "url": front_door(settings, start_queue(settings, workflow)),
        "workflow": workflow,
        "reconciliation": reconciliation(settings),
    }
