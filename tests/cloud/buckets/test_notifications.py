"""What a bucket tells queues, topics, functions and EventBridge of its objects."""

import json

import pytest
from botocore.exceptions import ClientError

BUCKET = "shop-reports"
LETS_IN = {
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": {"Service": ["s3.amazonaws.com", "events.amazonaws.com"]},
            "Action": "sqs:SendMessage",
            "Resource": "*",
        }
    ]
}


class Shelf:
    def __init__(self, lab):
        self.lab, self.account = lab, lab.account
        self.s3 = lab.account.client("s3")
        self.s3.create_bucket(Bucket=BUCKET)
        self.url = lab.queue("q", Policy=json.dumps(LETS_IN))
        self.arn = lab.arn(self.url)

    def tell(self, *events, **configuration):
        """Let the queue be told of these events, or whoever the configuration names."""
        asked = configuration or {
            "QueueConfigurations": [
                {"Id": "all", "QueueArn": self.arn, "Events": list(events or ["s3:ObjectCreated:*"])}
            ]
        }
        self.s3.put_bucket_notification_configuration(Bucket=BUCKET, NotificationConfiguration=asked)
        self.account.settle()
        return self.lab.bodies(self.url)

    def put(self, key="a.csv", body=b"hello", **settings):
        self.s3.put_object(Bucket=BUCKET, Key=key, Body=body, **settings)

    def told(self):
        """(name, key) of each event in the queue."""
        self.account.settle()
        records = [json.loads(body)["Records"][0] for body in self.lab.bodies(self.url)]
        return [(each["eventName"], each["s3"]["object"]["key"]) for each in records]


@pytest.fixture
def shelf(lab):
    return Shelf(lab)


def test_a_queue_is_told_of_an_object_in_the_form_of_s3(shelf):
    shelf.tell()
    shelf.put("in/a b+c.csv")
    shelf.account.settle()
    [record] = json.loads(shelf.lab.bodies(shelf.url)[0])["Records"]

    assert ("2.1", "aws:s3", "us-east-1", "ObjectCreated:Put") == (
        record["eventVersion"],
        record["eventSource"],
        record["awsRegion"],
        record["eventName"],
    )
    assert "2025-03-01T08:00:" in record["eventTime"]
    assert ("all", BUCKET, f"arn:aws:s3:::{BUCKET}") == (
        record["s3"]["configurationId"],
        record["s3"]["bucket"]["name"],
        record["s3"]["bucket"]["arn"],
    )
    assert ("in/a+b%2Bc.csv", 5, "5d41402abc4b2a76b9719d911017c592") == tuple(
        record["s3"]["object"][name] for name in ("key", "size", "eTag")
    )


def test_a_new_destination_gets_a_test_event(shelf):
    [body] = shelf.tell()

    assert {"Service": "Amazon S3", "Event": "s3:TestEvent", "Bucket": BUCKET}.items() <= json.loads(
        body
    ).items()


def test_only_the_keys_that_are_asked_for_are_told(shelf):
    rules = [{"Name": "prefix", "Value": "in/"}, {"Name": "suffix", "Value": ".csv"}]
    wish = {
        "QueueArn": shelf.arn,
        "Events": ["s3:ObjectCreated:Put"],
        "Filter": {"Key": {"FilterRules": rules}},
    }
    shelf.tell(QueueConfigurations=[wish])
    for key in ("in/a.csv", "in/a.txt", "out/a.csv"):
        shelf.put(key)

    assert [("ObjectCreated:Put", "in/a.csv")] == shelf.told()


def test_copies_and_uploads_in_parts_are_told_by_their_names(shelf):
    shelf.tell()
    shelf.put()
    shelf.s3.copy_object(Bucket=BUCKET, Key="b.csv", CopySource={"Bucket": BUCKET, "Key": "a.csv"})
    upload = shelf.s3.create_multipart_upload(Bucket=BUCKET, Key="c.csv")["UploadId"]
    part = shelf.s3.upload_part(Bucket=BUCKET, Key="c.csv", UploadId=upload, PartNumber=1, Body=b"x")
    shelf.s3.complete_multipart_upload(
        Bucket=BUCKET,
        Key="c.csv",
        UploadId=upload,
        MultipartUpload={"Parts": [{"PartNumber": 1, "ETag": part["ETag"]}]},
    )

    assert [
        ("ObjectCreated:Put", "a.csv"),
        ("ObjectCreated:Copy", "b.csv"),
        ("ObjectCreated:CompleteMultipartUpload", "c.csv"),
    ] == shelf.told()


def test_what_is_deleted_is_told_one_by_one(shelf):
    shelf.tell("s3:ObjectRemoved:*")
    for key in ("a", "b", "c"):
        shelf.put(key)
    shelf.s3.delete_object(Bucket=BUCKET, Key="a")
    shelf.s3.delete_objects(Bucket=BUCKET, Delete={"Objects": [{"Key": "b"}, {"Key": "c"}]})
    shelf.s3.delete_object(Bucket=BUCKET, Key="nobody")

    assert [("ObjectRemoved:Delete", key) for key in ("a", "b", "c")] == shelf.told()


