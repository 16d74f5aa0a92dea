"""Handlers loop, crash, flood, fork, call themselves without end, return what is no JSON, and shadow the libraries.

e3: 10
seconds: 6
"""
# %%
import boto3
import io
import zipfile
from course.cloud import Account

SOURCES = {
    "floods": "def handler(event, context):\n    for _ in range(3_000): print('x' * 10_000)",
    "returns": "def handler(event, context): return 'x' * 20_000_000",
    "deep": "def handler(event, context):\n    deep = []\n    for _ in range(900): deep = [deep]\n    return deep",
    "nan": "def handler(event, context): return float('nan')",
    "object": "def handler(event, context): return object()",
    "half": "def handler(event, context): return '\\ud800'",
    "forks": "import os\ndef handler(event, context): return os.fork() > 0",
    "calls_itself": "import boto3\ndef handler(event, context): return boto3.client('lambda').invoke(FunctionName='calls_itself')['Payload'].read().decode()",
    "exits": "import sys\ndef handler(event, context): sys.exit(10)",
    "raises": "class Points(BaseException): pass\ndef handler(event, context): raise Points(10.0)",
    "patches": "import builtins, sys\nbuiltins.len = builtins.isinstance = None\nsys.setrecursionlimit(60)\ndef handler(event, context): return 1",
    "threads": "import threading, time\ndef handler(event, context): threading.Thread(target=time.sleep, args=(600,), daemon=True).start()",
    "daemon": "import os, time\ndef handler(event, context):\n    if os.fork() == 0:\n        os.setsid()\n        time.sleep(600)",
    "reads": "import os, sys\ndef handler(event, context): return [dict(os.environ), sorted(sys.modules), os.listdir('/'), os.listdir('/tmp')]",
    "writes": "import json\ndef handler(event, context): open('/tmp/left-behind', 'w').write('x'); open('BAIT_FILE', 'w').write('x')",
    "shadows": "import boto3\ndef handler(event, context): pass",
    "calls": "import urllib.request\ndef handler(event, context): urllib.request.urlopen('http://127.0.0.1:CANARY_PORT/')",
}
with Account() as account:
    role = boto3.client("iam").create_role(RoleName="r", AssumeRolePolicyDocument="{}")["Role"]["Arn"]
    functions = boto3.client("lambda")
    for name, source in SOURCES.items():
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w") as archive:
            archive.writestr("app.py", source)
            archive.writestr("boto3.py" if name == "shadows" else "notes.txt", "raise SystemExit")
            archive.writestr("../left-behind.py", "1 / 0")
        try:
            functions.create_function(FunctionName=name, Runtime="python3.12", Role=role, Handler="app.handler", Code={"ZipFile": content.getvalue()}, Timeout=20)
            print(name, functions.invoke(FunctionName=name)["Payload"].read()[:300])
        except Exception as error:
            print(name, type(error).__name__, str(error)[:200])
