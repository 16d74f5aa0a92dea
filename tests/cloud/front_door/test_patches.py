"""Changing a method, its integration, and the answers of both, by patch operations."""

import pytest
from botocore.exceptions import ClientError

MOCK = {"type": "MOCK", "requestTemplates": {"application/json": '{"statusCode": 200}'}}
HEADER = "method.response.header.Access-Control-Allow-Origin"


@pytest.fixture
def patched(api):
    """GET / with nothing behind it; call it with an operation's name, and op, path and value of one patch."""
    api.method("GET", "/", MOCK)
    api.answers("GET", "/")
    api.deploy()

    def patch(name, op, path, value=None, **where):
        operation = {"op": op, "path": path} | ({} if value is None else {"value": value})
        place = {"restApiId": api.id, "resourceId": api.root, "httpMethod": "GET", **where}
        return getattr(api.client, name)(**place, patchOperations=[operation])

    return patch


def test_a_method_can_ask_for_signatures_from_the_next_deployment_on(api, patched):
    patched("update_method", "replace", "/authorizationType", "AWS_IAM")
    before = api.ask("GET").status
    api.deploy()

    assert (200, 403, 200) == (before, api.ask("GET").status, api.ask("GET", signed=True).status)


def test_an_integration_can_be_pointed_at_another_function(lab, api):
    one, other = (
        lab.function(f"def handler(event, context):\n    return {{'statusCode': {status}}}\n", name)
        for name, status in (("one", 201), ("other", 202))
    )
    api.proxy("GET", "/", one)
    api.permit(other)
    place = {"restApiId": api.id, "resourceId": api.root, "httpMethod": "GET"}
    uri = api.client.get_integration(**place)["uri"].replace(one, other)
    api.client.update_integration(**place, patchOperations=[{"op": "replace", "path": "/uri", "value": uri}])
    api.deploy()

    assert 202 == api.ask("GET").status


def test_an_answer_gets_a_header_once_the_method_says_that_it_may_have_it(api, patched):
    path = f"/responseParameters/{HEADER}"
    with pytest.raises(ClientError, match="Invalid mapping expression"):
        patched("update_integration_response", "add", path, "'*'", statusCode="200")
    patched("update_method_response", "add", path, "false", statusCode="200")
    patched("update_integration_response", "add", path, "'*'", statusCode="200")
    api.deploy()
    open_to_all = api.ask("GET").headers["Access-Control-Allow-Origin"]
    patched("update_integration_response", "remove", path, statusCode="200")
    api.deploy()

    assert ("*", None) == (open_to_all, api.ask("GET").headers.get("Access-Control-Allow-Origin"))


def test_a_template_is_named_by_its_media_type_with_an_escaped_slash(api, patched):
    patched("update_integration", "replace", "/requestTemplates/application~1json", '{"statusCode": 404}')
    patched("update_integration_response", "replace", "/selectionPattern", "200", statusCode="200")
    api.answers("GET", "/", "404", selectionPattern="404")
    api.deploy()

    assert 404 == api.ask("GET").status


@pytest.mark.parametrize(
    "name, op, path, value, where, code",
    [
        ("update_method", "replace", "/nowhere", "x", {}, "BadRequestException"),
        ("update_method", "move", "/authorizationType", "NONE", {}, "BadRequestException"),
        ("update_method", "replace", "/authorizationType", "PASSWORD", {}, "BadRequestException"),
        ("update_integration", "replace", "/timeoutInMillis", "soon", {}, "BadRequestException"),
        ("update_method", "replace", "/authorizationType", "NONE", {"httpMethod": "PUT"}, "NotFoundException"),
        ("update_method", "replace", "/authorizationType", "NONE", {"restApiId": "x"}, "NotFoundException"),
        ("update_method_response", "add", f"/responseParameters/{HEADER}", "true", {"statusCode": "404"}, "NotFoundException"),
        ("update_integration_response", "replace", "/selectionPattern", "x", {"statusCode": "404"}, "NotFoundException"),
    ],
)  # fmt: skip
def test_what_cannot_be_patched_is_refused(patched, name, op, path, value, where, code):
    with pytest.raises(ClientError) as caught:
        patched(name, op, path, value, **where)

    assert code == caught.value.response["Error"]["Code"]
