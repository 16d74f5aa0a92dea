"""A real account with a resource of nearly every kind, and one afternoon of it."""

import io
import json
import zipfile
from typing import Any

import pytest

from course.cloud import Account

REGION, OWNER = "us-east-1", "123456789012"
ROLE = f"arn:aws:iam::{OWNER}:role/lab"
PARTNER = "https://bank.example/transfers"

_HEAD = "import boto3, json\n\ndef handler(event, context):\n"
FUNCTIONS = {
    "take-claim": (
        "    claim = json.loads(event['body'])\n"
        "    boto3.client('dynamodb').put_item(TableName='claims', Item={'id': {'S': claim['id']}})\n"
        "    boto3.client('events').put_events(Entries=[{'EventBusName': 'claims-bus', 'Source': 'shop.claims',"
        " 'DetailType': 'ClaimMade', 'Detail': json.dumps(claim)}])\n"
        "    return {'statusCode': 201, 'body': '{}'}\n"
    ),
    "charge": "    return {'charged': event.get('amount', 0)}\n",
    "audit": "    raise ValueError('no ledger')\n",
    "index": "    return {}\n",
    "report": "    return {}\n",
    "price": "    return json.load(boto3.client('lambda').invoke(FunctionName='charge', Payload=b'{}')['Payload'])\n",
}


def arn(service: str, name: str) -> str:
    return f"arn:aws:{service}:{REGION}:{OWNER}:{name}"


