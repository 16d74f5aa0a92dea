"""Functions that a learner deployed run in the learner's process, and nobody can tell from what happens."""

import os

import pytest

from course.cloud import Account, running
from grader.rooms.examiner.handlers import for_the_learner
from tests.cloud.conftest import Lab
from tests.rooms.function_scenarios import SCENARIOS

pytestmark = pytest.mark.slow


def played(scenario):
    """What a scenario saw, the account's trace, and all that its functions' logs hold."""
    with Account(seed=7) as account:
        lab = Lab(account)
        seen = scenario(lab)
        trace = [span.as_dict() for span in account.trace]
        logs = account.client("logs")
        groups = [group["logGroupName"] for group in logs.describe_log_groups()["logGroups"]]
        written = [
            (name, event["logStreamName"], event["timestamp"], event["message"])
            for name in groups
            for event in logs.filter_log_events(logGroupName=name)["events"]
        ]
    return seen, trace, written


@pytest.mark.parametrize("scenario", SCENARIOS.values(), ids=SCENARIOS)
def test_trace_and_logs_are_the_same_beside_the_account_and_in_the_learners_process(scenario, guest):
    beside = played(scenario)
    with for_the_learner():
        elsewhere = played(scenario)

    assert beside == elsewhere
    assert "" == guest.gone


WHERE = "import os\ndef handler(event, context): return os.getpid()"


def test_what_the_course_deployed_runs_with_the_examiner_and_what_the_learner_did_does_not(guest):
    with Account() as account:
        lab = Lab(account)
        lab.function(WHERE, "ours")
        with for_the_learner():
            lab.function(WHERE + " * 1", "theirs")

        assert (os.getpid(), False) == (lab.invoke("ours"), lab.invoke("theirs") == os.getpid())


def deployed(lab, source, name="sales", **settings):
    """Deploy a function as the learner does."""
    with for_the_learner():
        lab.function(source, name, **settings)


def test_endless_recursion_is_told_as_lambda_does(guest):
    with Account() as account:
        lab = Lab(account)
        deployed(lab, "def handler(event, context): return handler(event, context)")
        document = lab.invoke()

    assert ("RecursionError", "maximum recursion depth exceeded") == (
        document["errorType"],
        document["errorMessage"],
    )


@pytest.mark.parametrize(
    "source, why",
    [
        ("import os\ndef handler(event, context): os._exit(3)", "ended its process"),
        ("import os\nos._exit(3)\ndef handler(event, context): pass", "ended its process"),
        ("import ctypes\ndef handler(event, context): ctypes.string_at(0)", "ended its process"),
        ("def handler(event, context):\n    while True: pass", "ran too long and was stopped"),
        (
            "import threading\ndef handler(event, context): threading.Event().wait()",
            "ran too long and was stopped",
        ),
    ],
    ids=["exit", "exit at import", "crash", "loop", "block"],
)
def test_a_handler_that_ends_or_holds_up_its_process_fails_with_words(guest, source, why):
    guest.allow(3)
    with Account() as account:
        lab = Lab(account)
        lab.function(WHERE, "ours")
        deployed(lab, source)
        documents = [lab.invoke(), lab.invoke()]

        assert {"Runtime.ExitError"} == {document["errorType"] for document in documents}
        assert {f"Runtime exited: {why}"} == {each["errorMessage"].split("Error: ")[1] for each in documents}
        assert (why, os.getpid()) == (guest.gone, lab.invoke("ours"))


def test_a_handler_that_forks_is_heard_once(guest):
    with Account() as account:
        lab = Lab(account)
        deployed(lab, "import os\ndef handler(event, context): return os.fork() > 0")

        assert [True, True] == [lab.invoke(), lab.invoke()]
    assert "" == guest.gone


def test_nobody_means_an_interrupt_in_a_learners_handler(guest):
    with Account() as account:
        lab = Lab(account)
        deployed(lab, "def handler(event, context):\n    if event: raise KeyboardInterrupt\n    return 1")
        deployed(lab, "raise KeyboardInterrupt\ndef handler(event, context): pass", "early")

        assert "KeyboardInterrupt" == lab.invoke(event={"a": 1})["errorType"]
        assert "KeyboardInterrupt" == lab.invoke("early")["errorType"]
        assert 1 == lab.invoke()


def test_a_handler_half_done_when_its_account_ends_gives_nothing_away(guest):
    late = """
import boto3, time
def handler(event, context):
    try:
        time.sleep(60)
    finally:
        boto3.client("sqs").create_queue(QueueName="late")
"""
    with Account() as account:
        lab = Lab(account)
        deployed(lab, late, Timeout=120)
        lab.lambda_.invoke(FunctionName="sales", InvocationType="Event", Payload="{}")
        account.clock.advance(5)
    with Account() as account:
        lab = Lab(account)
        account.clock.advance(600)
        deployed(lab, WHERE)

        assert isinstance(lab.invoke(), int)
        assert [] == account.trace.find(name="CreateQueue")
    assert "2" == guest.run("1 + 1")[0]["data"]["text/plain"]


