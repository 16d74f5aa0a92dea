# %% [markdown]
# # Four problems
#
# Each needs some calls to an AWS account in memory, and is graded by a plain cell as instructors write them.

# %% nbgrader={"grade_id": "setup", "cell_type": "code", "grade": false, "solution": false, "locked": true, "task": false, "schema_version": 3}
import json

from course.cloud import Account


def graded(holds, points):
    """Return the points, if this holds of a fresh account."""
    with Account() as account:
        return points if holds(account) else 0


# %% [markdown]
# ## A queue
#
# `send_all(sqs, url, payments)` sends each payment to the queue, as JSON.


# %% nbgrader={"grade_id": "e1_solution", "cell_type": "code", "grade": false, "solution": true, "locked": false, "task": false, "schema_version": 3}
def send_all(sqs, url, payments):
    ### BEGIN SOLUTION
    for payment in payments:
        sqs.send_message(QueueUrl=url, MessageBody=json.dumps(payment))
    ### END SOLUTION


# %% nbgrader={"grade_id": "e1_grade", "cell_type": "code", "grade": true, "solution": false, "locked": true, "task": false, "schema_version": 3, "points": 10}
def all_arrive(account):
    sqs = account.client("sqs")
    url = sqs.create_queue(QueueName="payments")["QueueUrl"]
    payments = [{"paymentId": f"PAY-{number}", "amount": number} for number in range(12)]
    send_all(sqs, url, payments)
    found = []
    while messages := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", []):
        for message in messages:
            found.append(json.loads(message["Body"]))
            sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    return sorted(found, key=lambda payment: payment["amount"]) == payments


graded(all_arrive, 10)

# %% [markdown]
# ## A topic
#
# `fan_out(sns, sqs, topic, names)` makes a queue of each name that receives what is published to the topic, as it was
# published, and returns the queues' URLs by name.


# %% nbgrader={"grade_id": "e2_solution", "cell_type": "code", "grade": false, "solution": true, "locked": false, "task": false, "schema_version": 3}
def fan_out(sns, sqs, topic, names):
    ### BEGIN SOLUTION
    urls = {}
    for name in names:
        url = urls[name] = sqs.create_queue(QueueName=name)["QueueUrl"]
        arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
        allowed = {
            "Effect": "Allow",
            "Principal": {"Service": "sns.amazonaws.com"},
            "Action": "sqs:SendMessage",
            "Resource": arn,
            "Condition": {"ArnEquals": {"aws:SourceArn": topic}},
        }
        policy = json.dumps({"Version": "2012-10-17", "Statement": [allowed]})
        sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": policy})
        sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn, Attributes={"RawMessageDelivery": "true"})
    return urls
    ### END SOLUTION


# %% nbgrader={"grade_id": "e2_grade", "cell_type": "code", "grade": true, "solution": false, "locked": true, "task": false, "schema_version": 3, "points": 10}
def each_queue_hears(account):
    sns, sqs = account.client("sns"), account.client("sqs")
    topic = sns.create_topic(Name="payments")["TopicArn"]
    urls = fan_out(sns, sqs, topic, ["customers", "sales", "letters"])
    sns.publish(TopicArn=topic, Message="PAY-1")
    account.settle()
    heard = {
        name: [message["Body"] for message in sqs.receive_message(QueueUrl=url).get("Messages", [])]
        for name, url in urls.items()
    }
    return heard == {"customers": ["PAY-1"], "sales": ["PAY-1"], "letters": ["PAY-1"]}


graded(each_queue_hears, 10)

# %% [markdown]
# ## A table
#
# `record(dynamodb, table, payment)` keeps a payment under its `paymentId`, and returns whether it is the first of this id;
# a second one changes nothing.


# %% nbgrader={"grade_id": "e3_solution", "cell_type": "code", "grade": false, "solution": true, "locked": false, "task": false, "schema_version": 3}
def record(dynamodb, table, payment):
    ### BEGIN SOLUTION
    try:
        dynamodb.put_item(
            TableName=table,
            Item={"paymentId": {"S": payment["paymentId"]}, "amount": {"N": str(payment["amount"])}},
            ConditionExpression="attribute_not_exists(paymentId)",
        )
    except dynamodb.exceptions.ConditionalCheckFailedException:
        return False
    return True
    ### END SOLUTION


# %% nbgrader={"grade_id": "e3_grade", "cell_type": "code", "grade": true, "solution": false, "locked": true, "task": false, "schema_version": 3, "points": 10}
def the_first_counts(account):
    dynamodb = account.client("dynamodb")
    dynamodb.create_table(
        TableName="payments",
        AttributeDefinitions=[{"AttributeName": "paymentId", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "paymentId", "KeyType": "HASH"}],
        BillingMode="PAY_PER_REQUEST",
    )
    payments = [{"paymentId": f"PAY-{number % 3}", "amount": number} for number in range(5)]
    told = [record(dynamodb, "payments", payment) for payment in payments]
    items = dynamodb.scan(TableName="payments")["Items"]
    kept = {item["paymentId"]["S"]: item["amount"]["N"] for item in items}
    return told == [True, True, True, False, False] and kept == {"PAY-0": "0", "PAY-1": "1", "PAY-2": "2"}


graded(the_first_counts, 10)

# %% [markdown]
# ## A state machine
#
# `review` is a definition whose output is `{"decision": "pay"}` for an `amount` below 1,000 and `{"decision": "ask"}` from
# there on.

# %% nbgrader={"grade_id": "e4_solution", "cell_type": "code", "grade": false, "solution": true, "locked": false, "task": false, "schema_version": 3}
### BEGIN SOLUTION
review = {
    "StartAt": "HowMuch",
    "States": {
        "HowMuch": {
            "Type": "Choice",
            "Choices": [{"Variable": "$.amount", "NumericLessThan": 1000, "Next": "Pay"}],
            "Default": "Ask",
        },
        "Pay": {"Type": "Pass", "Result": {"decision": "pay"}, "End": True},
        "Ask": {"Type": "Pass", "Result": {"decision": "ask"}, "End": True},
    },
}
### END SOLUTION


# %% nbgrader={"grade_id": "e4_grade", "cell_type": "code", "grade": true, "solution": false, "locked": true, "task": false, "schema_version": 3, "points": 10}
def decides(account):
    role = "arn:aws:iam::123456789012:role/review"
    states = account.client("stepfunctions")
    made = states.create_state_machine(name="review", definition=json.dumps(review), roleArn=role)
    amounts = (1, 999, 1000, 2500)
    begun = [
        states.start_execution(
            stateMachineArn=made["stateMachineArn"], name=f"of-{amount}", input=json.dumps({"amount": amount})
        )
        for amount in amounts
    ]
    account.settle()
    ended = [states.describe_execution(executionArn=each["executionArn"]) for each in begun]
    outputs = [json.loads(each["output"]) for each in ended]
    return [output["decision"] for output in outputs] == ["pay", "pay", "ask", "ask"]


graded(decides, 10)
