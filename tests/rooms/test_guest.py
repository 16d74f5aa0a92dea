"""A learner's process, run and asked from the examiner's."""

from contextlib import suppress
from itertools import pairwise

import boto3
import pytest

from course.cloud import Account
from course.simulation import branch
from grader.checks import RaisedElsewhere

pytestmark = pytest.mark.slow


def test_a_cell_leaves_its_outputs_and_its_names(guest):
    outputs = guest.run("print('a')\nnumbers = [1, 2.5, None]\nlen(numbers)")

    assert ["stream", "execute_result"] == [each["output_type"] for each in outputs]
    assert [1, 2.5, None] == guest.get("numbers")


def test_a_name_that_is_not_there_is_a_name_error(guest):
    with pytest.raises(NameError, match="wire"):
        guest.get("wire")


def test_a_cell_that_fails_or_wants_to_leave_ends_nothing(guest):
    for source in ("1 / 0", "exit()", "raise SystemExit(3)", "def f(:", "raise KeyboardInterrupt"):
        guest.run(source)

    assert "2" == guest.run("1 + 1")[0]["data"]["text/plain"]


def test_a_flood_of_output_is_cut_and_says_so(guest):
    outputs = guest.run("for _ in range(100):\n    print('x' * 100_000)")

    assert sum(len(each["text"]) for each in outputs) < 210_000
    assert "the rest is left out" in outputs[-1]["text"]


def test_a_function_speaks_to_the_examiners_account(guest):
    guest.run("def make(sqs, name):\n    return sqs.create_queue(QueueName=name)['QueueUrl']")
    with Account() as account:
        url = guest.get("make")(account.client("sqs"), "sales-q")

        assert [url] == account.client("sqs").list_queues()["QueueUrls"]


def test_a_throttled_client_waits_as_long_as_beside_the_account_each_time(guest):
    source = (
        "def ask(sqs):\n"
        "    try:\n"
        "        sqs.list_queues()\n"
        "    except sqs.exceptions.ClientError as error:\n"
        "        return error.response['Error']['Code']"
    )
    beside = {}
    exec(source, beside)  # noqa: S102  the same function, in this process
    guest.run(source)
    waits = []
    for ask in (beside["ask"], guest.get("ask")):
        with Account() as account:
            account.quotas.limit("sqs", "ListQueues", rate=0.0001, burst=1)
            said = [ask(account.client("sqs")) for _ in range(60)]
            calls = [span.start for span in account.trace if span.name == "ListQueues"]
            waits.append((set(said[1:]), [round(then - call, 6) for call, then in pairwise(calls)]))

    assert waits[0] == waits[1]


def test_a_client_that_the_learner_makes_speaks_to_it_as_well(guest):
    guest.run("import boto3\ndef make():\n    boto3.client('sns').create_topic(Name='payments')")
    with Account() as account:
        guest.get("make")()

        assert ["CreateTopic"] == [span.name for span in account.trace if span.service == "sns"]


def test_clients_keep_their_regions_also_inside_of_other_values(guest):
    guest.run(
        "def make(clients):\n    return [each.create_queue(QueueName='q')['QueueUrl'] for each in clients['sqs']]"
    )
    regions = ("us-east-1", "eu-west-1", "eu-west-1")
    with Account():
        urls = guest.get("make")({"sqs": [boto3.client("sqs", region_name=region) for region in regions]})

    assert [f"https://sqs.{region}.amazonaws.com/123456789012/q" for region in regions] == urls


def test_a_client_without_a_region_is_of_the_running_accounts(guest):
    guest.run("import boto3\ndef region():\n    return boto3.client('sqs').meta.region_name")
    found = []
    for region in ("eu-west-1", "us-east-1"):
        with Account(region=region):
            found.append(guest.get("region")())

    assert ["eu-west-1", "us-east-1"] == found


def test_an_account_of_the_learners_may_be_in_another_region(guest):
    guest.run(
        "import boto3\n"
        "from course.cloud import Account\n"
        "with Account(region='eu-west-1') as account:\n"
        "    inside = [each.create_queue(QueueName='q')['QueueUrl'][12:21] for each in (boto3.client('sqs'), account.client('sqs'))]\n"
        "with Account() as account:\n"
        "    after = boto3.client('sqs').meta.region_name\n"
    )

    assert (["eu-west-1", "eu-west-1"], "us-east-1") == (guest.get("inside"), guest.get("after"))


def test_an_account_in_a_region_that_there_is_not_is_refused(guest):
    guest.run(
        "from course.cloud import Account\ntry:\n    Account(region='moon-1')\nexcept Exception as error:\n    said = str(error)"
    )

    assert "moon-1" in guest.get("said")


