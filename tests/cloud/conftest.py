"""An account for each test, and short ways to fill it."""

import io
import json
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest

from course.cloud import Account

REGION, OWNER = "us-east-1", "123456789012"


class Lab:
    """A running account with its clients; every method is a call or two of boto3."""

    def __init__(self, account: Account) -> None:
        self.account = account
        self.clock = account.clock
        self.sns, self.sqs = account.client("sns"), account.client("sqs")
        self.lambda_, self.iam = account.client("lambda"), account.client("iam")
        self._role = ""

    def topic(self, name: str = "payments", **attributes: str) -> str:
        return self.sns.create_topic(Name=name, Attributes=attributes)["TopicArn"]

    def queue(self, name: str = "sales-q", **attributes: str) -> str:
        return self.sqs.create_queue(QueueName=name, Attributes=attributes)["QueueUrl"]

    def arn(self, url: str) -> str:
        return f"arn:aws:sqs:{REGION}:{OWNER}:{url.rsplit('/', 1)[1]}"

    def subscribe(self, topic: str, endpoint: str, protocol: str = "", **attributes: Any) -> str:
        if not protocol:
            protocol = endpoint.split(":")[2] if endpoint.startswith("arn:") else endpoint.partition(":")[0]
        texts = {
            name: value if isinstance(value, str) else json.dumps(value) for name, value in attributes.items()
        }
        return self.sns.subscribe(
            TopicArn=topic, Protocol=protocol, Endpoint=endpoint, Attributes=texts, ReturnSubscriptionArn=True
        )["SubscriptionArn"]

    def received(self, url: str, **parameters: Any) -> list[dict[str, Any]]:
        """Receive and delete everything there is."""
        messages = []
        while batch := self.sqs.receive_message(
            QueueUrl=url,
            MaxNumberOfMessages=10,
            MessageAttributeNames=["All"],
            AttributeNames=["All"],
            **parameters,
        ).get("Messages"):
            for message in batch:
                self.sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
            messages += batch
        return messages

    def bodies(self, url: str) -> list[str]:
        return [message["Body"] for message in self.received(url)]

    def texts(self, url: str) -> list[str]:
        """What was published, taken out of the envelopes."""
        return [json.loads(body)["Message"] for body in self.bodies(url)]

    def waiting(self, url: str) -> tuple[int, int]:
        """How many messages are there to receive, and how many are hidden."""
        names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
        found = self.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=names)["Attributes"]
        return int(found[names[0]]), int(found[names[1]])

    def role(self) -> str:
        if not self._role:
            self._role = self.iam.create_role(RoleName="lab", AssumeRolePolicyDocument="{}")["Role"]["Arn"]
        return self._role

    def function(self, source: str | dict[str, str], name: str = "sales", **settings: Any) -> str:
        """Deploy a function and return its ARN. `source`: the text of app.py, or {path: text}."""
        files = {"app.py": source} if isinstance(source, str) else source
        spec = {
            "FunctionName": name,
            "Runtime": "python3.12",
            "Role": self.role(),
            "Handler": "app.handler",
            "Code": {"ZipFile": zipped(files)},
            **settings,
        }
        return self.lambda_.create_function(**spec)["FunctionArn"]

    def invoke(self, name: str = "sales", event: Any = None, **parameters: Any) -> Any:
        """Return what the function returns, or its error document."""
        payload = json.dumps({} if event is None else event)
        return json.load(self.lambda_.invoke(FunctionName=name, Payload=payload, **parameters)["Payload"])

    def map(self, url: str, name: str = "sales", **settings: Any) -> str:
        return self.lambda_.create_event_source_mapping(
            EventSourceArn=self.arn(url), FunctionName=name, **settings
        )["UUID"]

    def ends(self, **wanted: Any) -> list[tuple[str, str]]:
        """(target, status) of each delivery, in order."""
        return [(span.target, span.status) for span in self.account.trace.find(kind="delivery", **wanted)]


def zipped(files: dict[str, str]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for path, text in files.items():
            archive.writestr(path, text)
    return content.getvalue()


@pytest.fixture
def account() -> Iterator[Account]:
    with Account() as account:
        yield account


@pytest.fixture
def lab(account: Account) -> Lab:
    return Lab(account)


@pytest.fixture(scope="session")
def new_lab() -> type[Lab]:
    """For tests that start accounts themselves."""
    return Lab


@pytest.fixture(scope="session")
def zip_of() -> Any:
    """From {path: text} to the bytes of a zip."""
    return zipped
