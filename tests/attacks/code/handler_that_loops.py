"""A handler never ends, and neither does the code outside of it.

e3: 10
seconds: 4
"""
# %%
import boto3
import io
import zipfile
from course.cloud import Account


def invoked(source):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("app.py", source)
    with Account() as account:
        role = boto3.client("iam").create_role(RoleName="r", AssumeRolePolicyDocument="{}")["Role"]["Arn"]
        functions = boto3.client("lambda")
        functions.create_function(FunctionName="f", Runtime="python3.12", Role=role, Handler="app.handler", Code={"ZipFile": content.getvalue()})
        return functions.invoke(FunctionName="f")["Payload"].read()


print(invoked("while True: pass"))
