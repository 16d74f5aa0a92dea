"""What a Distributed Map reads from the account's buckets, and writes into them."""

import gzip
import json

import boto3
import pytest

ROW = {"StartAt": "Row", "States": {"Row": {"Type": "Pass", "End": True}}}


@pytest.fixture
def s3(account):
    del account
    client = boto3.client("s3")
    client.create_bucket(Bucket="bucket")
    return client


def _run(tasks, reader, **fields):
    processor = {**ROW, "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}}
    machine = tasks.machine({"Type": "Map", "ItemReader": reader, "ItemProcessor": processor, **fields})
    arn = tasks.client.start_execution(stateMachineArn=machine)["executionArn"]
    tasks.account.settle()
    return tasks.described(arn)


def _reader(key, **config):
    return {
        "Resource": "arn:aws:states:::s3:getObject",
        "ReaderConfig": config,
        "Parameters": {"Bucket": "bucket", "Key": key},
    }


@pytest.mark.parametrize("packed", [False, True])
def test_rows_come_from_an_object_packed_or_not(tasks, s3, packed):
    text = "id,sum\n1,ä\n2,5\n".encode()
    s3.put_object(Bucket="bucket", Key="rows.csv", Body=gzip.compress(text, mtime=0) if packed else text)
    found = _run(tasks, _reader("rows.csv", InputType="CSV", CSVHeaderLocation="FIRST_ROW"))

    assert [{"id": "1", "sum": "ä"}, {"id": "2", "sum": "5"}] == json.loads(found["output"])


def test_objects_are_items_with_the_second_they_were_changed_in(tasks, s3):
    for key in ("a/1", "a/2", "b/1"):
        s3.put_object(Bucket="bucket", Key=key, Body=b"text")
    parameters = {"Bucket": "bucket", "Prefix": "a/"}
    found = _run(tasks, {"Resource": "arn:aws:states:::s3:listObjectsV2", "Parameters": parameters})
    items = json.loads(found["output"])

    assert [("a/1", 4, 1_740_816_000), ("a/2", 4, 1_740_816_000)] == [
        (item["Key"], item["Size"], item["LastModified"]) for item in items
    ]


def test_an_object_that_is_not_there(tasks, s3):
    del s3
    found = _run(tasks, _reader("none.csv", InputType="CSV", CSVHeaderLocation="FIRST_ROW"))

    assert "States.ItemReaderFailed" == found["error"]
    assert found["cause"].startswith("The specified key does not exist.")


def test_results_are_written_into_a_bucket(tasks, s3):
    s3.put_object(Bucket="bucket", Key="rows.json", Body=b'[{"id": 1}, {"id": 2}]')
    writer = {
        "Resource": "arn:aws:states:::s3:putObject",
        "Parameters": {"Bucket": "bucket", "Prefix": "results"},
    }
    found = _run(tasks, _reader("rows.json", InputType="JSON"), ResultWriter=writer)
    place = json.loads(found["output"])["ResultWriterDetails"]
    manifest = json.load(s3.get_object(Bucket=place["Bucket"], Key=place["Key"])["Body"])
    [result] = manifest["ResultFiles"]["SUCCEEDED"]
    rows = json.load(s3.get_object(Bucket="bucket", Key=result["Key"])["Body"])

    assert ['{"id":1}', '{"id":2}'] == [row["Output"] for row in rows]