class Office:
    """A claims office: an API, a bus, a state machine, queues, a table with a stream, a schedule, a partner."""

    def __init__(self, account: Account) -> None:
        self.account = account
        account.client("iam").create_role(RoleName="lab", AssumeRolePolicyDocument="{}")
        self.queue("sales-q")
        self.queue("work-dlq")
        redrive = {"deadLetterTargetArn": arn("sqs", "work-dlq"), "maxReceiveCount": 2}
        self.queue("work-q", RedrivePolicy=json.dumps(redrive), VisibilityTimeout="30")
        for name, source in FUNCTIONS.items():
            self.function(name, _HEAD + source)
        self.table()
        account.client("sns").create_topic(Name="alerts")
        account.client("sns").subscribe(
            TopicArn=arn("sns", "alerts"), Protocol="sqs", Endpoint=arn("sqs", "sales-q")
        )
        account.client("s3").create_bucket(Bucket="reports")
        self.notification()
        self.bank(200)
        self.machine()
        self.api()
        self.rules()
        self.schedule()
        self.alarm()
        mapped = account.client("lambda").create_event_source_mapping
        mapped(EventSourceArn=arn("sqs", "work-q"), FunctionName="audit", BatchSize=5)

    def queue(self, name: str, **attributes: str) -> None:
        open_door = {"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "sqs:*", "Resource": "*"}]}
        attributes = {"Policy": json.dumps(open_door), **attributes}
        self.account.client("sqs").create_queue(QueueName=name, Attributes=attributes)

    def function(self, name: str, source: str) -> None:
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w") as archive:
            archive.writestr("app.py", source)
        self.account.client("lambda").create_function(
            FunctionName=name,
            Runtime="python3.12",
            Role=ROLE,
            Handler="app.handler",
            Code={"ZipFile": content.getvalue()},
        )
        self.account.client("lambda").add_permission(
            FunctionName=name, StatementId="all", Action="lambda:InvokeFunction", Principal="*"
        )

    def table(self) -> None:
        made = self.account.client("dynamodb").create_table(
            TableName="claims",
            KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
            BillingMode="PAY_PER_REQUEST",
            StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"},
        )["TableDescription"]
        self.account.client("lambda").create_event_source_mapping(
            EventSourceArn=made["LatestStreamArn"], FunctionName="index", StartingPosition="TRIM_HORIZON"
        )

    def notification(self) -> None:
        told = {
            "Id": "new",
            "LambdaFunctionArn": arn("lambda", "function:report"),
            "Events": ["s3:ObjectCreated:*"],
        }
        self.account.client("s3").put_bucket_notification_configuration(
            Bucket="reports", NotificationConfiguration={"LambdaFunctionConfigurations": [told]}
        )

    def bank(self, status: int) -> None:
        self.account.endpoint(PARTNER, lambda _: (status, "{}"))

    def machine(self) -> None:
        group = "/states/settle"
        self.account.client("logs").create_log_group(logGroupName=group)
        destination = {"cloudWatchLogsLogGroup": {"logGroupArn": arn("logs", f"log-group:{group}:*")}}
        again = {"ErrorEquals": ["States.ALL"], "IntervalSeconds": 2, "MaxAttempts": 2}
        charge = {
            "Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke",
            "Parameters": {"FunctionName": "charge", "Payload.$": "$.detail"},
            "ResultPath": None,
            "Retry": [again],
            "Next": "Tell",
        }
        tell = {
            "Type": "Task",
            "Resource": "arn:aws:states:::sqs:sendMessage",
            "Parameters": {
                "QueueUrl": f"https://sqs.{REGION}.amazonaws.com/{OWNER}/work-q",
                "MessageBody": "x",
            },
            "End": True,
        }
        definition = {"StartAt": "Charge", "States": {"Charge": charge, "Tell": tell}}
        self.account.client("stepfunctions").create_state_machine(
            name="settle",
            definition=json.dumps(definition),
            roleArn=ROLE,
            loggingConfiguration={
                "level": "ERROR",
                "includeExecutionData": False,
                "destinations": [destination],
            },
        )

    def api(self) -> None:
        client = self.account.client("apigatewayv2")
        made = client.create_api(Name="claims-api", ProtocolType="HTTP")
        self.url = made["ApiEndpoint"]
        client.create_stage(ApiId=made["ApiId"], StageName="$default", AutoDeploy=True)
        behind = client.create_integration(
            ApiId=made["ApiId"],
            IntegrationUri=arn("lambda", "function:take-claim"),
            IntegrationType="AWS_PROXY",
            PayloadFormatVersion="2.0",
        )["IntegrationId"]
        client.create_route(ApiId=made["ApiId"], RouteKey="POST /claims", Target=f"integrations/{behind}")

    def rules(self) -> None:
        events = self.account.client("events")
        bus = "claims-bus"
        events.create_event_bus(Name=bus)
        connection = events.create_connection(
            Name="bank-key",
            AuthorizationType="API_KEY",
            AuthParameters={"ApiKeyAuthParameters": {"ApiKeyName": "k", "ApiKeyValue": "v"}},
        )["ConnectionArn"]
        bank = events.create_api_destination(
            Name="bank", ConnectionArn=connection, InvocationEndpoint=PARTNER, HttpMethod="POST"
        )["ApiDestinationArn"]
        events.create_archive(ArchiveName="all-claims", EventSourceArn=arn("events", f"event-bus/{bus}"))
        targets = {
            "settle-claims": arn("states", "stateMachine:settle"),
            "tell-sales": arn("sqs", "sales-q"),
            "tell-bank": bank,
        }
        for name, target in targets.items():
            pattern = {"source": ["shop.claims"]}
            if name == "tell-sales":
                pattern["detail"] = {"amount": [{"numeric": [">", 100]}]}
            events.put_rule(Name=name, EventBusName=bus, EventPattern=json.dumps(pattern))
            events.put_targets(
                Rule=name, EventBusName=bus, Targets=[{"Id": "1", "Arn": target, "RoleArn": ROLE}]
            )
        events.put_rule(
            Name="old-way", EventBusName=bus, State="DISABLED", EventPattern='{"source": ["old"]}'
        )
        events.put_targets(
            Rule="old-way", EventBusName=bus, Targets=[{"Id": "1", "Arn": arn("sqs", "work-q")}]
        )

    def schedule(self) -> None:
        self.account.client("scheduler").create_schedule(
            Name="every-hour",
            ScheduleExpression="rate(1 hour)",
            FlexibleTimeWindow={"Mode": "OFF"},
            Target={"Arn": arn("lambda", "function:report"), "RoleArn": ROLE},
        )

    def alarm(self) -> None:
        self.account.client("cloudwatch").put_metric_alarm(
            AlarmName="audit-fails",
            Namespace="AWS/Lambda",
            MetricName="Errors",
            Dimensions=[{"Name": "FunctionName", "Value": "audit"}],
            Statistic="Sum",
            Period=60,
            EvaluationPeriods=1,
            Threshold=1,
            ComparisonOperator="GreaterThanOrEqualToThreshold",
            AlarmActions=[arn("sns", "alerts")],
        )

    def claim(self, number: int, amount: int = 40) -> Any:
        body = json.dumps({"id": f"c{number}", "amount": amount})
        return self.account.front_door.request(
            "POST", f"{self.url}/claims", {"content-type": "application/json"}, body
        )

    def afternoon(self) -> None:
        """Three requests, a throttled task, a partner that fails at first, an object, a failed function, an alarm."""
        faults = self.account.faults
        faults.fail(
            "stepfunctions",
            state="Charge",
            machine="settle",
            error="Lambda.TooManyRequestsException",
            times=1,
        )
        faults.fail("http", "invocation", status=503, times=1)
        faults.throttle("dynamodb", "PutItem", times=1)
        for number, amount in enumerate((40, 400)):
            self.claim(number, amount)
        self.account.client("s3").put_object(Bucket="reports", Key="a.csv", Body=b"x")
        self.account.client("lambda").invoke(FunctionName="audit", InvocationType="Event", Payload=b"{}")
        self.account.client("lambda").invoke(FunctionName="price", Payload=b"{}")
        self.account.clock.sleep(1200)


@pytest.fixture(scope="session")
def afternoon() -> tuple[list[Any], Any]:
    """The trace and the inventory of one afternoon in the claims office."""
    with Account() as account:
        office = Office(account)
        begin = len(account.trace)
        office.afternoon()
        return list(account.trace[begin:]), account.inventory()
