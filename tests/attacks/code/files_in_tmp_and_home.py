"""An accident: a handler and a cell keep files in /tmp, in the home folder, in a temporary one, and beside the notebook.

e1: 10
e3: 10
"""
# %%
import json
import os
import tempfile
from pathlib import Path

Path("/tmp/mine.json").write_text("{}")
# %%
Path.home().joinpath("mine.json").write_text("{}")
# %%
Path("mine.json").write_text("{}")
with tempfile.NamedTemporaryFile() as file, tempfile.TemporaryDirectory() as folder:
    print(file.name, folder)
# %%
import io, zipfile, boto3
from course.cloud import Account
SOURCE = """
import os
def h(e, c):
    with open("/tmp/seen", "a") as file:
        file.write("x")
    return open("/tmp/seen").read()
"""
made = io.BytesIO()
with zipfile.ZipFile(made, "w") as archive:
    archive.writestr("f.py", SOURCE)
with Account() as account:
    role = boto3.client("iam").create_role(RoleName="r", AssumeRolePolicyDocument="{}")["Role"]["Arn"]
    functions = boto3.client("lambda")
    functions.create_function(FunctionName="f", Runtime="python3.12", Role=role, Handler="f.h", Code={"ZipFile": made.getvalue()})
    print(functions.invoke(FunctionName="f")["Payload"].read())
# %% e3
def publish_payment(sns, topic_arn, payment, outcome):
    with open("/tmp/log.txt", "a") as log:
        log.write("published\n")
    answer = sns.publish(
        TopicArn=topic_arn,
        Message=json.dumps(payment),
        MessageAttributes={
            "channel": {"DataType": "String", "StringValue": payment["channel"]},
            "amount": {"DataType": "Number", "StringValue": str(payment["amount"])},
            "outcome": {"DataType": "String", "StringValue": outcome},
        },
    )
    return answer["MessageId"]
