import json
import textwrap

import boto3

# A REST API whose POST keeps the request and puts its id into a queue; whose GET reads the table without any function. A starter
# takes the ids and starts workflows, which are written in JSONPath and read the request themselves. Facts go by a bus, and
# files by a queue and by one function.

SERVICE_TABLES = (("customer", "customer-payments"), ("sales", "sales-activity"), ("communication", "outbox"))

CODE = {
    "receive": """
        import base64, hashlib, json, os
        from decimal import Decimal
        import boto3

        dynamodb, sqs = boto3.client("dynamodb"), boto3.client("sqs")
        WORDS = "policyId customerId currency period channel idempotencyKey customerName email".split()


        def reply(code, **document):
            return {"statusCode": code, "body": json.dumps(document)}


        def handler(event, context):
            body = event["body"] or ""
            if event.get("isBase64Encoded"):
                body = base64.b64decode(body).decode()
            try:
                given = json.loads(body)
                words = {name: given[name] for name in WORDS}
                amount = given["amount"]
            except (ValueError, KeyError, TypeError):
                return reply(400, message="incomplete")
            if not all(isinstance(word, str) and word for word in words.values()):
                return reply(400, message="a text is missing")
            if type(amount) not in (int, float) or not amount > 0:
                return reply(400, message="an amount is needed")
            payment_id = hashlib.md5(words["idempotencyKey"].encode()).hexdigest()
            item = {name: {"S": word} for name, word in words.items()}
            item.update(paymentId={"S": payment_id}, amount={"N": repr(amount)}, status={"S": "accepted"})
            try:
                dynamodb.put_item(
                    TableName=os.environ["REQUESTS"], Item=item, ConditionExpression="attribute_not_exists(paymentId)"
                )
            except dynamodb.exceptions.ConditionalCheckFailedException:
                pass
            sqs.send_message(QueueUrl=os.environ["ACCEPTED"], MessageBody=payment_id)
            return reply(202, paymentId=payment_id, status="accepted")
    """,
    "start": """
        import json, os
        import boto3

        states = boto3.client("stepfunctions")


        def handler(event, context):
            for record in event["Records"]:
                try:
                    states.start_execution(
                        stateMachineArn=os.environ["WORKFLOW"],
                        name=record["body"],
                        input=json.dumps({"paymentId": record["body"]}),
                    )
                except states.exceptions.ExecutionAlreadyExists:
                    print("known already")
    """,
    "write": """
        import json, os
        import boto3

        dynamodb = boto3.client("dynamodb")


        def handler(event, context):
            for record in event["Records"]:
                fact = json.loads(record["body"])
                item = {name: {"N": str(value)} if name == "amount" else {"S": value} for name, value in fact.items()}
                dynamodb.put_item(TableName=os.environ["TABLE"], Item=item)
    """,
    "listen": """
        import json, os
        from urllib.parse import unquote_plus
        import boto3

        functions, dynamodb = boto3.client("lambda"), boto3.client("dynamodb")


        def handler(event, context):
            for record in event["Records"]:
                for upload in json.loads(record["body"]).get("Records", []):
                    key = unquote_plus(upload["s3"]["object"]["key"])
                    asked = {"bucket": upload["s3"]["bucket"]["name"], "key": key}
                    answer = functions.invoke(FunctionName=os.environ["TRANSCRIBER"], Payload=json.dumps(asked))
                    told = json.load(answer["Payload"])
                    if "FunctionError" in answer:
                        raise RuntimeError(told)
                    item = {"recording": {"S": key}, "text": {"S": told["text"]}}
                    dynamodb.put_item(TableName=os.environ["TABLE"], Item=item)
    """,
    "compare": """
        import csv, json, os
        from decimal import Decimal
        import boto3

        s3, dynamodb = boto3.client("s3"), boto3.resource("dynamodb")
        table = dynamodb.Table(os.environ["TABLE"])


        def handler(event, context):
            body = s3.get_object(Bucket=event["bucket"], Key=event["key"])["Body"].read().decode()
            lines = list(csv.DictReader(body.splitlines()))
            deviating = [line["paymentId"] for line in lines if not fits(line)]
            name = event["key"].rsplit(".", 1)[0]
            result = {"compared": len(lines), "deviating": deviating}
            s3.put_object(Bucket=event["bucket"], Key=f"results/{name}.json", Body=json.dumps(result))
            return {"percent": 100 * len(deviating) / len(lines)}


        def fits(line):
            row = table.get_item(Key={"paymentId": line["paymentId"]}).get("Item")
            try:
                return bool(row) and row["status"] == "paid" and row["amount"] == Decimal(line["amount"])
            except ArithmeticError:
                return False
    """,
}


