import gzip
import json
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.asl.distributed_map.dataset import Item
from course.asl.distributed_map.reader import read_items
from course.asl.errors import StatesError

CASES = tomllib.loads(Path(__file__).with_name("readers.toml").read_text(encoding="utf-8"))
FILES = [(name.upper(), case) for name, cases in CASES.items() for case in cases]
NAMES = [f"{kind} {case['name']}" for kind, case in FILES]

WHERE = {"Bucket": "things", "Key": "file"}


def read(
    bucket, config: Any, action: str = "getObject", parameters: Any = WHERE, **options: Any
) -> list[Any]:
    return [item.input for item in read_items(action, parameters, config, bucket, **options)]


def cause_of(*args: Any, **options: Any) -> str:
    with pytest.raises(StatesError) as caught:
        read(*args, **options)
    assert caught.value.error == "States.ItemReaderFailed"
    return str(caught.value.cause)


@pytest.mark.parametrize("type, case", FILES, ids=NAMES)
def test_a_file_gives_its_items_or_says_why_not(bucket, type, case):
    bucket.objects["file"] = case["text"]
    config = {"InputType": type, **case["config"]}

    if "cause" in case:
        assert case["cause"] == cause_of(bucket, config)
    else:
        assert case["rows"] == read(bucket, config)


def test_only_so_many_items_are_read(bucket):
    bucket.objects["file"] = "[1, 2, 3]"

    assert [1, 2] == read(bucket, {"InputType": "JSON"}, most=2)
    assert [1, 2, 3] == read(bucket, {"InputType": "JSON"}, most=0)
    assert [1, 2, 3] == read(bucket, {"InputType": "JSON"}, most=100_000_000)


def test_what_stands_beyond_the_last_item_is_not_looked_at(bucket):
    bucket.objects["file"] = "1\n2\nno JSON\n"

    assert [1, 2] == read(bucket, {"InputType": "JSONL"}, most=2)


def test_an_item_knows_its_file(bucket):
    bucket.objects["file"] = "[1]"

    assert [Item(1, "S3://things/file")] == read_items("getObject", WHERE, {"InputType": "JSON"}, bucket)


@pytest.mark.parametrize("body", [b"\xef\xbb\xbf[1]", gzip.compress(b"[1]", mtime=0), "\ufeff[1]"])
def test_a_body_may_be_bytes_packed_or_marked(bucket, body):
    bucket.objects["file"] = body

    assert [1] == read(bucket, {"InputType": "JSON"})


@pytest.mark.parametrize(
    "body, cause",
    [
        (b"\xff\xfe", "s3://things/file is not UTF-8 text: byte 0 is wrong."),
        (b"\x1f\x8b\x08", "s3://things/file begins like gzip and cannot be unpacked: "),
        (None, "s3://things/file came without a body that is text or bytes."),
    ],
)
def test_a_body_that_is_no_text_is_said_to_be_none(bucket, body, cause):
    bucket.objects["file"] = body

    assert cause_of(bucket, {"InputType": "JSON"}).startswith(cause)


@pytest.mark.parametrize(
    "config, parameters, cause",
    [
        ({"InputType": "PARQUET"}, WHERE, "The lab cannot read Parquet as AWS does; store the items as JSON, JSONL or CSV."),
        ({"InputType": "XML"}, WHERE, 'InputType must be one of CSV, JSON, JSONL, MANIFEST, and is "XML".'),
        ({}, WHERE, 'InputType must be one of CSV, JSON, JSONL, MANIFEST, and is "None".'),
        ({"InputType": ["JSON"]}, WHERE, "InputType must be one of CSV, JSON, JSONL, MANIFEST, and is \"['JSON']\"."),
        ({"InputType": "JSON"}, {}, "An ItemReader's parameters need a Bucket that is a text."),
        ({"InputType": "JSON"}, None, "An ItemReader's parameters need a Bucket that is a text."),
        ({"InputType": "JSON"}, {"Bucket": "things"}, "To read an object, an ItemReader's parameters need a Key that is a text."),
        ({"InputType": "JSON"}, {"Bucket": "things", "Key": "none"}, "The specified key does not exist."),
    ],
)  # fmt: skip
def test_a_request_that_cannot_be_met_says_why(bucket, config, parameters, cause):
    bucket.objects["file"] = "[]"

    assert cause == cause_of(bucket, config, parameters=parameters)


