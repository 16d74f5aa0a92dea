import pytest

from course.asl.distributed_map.s3 import action_of, asker


@pytest.mark.parametrize(
    "resource, expected",
    [
        ("arn:aws:states:::s3:getObject", "getObject"),
        ("arn:aws-cn:states:::s3:listObjectsV2", "listObjectsV2"),
        ("arn:aws:states:::aws-sdk:s3:getObject", "arn:aws:states:::aws-sdk:s3:getObject"),
        ("arn:aws:states:::sqs:sendMessage", "arn:aws:states:::sqs:sendMessage"),
        ("nonsense", "nonsense"),
        (None, "None"),
    ],
)
def test_only_an_integration_with_s3_names_an_action(resource, expected):
    assert expected == action_of(resource)


def test_s3_is_asked_as_a_task_of_the_state():
    requests = []

    asker(requests.append, "arn:aws-cn:states:::s3:listObjectsV2", "Map", {"about": 1})(
        "getObject", {"Key": "a"}
    )

    (request,) = requests
    assert ("arn:aws-cn:states:::s3:getObject", "s3", "getObject") == (
        request.resource.arn, request.resource.service, request.resource.action,
    )  # fmt: skip
    assert ({"Key": "a"}, "Map", {"about": 1}) == (request.parameters, request.state, request.context)
