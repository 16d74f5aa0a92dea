"""Which code runs with the examiner, which with the learner, and what is believed of what comes back from there."""

import base64
import json

import pytest

from course.cloud import Account
from course.cloud.functions.worker import hired
from grader.checks import Raised, RaisedElsewhere
from grader.rooms.examiner.handlers import Placement, for_the_learner
from tests.cloud.conftest import Lab, zipped

SECRET = "def handler(event, context): return 'hidden'"
THEIRS = "def handler(event, context): return 1 / 0"


class There:
    """Stands for the learner's process: notes what it is asked, and answers every invocation with `says`."""

    def __init__(self):
        self.says = {"payload": '"there"', "failed": False, "survives": True}
        self.heard = []

    def ask(self, verb, **content):
        self.heard.append((verb, content))
        return self.answer(content["does"])

    def answer(self, does):
        answers = {
            "start": {"number": 1},
            "call": self.says,
            "printed": {"printed": ""},
            "load": {"printed": ""},
            "close": None,
        }
        return answers.get(does)

    def files(self):
        """The text of all code that was sent."""
        packages = [content["package"] for _, content in self.heard if "package" in content]
        sent = [text for package in packages for text in (package["code"], *package["layers"])]
        return b"".join(map(base64.b64decode, sent)).decode("latin-1")


@pytest.fixture
def there():
    return There()


@pytest.fixture
def lab(there):
    with hired(Placement(there.ask).hire), Account() as account:
        yield Lab(account)


def test_what_the_course_deploys_stays_here(lab, there):
    lab.function(SECRET)

    assert ("hidden", []) == (lab.invoke(), there.heard)


def test_what_a_request_of_the_learners_deploys_runs_there(lab, there):
    with for_the_learner():
        lab.function(THEIRS)

    assert "there" == lab.invoke()
    assert "1 / 0" in there.files()


def test_a_function_is_the_learners_once_they_put_code_of_their_own_into_it(lab, there):
    lab.function(SECRET)
    lab.invoke()
    with for_the_learner():
        lab.lambda_.update_function_code(FunctionName="sales", ZipFile=zipped({"app.py": THEIRS}))

    assert "there" == lab.invoke()
    assert "hidden" not in there.files()


def test_a_version_of_the_courses_stays_here_when_the_learner_changes_its_function(lab):
    lab.function(SECRET)
    with for_the_learner():
        lab.lambda_.publish_version(FunctionName="sales")
        lab.lambda_.update_function_code(FunctionName="sales", ZipFile=zipped({"app.py": THEIRS}))

    assert ("hidden", "there") == (lab.invoke(Qualifier="1"), lab.invoke())


def test_no_environment_that_the_learner_has_warmed_up_serves_the_courses_function(lab):
    with for_the_learner():
        lab.function(SECRET)
    found = [lab.invoke()]
    lab.lambda_.delete_function(FunctionName="sales")
    lab.function(SECRET)

    assert ["there", "hidden"] == [*found, lab.invoke()]


def test_a_changed_configuration_leaves_the_courses_function_here(lab, there):
    lab.function(SECRET)
    with for_the_learner():
        lab.lambda_.update_function_configuration(FunctionName="sales", Timeout=9, MemorySize=512)

    assert ("hidden", []) == (lab.invoke(), there.heard)


def test_a_handler_outside_of_the_courses_code_runs_there_and_without_that_code(lab, there, tmp_path):
    lab.function(SECRET)
    with for_the_learner():
        lab.lambda_.update_function_configuration(FunctionName="sales", Handler="shutil.rmtree")

    assert "there" == lab.invoke(event=str(tmp_path))
    assert ("", True) == (there.files().strip("PK\x05\x06\x00"), tmp_path.exists())


def test_no_layer_of_the_learners_is_loaded_beside_the_courses_code(lab, there):
    lab.function(SECRET)
    with for_the_learner():
        content = {"ZipFile": zipped({"python/json.py": "1 / 0"})}
        layer = lab.lambda_.publish_layer_version(LayerName="l", Content=content)["LayerVersionArn"]
        lab.lambda_.update_function_configuration(FunctionName="sales", Layers=[layer])

    assert "no layers but the exercise's own" in lab.invoke()["errorMessage"]
    assert [] == there.heard