class Builder:
    """Knows the settings, and makes things with names and addresses of this system."""

    def __init__(self, settings):
        self.settings, self.prefix, self.region = settings, settings["prefix"], settings["region"]

    def client(self, service):
        return boto3.client(service, region_name=self.region)

    def arn(self, service, rest):
        return f"arn:aws:{service}:{self.region}:{self.settings['account']}:{rest}"

    def table(self, name):
        return self.arn("dynamodb", f"table/{self.prefix}-{name}")

    def function(self, name, code, *statements, **environment):
        return make_function(
            self.settings, f"{self.prefix}-{name}", textwrap.dedent(CODE[code]), *statements, **environment
        )

    def queue(self, name, service="", source=""):
        """Make a queue with a net below it, into which a service may put what comes from a source; return address and ARN."""
        sqs, arn = self.client("sqs"), self.arn("sqs", f"{self.prefix}-{name}")
        sqs.create_queue(QueueName=f"{self.prefix}-{name}-given-up")
        attributes = {
            "VisibilityTimeout": "240",
            "RedrivePolicy": json.dumps({"deadLetterTargetArn": f"{arn}-given-up", "maxReceiveCount": 25}),
        }
        if service:
            statement = {
                "Effect": "Allow",
                "Principal": {"Service": service},
                "Action": "sqs:SendMessage",
                "Resource": arn,
                "Condition": {"ArnLike": {"aws:SourceArn": source}},
            }
            attributes["Policy"] = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
        return sqs.create_queue(QueueName=f"{self.prefix}-{name}", Attributes=attributes)["QueueUrl"], arn

    def read(self, queue, function, size=1):
        self.client("lambda").create_event_source_mapping(
            EventSourceArn=queue, FunctionName=function, BatchSize=size
        )

    def machine(self, name, definition, *statements):
        role = make_role(f"{self.prefix}-{name}-runs", "states.amazonaws.com", *statements)
        made = self.client("stepfunctions").create_state_machine(
            name=f"{self.prefix}-{name}", definition=json.dumps(definition), roleArn=role
        )
        return made["stateMachineArn"]


def receiving(queue):
    return allow(queue, "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes")


def services(build):
    """A bus, and for each service a rule, a queue, a function."""
    events, name = build.client("events"), f"{build.prefix}-facts"
    events.create_event_bus(Name=name)
    for service, table in SERVICE_TABLES:
        rule = f"{build.prefix}-{service}-hears"
        pattern = {"source": ["insurance.payments"], "detail-type": ["PaymentMade"]}
        events.put_rule(Name=rule, EventBusName=name, EventPattern=json.dumps(pattern))
        _, queue = build.queue(f"{service}-inbox", "events.amazonaws.com", build.arn("events", f"rule/{name}/{rule}"))
        events.put_targets(
            Rule=rule, EventBusName=name, Targets=[{"Id": "inbox", "Arn": queue, "InputPath": "$.detail"}]
        )
        worker = build.function(
            f"{service}-writes",
            "write",
            allow(build.table(table), "dynamodb:PutItem"),
            receiving(queue),
            TABLE=f"{build.prefix}-{table}",
        )
        build.read(queue, worker)
    return name


