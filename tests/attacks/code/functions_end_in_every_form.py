"""How a Lambda function ended is told in every form but the right one: no JSON, NaN, endless numbers, half characters, depth, wrong types.

e1: 0
e3: 10
"""
# %%
import gc
import io
import json
import zipfile

from course.cloud import Account

service = next(each for each in gc.get_objects() if type(each).__name__ == "Service")
true = service._verbs["function"]
account = Account().start()
content = io.BytesIO()
with zipfile.ZipFile(content, "w") as archive:
    archive.writestr("app.py", "def handler(event, context): return 1")
role = account.client("iam").create_role(RoleName="r", AssumeRolePolicyDocument="{}")["Role"]["Arn"]
account.client("lambda").create_function(FunctionName="f", Runtime="python3.12", Role=role, Handler="app.handler", Code={"ZipFile": content.getvalue()})
half = "\ud800<script>attack()</script>"
told = {"errorMessage": half, "errorType": half, "stackTrace": [half] * 1000, half: half}
ends = [
    None, 7, [], "x", {}, {"payload": 7}, {"payload": "{"}, {"payload": "NaN"}, {"payload": "[1e999, -1e999]"},
    {"payload": "9" * 5000}, {"payload": "[" * 50_000 + "]" * 50_000}, {"payload": '{"a": "\\ud800"}', "printed": half},
    {"payload": json.dumps(told), "failed": True}, {"payload": "null", "failed": True}, {"payload": '{"errorType": 1}', "failed": True},
    {"payload": "1", "survives": "yes", "failed": 1, "printed": [half]}, {"payload": json.dumps("x" * 7_000_000)},
    {"number": 10**300}, {"number": True}, {"refused": half}, {"refused": 7},
]
for end in ends:
    service._verbs["function"] = lambda content, end=end: end
    for wished in ("RequestResponse", "Event"):
        try:
            answer = account.client("lambda").invoke(FunctionName="f", InvocationType=wished, Payload=b"{}")
            print(ascii(answer["Payload"].read()[:100]))
        except Exception as problem:
            print(type(problem).__name__, ascii(problem)[:100])
    try:
        account.settle()
        account.client("lambda").update_function_configuration(FunctionName="f", MemorySize=256)
    except Exception as problem:
        print(type(problem).__name__, ascii(problem)[:100])
account.stop()
# %% e1
def wire(sns, sqs, prefix):
    topic = sns.create_topic(Name=f"{prefix}-payments")["TopicArn"]
    return {"topic_arn": topic, "queue_urls": [{"payload": "NaN"}]}