def test_a_layer_of_the_courses_own_may_lie_beside_its_code(lab):
    content = {"ZipFile": zipped({"python/money.py": "EURO = 'EUR'"})}
    layer = lab.lambda_.publish_layer_version(LayerName="l", Content=content)["LayerVersionArn"]
    lab.function("import money\ndef handler(event, context): return money.EURO", Layers=[layer])

    assert "EUR" == lab.invoke()


def test_code_from_a_bucket_runs_there_whoever_asks_for_it(lab):
    s3 = lab.account.client("s3")
    s3.create_bucket(Bucket="code")
    with for_the_learner():
        s3.put_object(Bucket="code", Key="sales.zip", Body=zipped({"app.py": THEIRS}))
    lab.function("", Code={"S3Bucket": "code", "S3Key": "sales.zip"})

    assert "there" == lab.invoke()


def test_an_image_is_whose_who_put_it_in(lab, there):
    for name in ("ours", "theirs"):
        image = {"ImageUri": f"a/{name}:1"}
        lab.lambda_.create_function(FunctionName=name, Role=lab.role(), PackageType="Image", Code=image)
    lab.account.images["a/ours:1"] = {"app.py": SECRET}
    with for_the_learner():
        lab.account.images["a/theirs:1"] = {"app.py": THEIRS}

    assert ("hidden", "there") == (lab.invoke("ours"), lab.invoke("theirs"))
    assert "hidden" not in there.files()


def test_what_a_state_machine_deploys_runs_there(lab):
    code = base64.b64encode(zipped({"app.py": THEIRS})).decode()
    lab.function(SECRET)
    task = {
        "Type": "Task",
        "Resource": "arn:aws:states:::aws-sdk:lambda:updateFunctionCode",
        "Parameters": {"FunctionName": "sales", "ZipFile": code},
        "End": True,
    }
    states = lab.account.client("stepfunctions")
    definition = json.dumps({"StartAt": "T", "States": {"T": task}})
    machine = states.create_state_machine(name="m", definition=definition, roleArn=lab.role())
    states.start_execution(stateMachineArn=machine["stateMachineArn"])
    lab.account.settle()

    assert "there" == lab.invoke()


def test_the_code_of_many_environments_is_sent_once(lab, there):
    with for_the_learner():
        lab.function(THEIRS)
    for _ in range(3):
        lab.invoke()
        lab.account.functions.cool()

    assert 3 == sum(content["does"] == "start" for _, content in there.heard)
    assert 1 == there.files().count("PK\x05\x06")


DOCUMENT = {"errorType": "E", "errorMessage": "m"}


@pytest.mark.parametrize(
    "said",
    [
        None,
        7,
        [],
        {},
        {"payload": 7},
        {"payload": "{"},
        {"payload": "[" * 5_000 + "]" * 5_000},
        {"payload": "[" * 300 + "]" * 300},
        {"payload": "9" * 100_000},
        {"payload": "[]", "failed": True},
        {"payload": json.dumps({**DOCUMENT, "errorType": 7}), "failed": True},
        {"payload": json.dumps({**DOCUMENT, "stackTrace": "all"}), "failed": True},
        {"payload": json.dumps({**DOCUMENT, "stackTrace": [7]}), "failed": True},
    ],
    ids=str,
)
def test_what_is_no_result_is_the_end_of_a_runtime(lab, there, said):
    there.says = said
    with for_the_learner():
        lab.function(THEIRS)

    assert "Runtime.ExitError" == lab.invoke()["errorType"]


def test_characters_that_stand_for_none_are_replaced(lab, there):
    document = json.dumps({"errorType": "E\ud800", "errorMessage": "\udfff"})
    there.says = {"payload": document, "failed": True}
    with for_the_learner():
        lab.function(THEIRS)

    assert {"errorType": "E?", "errorMessage": "?"} == lab.invoke()


def test_a_process_that_is_gone_ends_the_invocation_and_nothing_else(lab, there):
    with for_the_learner():
        lab.function(THEIRS)
    lab.function(SECRET, "ours")
    lab.invoke()

    def gone(*_, **__):
        raise RaisedElsewhere(Raised("ProcessEnded", (), "ended its process", None, None))

    there.answer = gone
    document = lab.invoke()

    assert "Runtime.ExitError" == document["errorType"]
    assert document["errorMessage"].endswith("Error: Runtime exited: ended its process")
    assert "hidden" == lab.invoke("ours")