def test_a_function_of_a_cell_prints_into_its_log_and_leaves_the_cells_world_alone(guest):
    outputs = guest.run(f"""
from course.cloud import Account
import boto3, io, json, os, sys, time, zipfile
content = io.BytesIO()
with zipfile.ZipFile(content, "w") as archive:
    archive.writestr("app.py", {LEAKY!r})
with Account() as account:
    role = boto3.client("iam").create_role(RoleName="r", AssumeRolePolicyDocument="{{}}")["Role"]["Arn"]
    lambda_ = boto3.client("lambda")
    lambda_.create_function(FunctionName="f", Runtime="python3.12", Role=role, Handler="app.handler", Timeout=60,
        Code={{"ZipFile": content.getvalue()}}, Environment={{"Variables": {{"INSIDE": "1"}}}})
    lambda_.invoke(FunctionName="f", InvocationType="Event", Payload="{{}}")
    before = os.getcwd(), dict(os.environ), list(sys.path)
    account.clock.advance(3)
    print("half done", "app" in sys.modules, before == (os.getcwd(), dict(os.environ), list(sys.path)))
    account.settle()
    print(boto3.client("logs").filter_log_events(logGroupName="/aws/lambda/f")["events"][1]["message"])
""")

    assert ["half done False True\ninside 1\n"] == [each.get("text") for each in outputs]


LEAKY = """
import os, sys, time
def handler(event, context):
    sys.path.insert(0, "/nowhere")
    print("inside", os.environ["INSIDE"])
    os.environ["LEFT"] = "behind"
    time.sleep(5)
"""


def test_a_partner_that_the_learner_plays_may_sleep_and_break(guest):
    outputs = guest.run("""
from course.cloud import Account
import time
def bank(request):
    time.sleep(2)
    return {}["iban"] if "bad" in request["body"] else (200, "ok")
account = Account().start()
account.endpoint("https://bank.example/hook", bank)
""")
    post = running.current().endpoints.post

    assert [] == outputs
    assert (200, "ok") == post("https://bank.example/hook", {}, "{}")
    assert (500, "KeyError: 'iban'") == post("https://bank.example/hook", {}, "bad")


def test_a_partner_half_done_when_its_account_ends_is_dropped(guest):
    guest.run("import time\ndef bank(seconds):\n    time.sleep(seconds)\n    return 200, 'ok'")
    bank = guest.get("bank")
    with Account() as account:
        account.clock.spawn(bank, 5)
        account.clock.advance(1)

    assert (200, "ok") == bank(0)


WORKERS = """
import boto3, json, time
from course.cloud import Account
with Account() as account:
    states = boto3.client("stepfunctions")
    activity = states.create_activity(name="approve")["activityArn"]
    task = {"Type": "Task", "Resource": activity, "End": True}
    role = boto3.client("iam").create_role(RoleName="r", AssumeRolePolicyDocument="{}")["Role"]["Arn"]
    machine = states.create_state_machine(name="m", roleArn=role,
        definition=json.dumps({"StartAt": "T", "States": {"T": task}}))["stateMachineArn"]

    def clerk(name):
        task = states.get_activity_task(activityArn=activity, workerName=name)
        time.sleep(3)
        states.send_task_success(taskToken=task["taskToken"], output=json.dumps(name))
        return task["input"]

    def clumsy():
        time.sleep(1)
        raise ValueError("dropped it")

    worker, other = account.clock.spawn(clerk, "ann"), account.clock.spawn(clumsy)
    execution = states.start_execution(stateMachineArn=machine, input="7")["executionArn"]
    try:
        account.clock.wait(other)
    except ValueError as error:
        print(error)
    print(account.clock.wait(worker), worker.done)
    account.settle()
    print(states.describe_execution(executionArn=execution)["output"])
    account.images["a/b:1"] = {"app.py": "def handler(event, context): return event"}
    boto3.client("lambda").create_function(FunctionName="f", Role=role, PackageType="Image", Code={"ImageUri": "a/b:1"})
    print(boto3.client("lambda").invoke(FunctionName="f", Payload="5")["Payload"].read())
"""


def test_a_cells_programs_fetch_work_and_its_images_run(guest):
    outputs = guest.run(WORKERS)

    assert ["dropped it\n7 True\n\"ann\"\nb'5'\n"] == [each.get("text") for each in outputs]
