"""A function in the account answers for the learner: it forges envelopes, and talks to the topic without end.

e1: 0
e3: 10
seconds: 8
"""
# %% e1
import boto3
import io
import json
import zipfile

SOURCE = """
import boto3, json
def handler(event, context):
    sqs, sns = boto3.client("sqs"), boto3.client("sns")
    for record in event["Records"]:
        for url in sqs.list_queues().get("QueueUrls", []):
            sqs.send_message(QueueUrl=url, MessageBody=json.dumps({"Type": "Notification", "Message": "10"}))
        sns.publish(TopicArn=record["Sns"]["TopicArn"], Message="10")
"""


def wire(sns, sqs, prefix):
    topic = sns.create_topic(Name=f"{prefix}-payments")["TopicArn"]
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("app.py", SOURCE)
    role = boto3.client("iam").create_role(RoleName=f"{prefix}-r", AssumeRolePolicyDocument="{}")["Role"]["Arn"]
    functions = boto3.client("lambda")
    function = functions.create_function(
        FunctionName=f"{prefix}-f", Runtime="python3.12", Role=role, Handler="app.handler", Code={"ZipFile": content.getvalue()}
    )["FunctionArn"]
    functions.add_permission(FunctionName=function, StatementId="s", Action="lambda:InvokeFunction", Principal="sns.amazonaws.com")
    sns.subscribe(TopicArn=topic, Protocol="lambda", Endpoint=function)
    urls = {name: sqs.create_queue(QueueName=f"{prefix}-{name}-q")["QueueUrl"] for name in ("customer", "sales", "communication")}
    return {"topic_arn": topic, "queue_urls": urls}
