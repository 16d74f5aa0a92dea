"""Module 14, E5: what a function's program imports, and what in it belongs to another place."""

import ast

import pytest

from grader.rubrics.m14.elsewhere import Exported
from grader.rubrics.m14.portable import bound, unresolved
from grader.rubrics.m14.service_code import missing, modules

IMPORTS = {
    "import json, boto3\nimport botocore.exceptions": [],
    "from decimal import Decimal": [],
    "import course.cloud": ["course"],
    "from grader.checks import same": ["grader"],
    "def handler(event, context):\n    import course": ["course"],
    "import importlib\nimportlib.import_module('course.asl')": ["course"],
    "__import__('requests')": ["requests"],
    "import requests, requests.auth": ["requests"],
    "import prices": [],
    "from . import prices": [],
    "import money": [],
    "'import course'": [],
}


@pytest.mark.parametrize("source, names", IMPORTS.items())
def test_what_lambda_lacks_is_found(source, names):
    files = {
        "src/sales/app.py": source.encode(),
        "src/sales/prices.py": b"",
        "src/tools-1/python/money/__init__.py": b"",
    }

    assert [("src/sales/app.py", name) for name in names] == list(missing(files))


def test_a_file_of_another_function_is_not_there():
    files = {"src/sales/app.py": b"import prices", "src/other/prices.py": b""}

    assert [("src/sales/app.py", "prices")] == list(missing(files))


@pytest.mark.parametrize("content", [b"def handler(:", b"\xff\xfe", b"a\0b"])
def test_what_is_no_python_has_no_tree(content):
    files = {"src/sales/app.py": content, "src/sales/rates.csv": b"a,b"}

    assert [("src/sales/app.py", None)] == list(modules(files))


PLACES = {
    "NAME = 'lake-41-sales'": ["lake-41"],
    "NAME = 'lake-412-sales'": [],
    "NAME = 'blake-41-sales'": [],
    "URL = 'https://sqs.us-east-1.amazonaws.com/1/q'": ["us-east-1"],
    "REGION = 'ap-northeast-2'": ["ap-northeast-2"],
    "REGION = 'eu-west-1'": [],
    "WORD = 'me-too-1 us-toast-1'": [],
    "# us-east-1, lake-41": [],
    "def handler(event, context):\n    '''Of lake-41, in us-east-1.'''": [],
}


@pytest.mark.parametrize("source, found", PLACES.items())
def test_texts_of_another_place_are_found(source, found):
    exported = Exported({}, {"src/sales/app.py": source.encode()})

    assert ast.parse(source)
    assert [("src/sales/app.py", text) for text in found] == list(bound(exported, "lake-41", "eu-west-1"))


def test_in_a_template_as_well():
    resources = {
        "Sales": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "lake-41-q"}},
        "Rule": {
            "Properties": {"Targets": [{"Arn": {"Fn::Sub": "arn:aws:sqs:us-east-1:${AWS::AccountId}:q"}}]}
        },
    }

    assert [("template, Sales", "lake-41"), ("template, Rule", "us-east-1")] == list(
        bound(Exported({"Resources": resources}), "lake-41", "eu-west-1")
    )


def test_what_a_template_refers_to_and_lacks_is_found():
    properties = {
        "A": {"Ref": "Topic"},
        "B": {"Fn::GetAtt": ["Queue", "Arn"]},
        "C": [{"Fn::Sub": "${Bucket.Arn}/${AWS::Region}/${!literal}"}],
        "D": {"Ref": "Size"},
    }
    template = {"Parameters": {"Size": {}}, "Resources": {"Topic": {"Properties": properties}}}

    assert ["Queue", "Bucket"] == unresolved(template)
