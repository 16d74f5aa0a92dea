"""A worker of an activity ends its tasks twice, with tokens that it made up, and leaves one half done.

e3: 10
"""
# %%
import json

import boto3
from course.cloud import Account

with Account() as account:
    states = boto3.client("stepfunctions")
    activity = states.create_activity(name="approve")["activityArn"]
    role = boto3.client("iam").create_role(RoleName="r", AssumeRolePolicyDocument="{}")["Role"]["Arn"]
    machine = {"StartAt": "T", "States": {"T": {"Type": "Task", "Resource": activity, "TimeoutSeconds": 60, "End": True}}}
    arn = states.create_state_machine(name="m", roleArn=role, definition=json.dumps(machine))["stateMachineArn"]

    def worker():
        token = states.get_activity_task(activityArn=activity)["taskToken"]
        for known in (token, token, "", "x" * 1024, token[:-1]):
            for output in ("10", "{", "\\ud800"):
                try:
                    states.send_task_success(taskToken=known, output=output)
                except Exception as error:
                    print(type(error).__name__)
        states.get_activity_task(activityArn=activity)
        raise SystemExit

    account.clock.spawn(worker)
    for _ in range(3):
        states.start_execution(stateMachineArn=arn)
    try:
        account.settle()
    except BaseException as error:
        print(type(error).__name__)
    print([each["status"] for each in states.list_executions(stateMachineArn=arn)["executions"]])
