# The reference, but a rule tells those on duty of each bad end, too: the whole event, with the execution's input.
_watch = watch


def watch(settings, system):
    _watch(settings, system)
    sqs, events = (boto3.client(name, region_name=settings["region"]) for name in ("sqs", "events"))
    name = f"{settings['prefix']}-on-duty"
    url = sqs.get_queue_url(QueueName=name)["QueueUrl"]
    about = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["Policy", "QueueArn"])["Attributes"]
    ends = {"status": ["FAILED"], "stateMachineArn": [system["workflow"]]}
    rule = events.put_rule(
        Name=f"{name}-bad-ends", EventPattern=json.dumps({"source": ["aws.states"], "detail": ends})
    )["RuleArn"]
    policy = json.loads(about["Policy"])
    policy["Statement"].append(
        {
            "Effect": "Allow",
            "Principal": {"Service": "events.amazonaws.com"},
            "Action": "sqs:SendMessage",
            "Resource": about["QueueArn"],
            "Condition": {"ArnEquals": {"aws:SourceArn": rule}},
        }
    )
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": json.dumps(policy)})
    events.put_targets(Rule=f"{name}-bad-ends", Targets=[{"Id": "on-duty", "Arn": about["QueueArn"]}])