def test_with_versions_a_marker_and_a_version_that_goes_are_told_apart(shelf):
    shelf.s3.put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": "Enabled"})
    shelf.tell("s3:ObjectRemoved:*")
    shelf.put("a")
    shelf.put("a")
    versions = [
        each["VersionId"] for each in shelf.s3.list_object_versions(Bucket=BUCKET, Prefix="a")["Versions"]
    ]
    shelf.s3.delete_object(Bucket=BUCKET, Key="a")
    shelf.s3.delete_object(Bucket=BUCKET, Key="a", VersionId=versions[1])
    shelf.account.settle()
    records = [json.loads(body)["Records"][0] for body in shelf.lab.bodies(shelf.url)]

    assert ["ObjectRemoved:DeleteMarkerCreated", "ObjectRemoved:Delete"] == [
        each["eventName"] for each in records
    ]
    assert versions[1] == records[1]["s3"]["object"]["versionId"]


def test_a_topic_and_a_function_are_told_too(shelf):
    topic = shelf.lab.topic()
    shelf.lab.subscribe(topic, shelf.arn, RawMessageDelivery="true")
    function = shelf.lab.function("def handler(event, context): return event['Records'][0]['eventName']")
    shelf.tell(
        TopicConfigurations=[{"TopicArn": topic, "Events": ["s3:ObjectCreated:*"]}],
        LambdaFunctionConfigurations=[{"LambdaFunctionArn": function, "Events": ["s3:ObjectCreated:*"]}],
    )
    shelf.put()

    assert [("ObjectCreated:Put", "a.csv")] == shelf.told()
    assert ["ok"] == [span.status for span in shelf.account.trace.find(kind="invocation", service="lambda")]


def test_eventbridge_is_told_in_its_own_form(shelf):
    events = shelf.account.client("events")
    events.put_rule(Name="r", EventPattern=json.dumps({"source": ["aws.s3"]}))
    events.put_targets(Rule="r", Targets=[{"Id": "1", "Arn": shelf.arn}])
    shelf.tell(EventBridgeConfiguration={})
    shelf.put("in/a b.csv", Tagging="a=b")
    shelf.s3.put_object_tagging(
        Bucket=BUCKET, Key="in/a b.csv", Tagging={"TagSet": [{"Key": "k", "Value": "v"}]}
    )
    shelf.s3.delete_object(Bucket=BUCKET, Key="in/a b.csv")
    shelf.account.settle()
    told = [json.loads(body) for body in shelf.lab.bodies(shelf.url)]

    assert ["Object Created", "Object Tags Added", "Object Deleted"] == [each["detail-type"] for each in told]
    assert [f"arn:aws:s3:::{BUCKET}"] == told[0]["resources"]
    assert ("in/a b.csv", 5, "5d41402abc4b2a76b9719d911017c592") == tuple(
        told[0]["detail"]["object"][name] for name in ("key", "size", "etag")
    )
    assert ("PutObject", BUCKET) == (told[0]["detail"]["reason"], told[0]["detail"]["bucket"]["name"])
    assert ("DeleteObject", "Permanently Deleted") == (
        told[2]["detail"]["reason"],
        told[2]["detail"]["deletion-type"],
    )
    assert told[0]["detail"]["object"]["sequencer"] < told[2]["detail"]["object"]["sequencer"]


def test_nobody_asked_nobody_told(shelf):
    shelf.put()

    assert [] == shelf.told()
    assert [] == shelf.account.trace.find(kind="delivery")


@pytest.mark.parametrize(
    "arn",
    [
        "arn:aws:sqs:us-east-1:123456789012:gone",
        "arn:aws:sqs:us-east-1:123456789012:closed",
        "arn:aws:sqs:us-east-1:123456789012:mine.fifo",
    ],
)
def test_a_destination_that_would_refuse_is_refused_and_the_old_ones_stay(shelf, arn):
    shelf.lab.queue("closed")
    shelf.lab.queue("mine.fifo", FifoQueue="true", Policy=json.dumps(LETS_IN))
    shelf.tell()
    with pytest.raises(ClientError, match="Unable to validate the following destination configurations"):
        shelf.tell(QueueConfigurations=[{"QueueArn": arn, "Events": ["s3:ObjectCreated:*"]}])
    shelf.put()

    assert [("ObjectCreated:Put", "a.csv")] == shelf.told()


def test_a_queue_that_is_away_is_told_later(shelf):
    shelf.tell()
    shelf.account.outage("q", 600)
    shelf.put()

    assert [("ObjectCreated:Put", "a.csv")] == shelf.told()
    assert shelf.account.trace.find(kind="delivery", service="s3")[-1].detail["attempts"] > 5