def test_another_action_reads_nothing(bucket):
    expected = "An ItemReader's Resource must be s3:getObject or s3:listObjectsV2, not headObject."

    assert expected == cause_of(bucket, {}, action="headObject")


def test_headers_may_not_be_endless(bucket):
    bucket.objects["file"] = ",".join(f"column {number}" for number in range(1000))

    cause = cause_of(bucket, {"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW"})

    assert cause == "CSV headers have 10,889 bytes, and may have 10,240."


def test_a_deeply_nested_file_is_refused(bucket):
    bucket.objects["file"] = "[" * 100_000

    assert cause_of(bucket, {"InputType": "JSON"}) == "Invalid JSON in the file: it is nested too deeply."


def test_objects_are_listed_page_by_page(bucket):
    bucket.page = 2
    bucket.objects = {f"in/{number}": "abc" for number in range(5)} | {"out/0": ""}
    parameters = {"Bucket": "things", "Prefix": "in/"}

    items = read_items("listObjectsV2", parameters, {}, bucket)

    assert [f"in/{number}" for number in range(5)] == [item.value["Key"] for item in items]
    assert {
        "Etag": '"in/0"', "LastModified": 1740816000, "Key": "in/0", "Size": 3, "StorageClass": "STANDARD",
    } == items[0].value  # fmt: skip
    assert "S3://things" == items[0].source
    assert 3 == len(bucket.asked)


def test_listing_stops_with_the_last_item_that_is_wanted(bucket):
    bucket.page = 2
    bucket.objects = {str(number): "" for number in range(8)}

    read(bucket, {}, action="listObjectsV2", parameters={"Bucket": "things"}, most=2)

    assert 1 == len(bucket.asked)


@pytest.mark.parametrize(
    "moment", [datetime(2025, 3, 1, 8, tzinfo=UTC), "2025-03-01T08:00:00+00:00", 1740816000]
)
def test_the_time_of_an_object_is_in_seconds(moment):
    def ask(_action: str, _parameters: Any) -> Any:
        return {"Contents": [{"Key": "a", "LastModified": moment}]}

    assert 1740816000 == read(ask, {}, action="listObjectsV2")[0]["LastModified"]


@pytest.mark.parametrize("answer", [None, [], {"Contents": None}, {"Contents": [1]}])
def test_a_list_that_is_none_is_refused(answer):
    assert cause_of(lambda *_: answer, {}, action="listObjectsV2").startswith("The list of objects ")


def test_listed_objects_can_be_read_one_after_the_other(bucket):
    bucket.objects = {"a": "[1, 2]", "b": "[3]"}
    config = {"InputType": "JSON", "Transformation": "LOAD_AND_FLATTEN"}

    items = read_items("listObjectsV2", {"Bucket": "things"}, config, bucket)

    assert [Item(1, "S3://things/a"), Item(2, "S3://things/a"), Item(3, "S3://things/b")] == items


def test_an_athena_manifest_names_the_files(bucket):
    bucket.objects = {"file": "s3://things/a\ns3://things/b/c\n", "a": "1\n2\n", "b/c": "3\n"}

    assert [1, 2, 3] == read(bucket, {"ManifestType": "ATHENA_DATA", "InputType": "JSONL"})


def test_an_athena_manifest_of_something_else_is_refused(bucket):
    bucket.objects["file"] = "https://example.com/a\n"
    config = {"ManifestType": "ATHENA_DATA", "InputType": "JSONL"}

    assert (
        cause_of(bucket, config) == 'The manifest lists "https://example.com/a", which is no s3://bucket/key.'
    )


def manifest(**changes: Any) -> str:
    fields = {
        "destinationBucket": "arn:aws:s3:::things",
        "fileFormat": "CSV",
        "fileSchema": "Bucket, Key, Size",
        "files": [{"key": "data/1.csv.gz"}, {"key": "data/2.csv"}],
    }
    return json.dumps(fields | changes)


def test_an_inventory_lists_the_objects_of_its_files(bucket):
    bucket.objects = {
        "file": manifest(),
        "data/1.csv.gz": gzip.compress(b'"shop","a%20b","12"\n"shop","c","3"\n'),
        "data/2.csv": '"shop","d","4"\n',
    }

    assert (
        [
            {"Bucket": "shop", "Key": "a%20b", "Size": "12"},
            {"Bucket": "shop", "Key": "c", "Size": "3"},
            {"Bucket": "shop", "Key": "d", "Size": "4"},
        ]
        == read(bucket, {"InputType": "MANIFEST"})
        == read(bucket, {"ManifestType": "S3_INVENTORY"})
    )


