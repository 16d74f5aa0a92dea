"""The credential chain is asked for whatever keys this machine has, and where it would look for them.

e3: 10
"""
# %%
import os
import boto3
import botocore.session

session = botocore.session.get_session()
print({name: value for name, value in os.environ.items()})
print(session.get_credentials().get_frozen_credentials(), session.available_profiles)
os.environ.pop("AWS_ACCESS_KEY_ID")
os.environ.pop("AWS_SECRET_ACCESS_KEY")
os.environ.pop("AWS_CONFIG_FILE")
os.environ.pop("AWS_SHARED_CREDENTIALS_FILE")
os.environ["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = "http://127.0.0.1:CANARY_PORT"
os.environ["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = "http://127.0.0.1:CANARY_PORT/keys"
try:
    print(botocore.session.Session().get_credentials())
    print(boto3.session.Session(region_name="us-east-1").client("sts").get_caller_identity())
except BaseException as error:
    print(type(error))
