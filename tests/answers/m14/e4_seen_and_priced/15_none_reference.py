import json

import boto3

SLOW_MS = 1200


def watch(settings, system):
    """Let those on duty hear of what goes wrong, and let the system be seen."""
    topic = telephone(settings)
    # Bad ends of the workflow. To decline a card is a good end: the workflow did what it should.
    for end in ("Failed", "TimedOut", "Aborted"):
        machine = {"StateMachineArn": system["workflow"]}
        name, metric = f"payments-{end}", f"Executions{end}"
        alarm(settings, topic, name, "AWS/States", metric, machine, 0, Statistic="Sum")
    api = {"ApiId": system["url"].removeprefix("https://").partition(".")[0]}
    alarm(settings, topic, "front-door", "AWS/ApiGateway", "5xx", api, 0, Statistic="Sum")
    # Not the mean, in which the many fast ones hide the slow ones; and not at the first slow minute.
    bank = {"FunctionName": f"{settings['prefix']}-bank"}
    late = {"ExtendedStatistic": "p95", "EvaluationPeriods": 3}
    alarm(settings, topic, "slow-bank", "AWS/Lambda", "Duration", bank, SLOW_MS, **late)
    switch_on(settings, system["workflow"])


def query(settings, system):
    """Return the query for the payments that were refunded."""
    # The workflow fails after a refund, and the name of an execution is the payment's id.
    text = """
        filter type = "ExecutionFailed"
        | parse execution_arn /:(?<paymentId>[^:]+)$/
        | display @timestamp, paymentId
    """
    return {"logGroupNames": [log_group(settings)], "queryString": text}


def slowest(settings, system, begin, end):
    """Return the name of the function or table that was slow between two moments."""
    xray = boto3.client("xray", region_name=settings["region"])
    pages = xray.get_paginator("get_trace_summaries").paginate(StartTime=begin, EndTime=end)
    ids = [each["Id"] for page in pages for each in page["TraceSummaries"]]
    took = {}
    for first in range(0, len(ids), 5):  # X-Ray gives five traces at once
        for trace in xray.batch_get_traces(TraceIds=ids[first : first + 5])["Traces"]:
            for name, seconds in own_times([json.loads(each["Document"]) for each in trace["Segments"]]):
                took[name] = took.get(name, 0) + seconds
    return max(took, key=took.get)


def price(usage, mix, prices):
    """Return what a mix of payments costs in USD, in all and by service."""
    by_service = {}
    for kind, many in mix.items():
        times = many / usage[kind]["payments"]
        for line in usage[kind]["lines"]:
            listed = prices[line["service"] + " " + line["what"]]
            cost = times * line["quantity"] * listed["usd"] / listed["per"]
            by_service[line["service"]] = by_service.get(line["service"], 0) + cost
    return {"total": sum(by_service.values()), "by_service": by_service}


def telephone(settings):
    """Make the queue of those on duty, and the topic that it listens to; return the topic's ARN."""
    sns, sqs = (boto3.client(name, region_name=settings["region"]) for name in ("sns", "sqs"))
    name = f"{settings['prefix']}-on-duty"
    topic = sns.create_topic(Name=name)["TopicArn"]
    queue = topic.replace(":sns:", ":sqs:")
    admits = {
        "Effect": "Allow",
        "Principal": {"Service": "sns.amazonaws.com"},
        "Action": "sqs:SendMessage",
        "Resource": queue,
        "Condition": {"ArnEquals": {"aws:SourceArn": topic}},
    }
    policy = json.dumps({"Version": "2012-10-17", "Statement": [admits]})
    sqs.create_queue(QueueName=name, Attributes={"Policy": policy})
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=queue)
    return topic


def alarm(settings, topic, name, namespace, metric, dimensions, threshold, **statistic):
    """Put an alarm that tells the topic when a minute is above the threshold, or so many minutes in a row are."""
    boto3.client("cloudwatch", region_name=settings["region"]).put_metric_alarm(
        **{
            "AlarmName": f"{settings['prefix']}-{name}",
            "Namespace": namespace,
            "MetricName": metric,
            "Dimensions": [{"Name": key, "Value": text} for key, text in dimensions.items()],
            "Period": 60,
            "EvaluationPeriods": 1,
            "Threshold": threshold,
            "ComparisonOperator": "GreaterThanThreshold",
            # At night nobody pays and nothing is measured. That is no trouble, and ends one.
            "TreatMissingData": "notBreaching",
            "AlarmActions": [topic],
            **statistic,
        }
    )


def log_group(settings):
    """Return the name of the log group of the workflow."""
    return f"/aws/vendedlogs/states/{settings['prefix']}-payments"


# What a state machine needs for its log and for X-Ray. AWS knows no narrower resource for it.
SEEN = (
    "logs:CreateLogDelivery",
    "logs:GetLogDelivery",
    "logs:UpdateLogDelivery",
    "logs:DeleteLogDelivery",
    "logs:ListLogDeliveries",
    "logs:PutResourcePolicy",
    "logs:DescribeResourcePolicies",
    "logs:DescribeLogGroups",
    "xray:PutTraceSegments",
    "xray:PutTelemetryRecords",
    "xray:GetSamplingRules",
    "xray:GetSamplingTargets",
)


def switch_on(settings, workflow):
    """Switch on the workflow's log, and X-Ray for the workflow and all functions."""
    prefix, region = settings["prefix"], settings["region"]
    states, functions, logs, iam = (
        boto3.client(name, region_name=region) for name in ("stepfunctions", "lambda", "logs", "iam")
    )
    logs.create_log_group(logGroupName=log_group(settings))
    group = f"arn:aws:logs:{region}:{settings['account']}:log-group:{log_group(settings)}:*"
    role = states.describe_state_machine(stateMachineArn=workflow)["roleArn"].rpartition("/")[2]
    policy = json.dumps({"Version": "2012-10-17", "Statement": [allow("*", *SEEN)]})
    iam.put_role_policy(RoleName=role, PolicyName="be-seen", PolicyDocument=policy)
    states.update_state_machine(
        stateMachineArn=workflow,
        tracingConfiguration={"enabled": True},
        loggingConfiguration={
            "level": "ERROR",
            "includeExecutionData": False,  # there are names and addresses in it
            "destinations": [{"cloudWatchLogsLogGroup": {"logGroupArn": group}}],
        },
    )
    for page in functions.get_paginator("list_functions").paginate():
        for name in (each["FunctionName"] for each in page["Functions"]):
            if name.startswith(prefix):
                functions.update_function_configuration(FunctionName=name, TracingConfig={"Mode": "Active"})


def own_times(segments):
    """Yield the name of each segment and of each part of one, and its length less that of what goes on within it."""
    parts = [part for segment in segments for part in all_parts(segment, segment.get("parent_id"))]
    for part, _ in parts:
        begin, end = part["start_time"], part.get("end_time", part["start_time"])
        inner = [each for each, above in parts if above == part["id"]]
        own, covered = end - begin, begin
        for each in sorted(inner, key=lambda each: each["start_time"]):
            # Two at once count once, and what goes on when this has ended (a message's receiver, say) not at all.
            first, last = max(each["start_time"], covered), min(each.get("end_time", 0), end)
            own -= max(last - first, 0)
            covered = max(covered, last)
        # A call is named after whom it calls.
        yield (part.get("aws", {}).get("resource_names") or [part["name"]])[0], own


def all_parts(part, above):
    """Yield a segment and all that is within it, each with the id of what it is directly within."""
    yield part, above
    for each in part.get("subsegments", []):
        yield from all_parts(each, part["id"])