@pytest.mark.parametrize(
    "action, config, cause",
    [
        ("listObjectsV2", {"Transformation": "FLATTEN"}, 'Transformation must be NONE or LOAD_AND_FLATTEN, and is "FLATTEN".'),
        ("listObjectsV2", {"Transformation": "LOAD_AND_FLATTEN"}, 'InputType must be one of CSV, JSON, JSONL, MANIFEST, and is "None".'),
        ("getObject", {"ManifestType": "CSV"}, 'ManifestType must be ATHENA_DATA or S3_INVENTORY, and is "CSV".'),
        ("getObject", {"ManifestType": "ATHENA_DATA", "InputType": "PARQUET"}, "The lab cannot read Parquet as AWS does; store the items as JSON, JSONL or CSV."),
    ],
)  # fmt: skip
def test_a_configuration_that_is_none_says_so(bucket, action, config, cause):
    bucket.objects["file"] = "s3://things/file"

    assert cause == cause_of(bucket, config, action=action)


def test_listed_objects_with_headers_each_have_their_own(bucket):
    bucket.objects = {"a": "x,y\n1,2\n", "b": "y,x\n3,4\n"}
    config = {"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW", "Transformation": "LOAD_AND_FLATTEN"}

    assert [{"x": "1", "y": "2"}, {"y": "3", "x": "4"}] == read(
        bucket, config, action="listObjectsV2", parameters={"Bucket": "things"}
    )


@pytest.mark.parametrize(
    "text, cause",
    [
        ("[]", "The inventory's manifest must be a JSON object."),
        (
            manifest(fileFormat="ORC"),
            "The lab reads inventories whose files are CSV; the files of this one are ORC.",
        ),
        (manifest(destinationBucket=3), "The inventory's manifest needs destinationBucket, a text."),
        (manifest(fileSchema=None), "The inventory's manifest needs fileSchema, a text."),
        (manifest(files={}), "The inventory's manifest needs files, an array."),
        (manifest(files=["a"]), "The files of the inventory's manifest must be objects."),
        (manifest(files=[{}]), "The inventory's manifest needs key, a text."),
        (manifest(files=[{"key": "none"}]), "The specified key does not exist."),
    ],
)
def test_an_inventory_that_cannot_be_read_says_why(bucket, text, cause):
    bucket.objects["file"] = text

    assert cause == cause_of(bucket, {"InputType": "MANIFEST"})


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)
ANY_TEXT = st.text() | st.text(alphabet='",\n\r\\[]{}:1a;') | ANY_JSON.map(json.dumps) | st.binary()
CONFIGS = st.fixed_dictionaries(
    {"InputType": st.sampled_from(["CSV", "JSON", "JSONL", "MANIFEST", "PARQUET"]) | ANY_JSON},
    optional={
        "CSVHeaderLocation": st.sampled_from(["FIRST_ROW", "GIVEN"]) | ANY_JSON,
        "CSVHeaders": st.lists(st.text()) | ANY_JSON,
        "CSVDelimiter": st.sampled_from(["COMMA", "TAB"]) | ANY_JSON,
        "ItemsPointer": st.sampled_from(["/a", "/0"]) | ANY_JSON,
        "ManifestType": st.just("ATHENA_DATA") | ANY_JSON,
    },
)


@given(text=ANY_TEXT, config=CONFIGS)
def test_any_text_gives_items_or_the_one_error(text, config):
    error = None
    try:
        read_items("getObject", WHERE, config, lambda *_: {"Body": text})
    except StatesError as failure:
        error = failure

    assert error is None or (error.error == "States.ItemReaderFailed" and error.cause)


@given(rows=st.lists(st.lists(st.text(st.characters(codec="utf-8")), min_size=2, max_size=2)))
def test_quoted_rows_come_back_as_they_were(rows):
    def quoted(field: str) -> str:
        return '"' + field.replace("\\", "\\\\").replace('"', '""') + '"'

    text = "\n".join(",".join(map(quoted, row)) for row in rows)
    config = {"InputType": "CSV", "CSVHeaderLocation": "GIVEN", "CSVHeaders": ["a", "b"]}

    assert [{"a": a, "b": b} for a, b in rows] == read(lambda *_: {"Body": text}, config)
