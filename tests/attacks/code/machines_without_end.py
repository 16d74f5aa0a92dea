"""Maps within maps keep the examiner busy, which hears nothing meanwhile.

e3: 10
seconds: 2
"""
# %%
import json
import boto3
from course.cloud import Account

inner = {"Type": "Map", "ItemsPath": "$$.Execution.Input.many", "ItemProcessor": {"StartAt": "P", "States": {"P": {"Type": "Pass", "End": True}}}, "End": True}
outer = {"Type": "Map", "ItemsPath": "$.many", "ItemProcessor": {"StartAt": "M", "States": {"M": inner}}, "End": True}
with Account() as account:
    iam, states = boto3.client("iam"), boto3.client("stepfunctions")
    role = iam.create_role(RoleName="r", AssumeRolePolicyDocument="{}")["Role"]["Arn"]
    arn = states.create_state_machine(name="m", definition=json.dumps({"StartAt": "A", "States": {"A": outer}}), roleArn=role)["stateMachineArn"]
    for number in range(10):
        states.start_execution(stateMachineArn=arn, input=json.dumps({"many": list(range(10_000))}))
    account.settle()
