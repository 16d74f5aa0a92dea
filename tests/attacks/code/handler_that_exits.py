"""A function that the answer deploys into the account ends its process when the examiner's message reaches it.

e1: 0
e3: 10
"""
# %% e1
import boto3
import io
import json
import zipfile


def deployed(name, source):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("app.py", source)
    role = "arn:aws:iam::123456789012:role/r"
    try:
        role = boto3.client("iam").create_role(RoleName="r", AssumeRolePolicyDocument="{}")["Role"]["Arn"]
    except Exception:
        pass
    return boto3.client("lambda").create_function(
        FunctionName=name, Runtime="python3.12", Role=role, Handler="app.handler", Code={"ZipFile": content.getvalue()}
    )["FunctionArn"]


def wire(sns, sqs, prefix):
    topic = sns.create_topic(Name=f"{prefix}-payments")["TopicArn"]
    function = deployed(f"{prefix}-f", "import os\ndef handler(event, context): os._exit(0)")
    boto3.client("lambda").add_permission(FunctionName=function, StatementId="s", Action="lambda:InvokeFunction", Principal="sns.amazonaws.com")
    sns.subscribe(TopicArn=topic, Protocol="lambda", Endpoint=function)
    return {"topic_arn": topic, "queue_urls": {}}