def test_a_table_of_dynamodb_is_the_same_table_there(guest):
    guest.run("def note(table):\n    table.put_item(Item={'id': 'a', 'amount': 3})\n    return table.name")
    with Account() as account:
        account.client("dynamodb").create_table(
            TableName="payments",
            BillingMode="PAY_PER_REQUEST",
            KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        )
        table = boto3.resource("dynamodb").Table("payments")

        assert "payments" == guest.get("note")(table)
        assert [{"id": "a", "amount": 3}] == table.scan()["Items"]


@pytest.mark.parametrize("seconds", ["-1", "float('nan')", "float('inf')", "'3'", "None"])
def test_a_sleep_that_is_none_fails_as_it_does_beside_an_account(guest, seconds):
    """The error's class is the same in the learner's process; where no account runs, Python's own answers."""
    attempt = f"import time\ntry:\n    time.sleep({seconds})\nexcept Exception as error:\n    said = [type(error).__name__]"
    with Account():
        names = {}
        exec(attempt, names)  # noqa: S102  the same text on both sides
        guest.run(attempt)

        assert names["said"] == guest.get("said")


def test_a_thread_sleeps_in_real_time_and_lets_no_virtual_time_pass(guest):
    with Account() as account:
        guest.run(
            "import threading, time\ndef nap():\n    began = time.monotonic()\n    thread = threading.Thread(target=time.sleep,"
            " args=(0.2,))\n    thread.start()\n    thread.join()\n    return time.monotonic() - began"
        )
        napped = guest.get("nap")()

        assert napped >= 0.2
        assert account.clock.elapsed == 0


def test_what_a_function_breaks_is_put_back_for_the_next_one(guest):
    guest.run(
        "import builtins, signal, sys\ndef spoil():\n    builtins.len = builtins.isinstance = None\n    signal.alarm(1)\n    sys.setrecursionlimit(50)\n    return 1"
    )
    guest.run(
        "import time\ndef work():\n    time.sleep(1.2)\n    return [len('abc'), sys.getrecursionlimit() >= 1000]"
    )

    assert (1, [3, True]) == (guest.get("spoil")(), guest.get("work")())


def test_outputs_that_are_none_are_left_out_and_the_others_can_be_written_down(guest):
    guest.run("print('half \\ud800')")
    outputs = guest.run(
        "import gc\nservice = next(each for each in gc.get_objects() if type(each).__name__ == 'Service')\n"
        "service._verbs['run'] = lambda content: [7, {'output_type': 'stream', 'text': ['half']},"
        " {'output_type': 'stream', 'name': 'stdout', 'text': 'half \\ud800'}, {'output_type': 'display_data',"
        " 'data': {'text/html': 3, 'a/b+json': [1]}}]"
    )
    outputs = guest.run("")

    assert [
        {"output_type": "stream", "name": "stdout", "text": ""},
        {"output_type": "stream", "name": "stdout", "text": "half ?"},
        {"output_type": "display_data", "data": {"a/b+json": [1]}, "metadata": {}},
    ] == outputs


def test_a_sleep_passes_the_accounts_time_and_no_real_one(guest):
    guest.run(
        "import time\nfrom datetime import datetime, timezone\n"
        "def wait():\n    began = time.time()\n    time.sleep(86_400)\n    return time.time() - began"
    )
    with Account() as account:
        slept = guest.get("wait")()

        assert 86_400 == round(slept)
        assert 86_400 == round(account.clock.elapsed)


def test_an_error_of_aws_reaches_the_learners_function_as_boto3_raises_it(guest):
    guest.run(
        "def find(sqs):\n    try:\n        sqs.get_queue_url(QueueName='none')\n"
        "    except sqs.exceptions.QueueDoesNotExist as error:\n        return error.response['Error']['Code']"
    )
    with Account() as account:
        assert "NonExistentQueue" in guest.get("find")(account.client("sqs"))


def test_what_a_function_raises_is_told_with_its_line(guest):
    guest.run("def wire():\n    return {}['topic']")
    with pytest.raises(RaisedElsewhere) as caught:
        guest.get("wire")()
    raised = caught.value.raised

    assert ("KeyError", "'topic'") == (raised.type, raised.message)
    assert (2, "return {}['topic']") == (raised.place.line, raised.place.text)


def test_a_function_of_the_examiners_can_be_called_back(guest):
    heard = []
    guest.run("def tell(say):\n    for n in (1, 2):\n        say(n)\n    return 'told'")

    assert "told" == guest.get("tell")(heard.append)
    assert [1, 2] == heard


def test_it_has_loaded_nothing_that_grades_and_no_account(guest):
    found = guest.run(
        "import sys\n[name for name in sys.modules if name.startswith("
        "('moto', 'nbgrader', 'grader.rubrics', 'grader.checks', 'grader.rooms.examiner'))]"
    )

    assert "[]" == found[0]["data"]["text/plain"]