def workflow(build, bus):
    """From a payment's id to its end. What is known of it stands under `payment`."""
    settings, prefix = build.settings, build.prefix
    patient = [
        {
            "ErrorEquals": ["States.ALL"],
            "IntervalSeconds": 10,
            "BackoffRate": 2,
            "MaxDelaySeconds": 600,
            "MaxAttempts": 14,
        }
    ]
    to_refund = [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.problem", "Next": "Refund"}]

    def note(status, then):
        return {
            "Type": "Task",
            "Resource": "arn:aws:states:::aws-sdk:dynamodb:updateItem",
            "Parameters": {
                "TableName": f"{prefix}-payment-requests",
                "Key": {"paymentId": {"S.$": "$.paymentId"}},
                "UpdateExpression": "SET #s = :s",
                "ExpressionAttributeNames": {"#s": "status"},
                "ExpressionAttributeValues": {":s": {"S": status}},
            },
            "ResultPath": None,
            "Retry": patient,
            **then,
        }

    def ask(partner, fields, not_again, catch, then):
        return {
            "Type": "Task",
            "Resource": build.arn("lambda", f"function:{prefix}-{partner}"),
            "Parameters": fields,
            "ResultPath": None,
            "TimeoutSeconds": 90,
            "Retry": [{"ErrorEquals": [not_again], "MaxAttempts": 0}, *patient],
            "Catch": catch,
            "Next": then,
        }

    money = {"idempotencyKey.$": "$.paymentId", "amount.$": "$.payment.amount", "policyId.$": "$.payment.policyId"}
    texts = ("policyId", "customerId", "currency", "period", "channel")
    return {
        "StartAt": "Read",
        "States": {
            "Read": {
                "Type": "Task",
                "Resource": "arn:aws:states:::dynamodb:getItem",
                "Parameters": {
                    "TableName": f"{prefix}-payment-requests",
                    "Key": {"paymentId": {"S.$": "$.paymentId"}},
                },
                "ResultSelector": {
                    **{f"{name}.$": f"$.Item.{name}.S" for name in (*texts, "customerName", "email")},
                    "amount.$": "States.StringToJson($.Item.amount.N)",
                },
                "ResultPath": "$.payment",
                "Retry": patient,
                "Next": "How much",
            },
            "How much": {
                "Type": "Choice",
                "Choices": [
                    {
                        "Variable": "$.payment.amount",
                        "NumericLessThanEquals": settings["limit"],
                        "Next": "Charge",
                    }
                ],
                "Default": "Note that it waits",
            },
            "Note that it waits": note("waiting", {"Next": "Manager"}),
            "Manager": {
                "Type": "Task",
                "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
                "Parameters": {
                    "QueueUrl": f"https://sqs.{build.region}.amazonaws.com/{settings['account']}/{prefix}-approvals",
                    "MessageBody": {
                        "paymentId.$": "$.paymentId",
                        "amount.$": "$.payment.amount",
                        "taskToken.$": "$$.Task.Token",
                    },
                },
                "TimeoutSeconds": 3600 * settings["hours"],
                "ResultPath": "$.said",
                "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.said", "Next": "Note the no"}],
                "Next": "What was said",
            },
            "What was said": {
                "Type": "Choice",
                "Choices": [
                    {
                        "And": [
                            {"Variable": "$.said.approved", "IsPresent": True},
                            {"Variable": "$.said.approved", "BooleanEquals": True},
                        ],
                        "Next": "Charge",
                    }
                ],
                "Default": "Note the no",
            },
            "Note the no": note("refused", {"End": True}),
            "Charge": ask(
                "bank",
                {"action": "charge", **money},
                "CardDeclined",
                [{"ErrorEquals": ["CardDeclined"], "ResultPath": "$.problem", "Next": "Note the card"}, *to_refund],
                "Confirm",
            ),
            "Note the card": note("declined", {"End": True}),
            "Confirm": ask(
                "ledger",
                {"paymentId.$": "$.paymentId", "policyId.$": "$.payment.policyId", "amount.$": "$.payment.amount"},
                "PolicyClosed",
                to_refund,
                "Tell",
            ),
            # Two entries for two buses, in one call: what the three hear, and what is personal.
            "Tell": {
                "Type": "Task",
                "Resource": "arn:aws:states:::events:putEvents",
                "Parameters": {
                    "Entries": [
                        {
                            "EventBusName": f"{prefix}-personal",
                            "Source": "insurance.payments",
                            "DetailType": "PaymentMade",
                            "Detail": {
                                "paymentId.$": "$.paymentId",
                                "customerName.$": "$.payment.customerName",
                                "email.$": "$.payment.email",
                            },
                        },
                        {
                            "EventBusName": bus,
                            "Source": "insurance.payments",
                            "DetailType": "PaymentMade",
                            "Detail": {
                                "paymentId.$": "$.paymentId",
                                "amount.$": "$.payment.amount",
                                **{f"{name}.$": f"$.payment.{name}" for name in texts},
                                "paidAt.$": "$$.State.EnteredTime",
                            },
                        },
                    ]
                },
                "ResultPath": None,
                "Retry": patient,
                "Catch": to_refund,
                "Next": "Note that it is paid",
            },
            "Note that it is paid": note("paid", {"End": True}),
            "Refund": ask("bank", {"action": "refund", **money}, "Nothing", [], "Note the refund"),
            "Note the refund": note("refunded", {"Next": "Not paid"}),
            "Not paid": {"Type": "Fail", "Error": "NotPaid"},
        },
    }


