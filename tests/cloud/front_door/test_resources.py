"""What is told of an API's resources."""

import pytest
from botocore.exceptions import ClientError

MOCK = {"type": "MOCK", "requestTemplates": {"application/json": '{"statusCode": 200}'}}


@pytest.mark.parametrize("asked, told", [({}, set()), ({"embed": ["methods"]}, {"httpMethod"})], ids=str)
def test_methods_are_told_where_they_are_asked_for_else_their_verbs(api, asked, told):
    api.method("GET", "/payments", MOCK)
    resource = api.resource("/payments")
    listed = api.client.get_resources(restApiId=api.id, **asked)["items"]
    alone = api.client.get_resource(restApiId=api.id, resourceId=resource, **asked)
    found = next(each for each in listed if each["id"] == resource)

    assert ["/", "/payments"] == [each["path"] for each in listed]
    assert ["GET"] == list(found["resourceMethods"])
    assert told == {"httpMethod"} & set(found["resourceMethods"]["GET"])
    assert found["resourceMethods"] == alone["resourceMethods"]
    assert (api.root, "payments") == (found["parentId"], found["pathPart"])


def test_what_is_not_there_cannot_be_told(api):
    for asked in ({"restApiId": "x", "resourceId": "y"}, {"restApiId": api.id, "resourceId": "y"}):
        with pytest.raises(ClientError) as caught:
            api.client.get_resource(**asked)

        assert "NotFoundException" == caught.value.response["Error"]["Code"]
