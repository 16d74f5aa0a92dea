import collections
import json

import boto3

PARTNERS = ("bank", "ledger", "transcriber")


def watch(settings, system):
    name, region, account = f"{settings['prefix']}-on-duty", settings["region"], settings["account"]
    boto3.client("sqs", region_name=region).create_queue(
        QueueName=name,
        Attributes={
            "Policy": json.dumps(
                {
                    "Version": "2012-10-17",
                    "Statement": [
                        {
                            "Effect": "Allow",
                            "Principal": {"Service": "events.amazonaws.com"},
                            "Action": "sqs:SendMessage",
                            "Resource": f"arn:aws:sqs:{region}:{account}:{name}",
                        }
                    ],
                }
            )
        },
    )
    ends = {"status": ["FAILED", "TIMED_OUT", "ABORTED"], "stateMachineArn": [system["workflow"]]}
    rings = {"state": {"value": ["ALARM"]}, "alarmName": [{"prefix": settings["prefix"]}]}
    for rule, source, kind, detail, told in (
        ("bad-ends", "aws.states", "Step Functions Execution Status Change", ends, "$.detail.name"),
        ("alarms", "aws.cloudwatch", "CloudWatch Alarm State Change", rings, "$"),
    ):
        events = boto3.client("events", region_name=region)
        pattern = {"source": [source], "detail-type": [kind], "detail": detail}
        events.put_rule(Name=f"{settings['prefix']}-{rule}", EventPattern=json.dumps(pattern))
        # The input of an execution is in its event, too: only its name is passed on.
        target = {"Id": "on-duty", "Arn": f"arn:aws:sqs:{region}:{account}:{name}", "InputPath": told}
        events.put_targets(Rule=f"{settings['prefix']}-{rule}", Targets=[target])
    cloudwatch = boto3.client("cloudwatch", region_name=region)
    api = system["url"].split("/")[2].split(".")[0]
    cloudwatch.put_metric_alarm(
        AlarmName=f"{settings['prefix']}-answers",
        Metrics=[
            stat("broken", "AWS/ApiGateway", "5xx", "Sum", ApiId=api),
            {"Id": "any", "Expression": "IF(broken > 0, 1, 0)", "ReturnData": True},
        ],
        EvaluationPeriods=1,
        Threshold=1,
        ComparisonOperator="GreaterThanOrEqualToThreshold",
    )
    cloudwatch.put_metric_alarm(
        AlarmName=f"{settings['prefix']}-charges",
        Metrics=[
            {
                **stat("late", "AWS/Lambda", "Duration", "p99", FunctionName=f"{settings['prefix']}-bank"),
                "ReturnData": True,
            }
        ],
        EvaluationPeriods=5,
        DatapointsToAlarm=3,
        Threshold=1200,
        ComparisonOperator="GreaterThanThreshold",
        TreatMissingData="notBreaching",
    )
    see(settings, system["workflow"])


def stat(name, namespace, metric, statistic, **dimensions):
    found = [{"Name": key, "Value": value} for key, value in dimensions.items()]
    return {
        "Id": name,
        "MetricStat": {
            "Metric": {"Namespace": namespace, "MetricName": metric, "Dimensions": found},
            "Period": 60,
            "Stat": statistic,
        },
        "ReturnData": False,
    }


def see(settings, workflow):
    region = settings["region"]
    group = f"{settings['prefix']}-log"
    boto3.client("logs", region_name=region).create_log_group(logGroupName=group)
    arn = f"arn:aws:logs:{region}:{settings['account']}:log-group:{group}:*"
    boto3.client("stepfunctions", region_name=region).update_state_machine(
        stateMachineArn=workflow,
        tracingConfiguration={"enabled": True},
        loggingConfiguration={
            "level": "ALL",
            "includeExecutionData": False,
            "destinations": [{"cloudWatchLogsLogGroup": {"logGroupArn": arn}}],
        },
    )
    functions = boto3.client("lambda", region_name=region)
    for each in functions.list_functions()["Functions"]:
        if not each["FunctionName"].endswith(PARTNERS):
            functions.update_function_configuration(
                FunctionName=each["FunctionName"], TracingConfig={"Mode": "Active"}
            )


def query(settings, system):
    return {
        "logGroupName": f"{settings['prefix']}-log",
        "queryString": 'filter type = "TaskStateExited" and details.name = "Say refunded" '
        '| parse execution_arn "*:*:*:*:*:*:*:*" as a, b, c, d, e, f, machine, paymentId '
        "| stats count(*) as times by paymentId | sort times desc",
    }


def slowest(settings, system, begin, end):
    xray, token, found = boto3.client("xray", region_name=settings["region"]), {}, []
    while token is not None:
        page = xray.get_trace_summaries(StartTime=begin, EndTime=end, **token)
        found += page["TraceSummaries"]
        token = {"NextToken": page["NextToken"]} if page.get("NextToken") else None
    sums = collections.Counter()
    for summary in found:
        for trace in xray.batch_get_traces(TraceIds=[summary["Id"]])["Traces"]:
            documents = [json.loads(each["Document"]) for each in trace["Segments"]]
            # Partners are not traced: the call of one has nothing within it.
            asked_by = {each.get("parent_id") for each in documents}
            waiting = list(documents)
            while waiting:
                part = waiting.pop()
                inner = part.get("subsegments", [])
                waiting += inner
                names = part.get("aws", {}).get("resource_names")
                if names and not inner and part["id"] not in asked_by:
                    sums[names[0]] += part.get("end_time", begin) - part["start_time"]
    return sums.most_common(1)[0][0]


def price(usage, mix, prices):
    report = collections.defaultdict(float)
    for kind in usage:
        for used in usage[kind]["lines"]:
            row = prices[f"{used['service']} {used['what']}"]
            units = mix[kind] * used["quantity"] / usage[kind]["payments"]
            report[used["service"]] += units / row["per"] * row["usd"]
    return {"by_service": dict(report), "total": sum(report.values())}
