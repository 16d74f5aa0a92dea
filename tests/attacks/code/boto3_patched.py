"""boto3 and botocore are patched so that no call is ever made and every answer is a message id.

e3: 0
"""
# %%
import boto3
import botocore.client
import botocore.endpoint
import botocore.hooks

botocore.client.BaseClient._make_api_call = lambda self, name, parameters: {"MessageId": "1", "QueueUrl": "q"}
botocore.endpoint.Endpoint.make_request = lambda *_, **__: None
boto3.client = lambda *_, **__: None
# %% e3
def publish_payment(sns, topic_arn, payment, outcome):
    answer = sns.publish(TopicArn=topic_arn, Message="{}")
    raise RuntimeError(answer["MessageId"])