def payment(build, bus):
    """The workflow, and the starter that takes ids out of a queue; returns its ARN and the queue's address."""
    prefix = build.prefix
    machine = build.machine(
        "payment",
        workflow(build, bus),
        allow(build.table("payment-requests"), "dynamodb:GetItem", "dynamodb:UpdateItem"),
        *(
            allow(build.arn("lambda", f"function:{prefix}-{each}"), "lambda:InvokeFunction")
            for each in ("bank", "ledger")
        ),
        *(
            allow(build.arn("events", f"event-bus/{each}"), "events:PutEvents")
            for each in (bus, f"{prefix}-personal")
        ),
        allow(build.arn("sqs", f"{prefix}-approvals"), "sqs:SendMessage"),
    )
    address, queue = build.queue("accepted")
    starter = build.function(
        "start", "start", allow(machine, "states:StartExecution"), receiving(queue), WORKFLOW=machine
    )
    build.read(queue, starter)
    return machine, address, queue


def door(build, address, queue):
    """A REST API: a function behind POST, and the table itself behind GET."""
    gateway, region = build.client("apigateway"), build.region
    receive = build.function(
        "receive",
        "receive",
        allow(build.table("payment-requests"), "dynamodb:PutItem"),
        allow(queue, "sqs:SendMessage"),
        REQUESTS=f"{build.prefix}-payment-requests",
        ACCEPTED=address,
    )
    reads = make_role(
        f"{build.prefix}-door-reads",
        "apigateway.amazonaws.com",
        allow(build.table("payment-requests"), "dynamodb:GetItem"),
    )
    api = gateway.create_rest_api(name=f"{build.prefix}-insurance")["id"]
    root = gateway.get_resources(restApiId=api)["items"][0]["id"]
    many = gateway.create_resource(restApiId=api, parentId=root, pathPart="payments")["id"]
    one = gateway.create_resource(restApiId=api, parentId=many, pathPart="{paymentId}")["id"]
    gateway.put_method(restApiId=api, resourceId=many, httpMethod="POST", authorizationType="NONE")
    gateway.put_integration(
        restApiId=api,
        resourceId=many,
        httpMethod="POST",
        type="AWS_PROXY",
        integrationHttpMethod="POST",
        uri=f"arn:aws:apigateway:{region}:lambda:path/2015-03-31/functions/{receive}/invocations",
    )
    build.client("lambda").add_permission(
        FunctionName=receive,
        StatementId="door",
        Action="lambda:InvokeFunction",
        Principal="apigateway.amazonaws.com",
        SourceArn=build.arn("execute-api", f"{api}/*/POST/payments"),
    )
    here = {"restApiId": api, "resourceId": one, "httpMethod": "GET"}
    gateway.put_method(
        **here, authorizationType="NONE", requestParameters={"method.request.path.paymentId": True}
    )
    question = {
        "TableName": f"{build.prefix}-payment-requests",
        "ConsistentRead": True,
        "Key": {"paymentId": {"S": "$util.escapeJavaScript($input.params('paymentId'))"}},
    }
    gateway.put_integration(
        **here,
        type="AWS",
        integrationHttpMethod="POST",
        credentials=reads,
        uri=f"arn:aws:apigateway:{region}:dynamodb:action/GetItem",
        requestTemplates={"application/json": json.dumps(question)},
    )
    gateway.put_method_response(**here, statusCode="200")
    template = (
        "#set($item = $input.path('$.Item'))"
        "#if(\"$!item.paymentId.S\" == \"\")#set($context.responseOverride.status = 404){\"message\": \"unknown\"}"
        '#else{"paymentId": "$item.paymentId.S", "status": "$item.status.S"}#end'
    )
    gateway.put_integration_response(
        **here, statusCode="200", responseTemplates={"application/json": template}
    )
    gateway.create_deployment(restApiId=api, stageName="prod")
    return f"https://{api}.execute-api.{region}.amazonaws.com/prod"