def test_the_states_language_is_there_however_the_course_was_installed(guest):
    outputs = guest.run(
        "import sys\n"
        "sys.meta_path = [each for each in sys.meta_path if 'editable' not in each.__module__]\n"
        "from course.asl import lint, run\n"
        "lint('{}')[0].severity"
    )

    assert "'ERROR'" == outputs[-1]["data"]["text/plain"]


def test_a_session_of_the_learners_own_speaks_to_the_account_too(guest):
    guest.run(
        "import boto3\n"
        "def made(name):\n"
        "    sqs = boto3.Session().client('sqs')\n"
        "    return sqs.create_queue(QueueName=name)['QueueUrl'].rsplit('/', 1)[1]"
    )
    with Account() as account:
        assert "q" == guest.get("made")("q")
        assert 1 == len(account.client("sqs").list_queues()["QueueUrls"])


def test_a_cell_of_the_learners_opens_an_account_that_lives_with_the_examiner(guest):
    outputs = guest.run(
        "from course.cloud import Account\n"
        "with Account() as account:\n"
        "    sqs = account.client('sqs')\n"
        "    sqs.create_queue(QueueName='q')\n"
        "    account.clock.advance(60)\n"
        "    print(len(sqs.list_queues()['QueueUrls']), round(account.clock.elapsed), account.trace[0].name)"
    )

    assert ["1 60 CreateQueue\n"] == [each.get("text") for each in outputs]


def test_simulations_run_there_as_anywhere(guest):
    guest.run("from course.simulation import branch\nplaces = branch('north-417').bank_places")

    assert branch("north-417").bank_places == guest.get("places")


def test_pictures_hints_and_checks_show_nothing_there(guest):
    outputs = guest.run(
        "from course.widgets import timeline\nfrom grader.notebook import grade, hints, task\n"
        "timeline(None)\ntask('m05.e1')\ngrade('m05.e1', None)"
    )

    assert [] == outputs


def test_a_partner_that_the_learner_plays_answers_from_the_learners_process(guest):
    outputs = guest.run(
        "from course.cloud import Account\n"
        "import json\n"
        "with Account() as account:\n"
        "    heard = []\n"
        "    account.endpoint('https://bank.example/hook', lambda request: heard.append(request['method']) or (200, 'ok'))\n"
        "    sns = account.client('sns')\n"
        "    topic = sns.create_topic(Name='t')['TopicArn']\n"
        "    sns.subscribe(TopicArn=topic, Protocol='https', Endpoint='https://bank.example/hook')\n"
        "    account.settle()\n"
        "    print(heard)"
    )

    assert ["['POST']\n"] == [each.get("text") for each in outputs]


def test_the_administration_of_what_stands_behind_the_account_is_refused_by_name(guest):
    guest.run(
        "from grader.rooms.learner import forwarding\nfrom grader.rooms.talk import RemoteError\n"
        "def ask(host):\n"
        "    asked = {'event': 'before-send.moto.api', 'method': 'GET', 'url': f'https://{host}/moto-api/data.json'}\n"
        "    try:\n        return forwarding.ask('aws', {**asked, 'headers': [], 'body': ''})['status']\n"
        "    except RemoteError as error:\n        return str(error)"
    )
    with Account():
        said = guest.get("ask")("motoapi.amazonaws.com")

    assert "this is no request to AWS" in said


WAITS = "import ctypes\nctypes.CDLL(None).usleep(300_000)"


@pytest.mark.parametrize("seconds, gone", [(60.0, ""), (0.0, "ran too long and was stopped")])
def test_a_cell_is_granted_the_time_in_which_the_machine_was_at_other_work(new_guest, seconds, gone):
    with new_guest(held_up=iter([0.0, *[seconds] * 9]).__next__) as guest:
        guest.allow(0.15)
        with suppress(RaisedElsewhere):
            guest.run(WAITS)

        assert gone == guest.gone


def test_no_cell_is_granted_more_than_four_times_its_time(new_guest):
    with new_guest(held_up=iter([0.0, *[1e9] * 9]).__next__) as guest:
        guest.allow(0.05)
        with suppress(RaisedElsewhere):
            guest.run(WAITS)

        assert "ran too long and was stopped" == guest.gone


def test_what_an_earlier_cell_was_held_up_is_not_granted_to_a_later_one(new_guest):
    with new_guest(held_up=lambda: 60.0) as guest:
        guest.allow(0.15)
        with suppress(RaisedElsewhere):
            guest.run(WAITS)

        assert "ran too long and was stopped" == guest.gone