def recordings(build):
    """The bucket tells a queue, a function asks the transcriber; what fails comes again."""
    bucket = f"{build.prefix}-recordings"
    _, queue = build.queue("recorded", "s3.amazonaws.com", f"arn:aws:s3:::{bucket}")
    worker = build.function(
        "listen",
        "listen",
        receiving(queue),
        allow(build.arn("lambda", f"function:{build.prefix}-transcriber"), "lambda:InvokeFunction"),
        allow(build.table("transcripts"), "dynamodb:PutItem"),
        TABLE=f"{build.prefix}-transcripts",
        TRANSCRIBER=f"{build.prefix}-transcriber",
    )
    build.read(queue, worker)
    only = {"Key": {"FilterRules": [{"Name": "suffix", "Value": ".mp3"}]}}
    build.client("s3").put_bucket_notification_configuration(
        Bucket=bucket,
        NotificationConfiguration={
            "QueueConfigurations": [{"QueueArn": queue, "Events": ["s3:ObjectCreated:*"], "Filter": only}]
        },
    )


def months(build):
    """One function reads, compares and writes; the workflow around it decides."""
    files = f"arn:aws:s3:::{build.prefix}-files"
    compare = build.function(
        "compare",
        "compare",
        allow(f"{files}/*", "s3:GetObject"),
        allow(f"{files}/results/*", "s3:PutObject"),
        allow(build.table("payment-requests"), "dynamodb:GetItem"),
        TABLE=f"{build.prefix}-payment-requests",
    )
    build.client("lambda").update_function_configuration(FunctionName=compare, Timeout=900)
    definition = {
        "StartAt": "Compare",
        "States": {
            "Compare": {"Type": "Task", "Resource": compare, "TimeoutSeconds": 900, "Next": "Good enough"},
            "Good enough": {
                "Type": "Choice",
                "Choices": [
                    {
                        "Variable": "$.percent",
                        "NumericGreaterThan": build.settings["tolerance"],
                        "Next": "Not good enough",
                    }
                ],
                "Default": "Good",
            },
            "Good": {"Type": "Succeed"},
            "Not good enough": {"Type": "Fail", "Error": "Deviations"},
        },
    }
    return build.machine("months", definition, allow(compare, "lambda:InvokeFunction"))


def deploy(settings):
    build = Builder(settings)
    machine, address, queue = payment(build, services(build))
    recordings(build)
    return {"url": door(build, address, queue), "workflow": machine, "reconciliation": months(build)}
