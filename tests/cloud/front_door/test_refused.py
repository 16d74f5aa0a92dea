"""What API Gateway refuses when an API is built, and what the lab does not do and says so."""

import pytest
from botocore.exceptions import ClientError

URI = "arn:aws:apigateway:us-east-1:{}"
HTTP = {"type": "HTTP", "integrationHttpMethod": "GET", "uri": "https://bank.example"}


@pytest.mark.parametrize(
    "integration, code, message",
    [
        ({**HTTP, "contentHandling": "CONVERT_TO_TEXT"}, "NotImplemented", "the lab does not convert bodies"),
        ({**HTTP, "connectionType": "VPC_LINK"}, "NotImplemented", "VPC_LINK"),
        ({**HTTP, "tlsConfig": {"insecureSkipVerification": True}}, "NotImplemented", "TLS"),
        (
            {"type": "AWS", "integrationHttpMethod": "POST", "uri": URI.format("firehose:action/PutRecord")},
            "NotImplemented",
            "integrations with firehose",
        ),
        (
            {
                "type": "AWS",
                "integrationHttpMethod": "POST",
                "uri": URI.format("sqs:action/SendMessage"),
                "credentials": "arn:aws:iam::123456789012:user/*",
            },
            "NotImplemented",
            "credentials of the client",
        ),
        (
            {
                "type": "AWS_PROXY",
                "integrationHttpMethod": "POST",
                "uri": URI.format("sqs:action/SendMessage"),
            },
            "BadRequestException",
            "AWS_PROXY",
        ),
        (
            {**HTTP, "requestParameters": {"integration.request.header.A": "method.request.header.B"}},
            "BadRequestException",
            "Invalid mapping expression parameter specified: method.request.header.B",
        ),
        (
            {**HTTP, "integrationHttpMethod": "POSTx"},
            "BadRequestException",
            r"Enumeration value for HttpMethod must be among \['DELETE', .*\]",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_integrations(api, integration, code, message):
    with pytest.raises(ClientError, match=message) as caught:
        api.method("GET", "/", integration)

    assert code == caught.value.response["Error"]["Code"]


@pytest.mark.parametrize(
    "operation, parameters, message",
    [
        ("create_rest_api", {"name": "a", "endpointConfiguration": {"types": ["PRIVATE"]}}, "private APIs"),
        (
            "create_rest_api",
            {
                "name": "a",
                "policy": '{"Statement": [{"Effect": "Allow", "Condition": {"StringEquals": {"aws:SourceVpc": "v"}}}]}',
            },
            "aws:SourceVpc",
        ),
        (
            "create_domain_name",
            {"domainName": "pay.example"},
            "answer requests to what CreateDomainName makes",
        ),
        (
            "create_authorizer",
            {"restApiId": "ID", "name": "a", "type": "COGNITO_USER_POOLS", "providerARNs": ["arn:x"]},
            "Cognito",
        ),
        (
            "put_method",
            {
                "restApiId": "ID",
                "resourceId": "ROOT",
                "httpMethod": "GET",
                "authorizationType": "COGNITO_USER_POOLS",
            },
            "Cognito",
        ),
        (
            "create_stage",
            {
                "restApiId": "ID",
                "stageName": "a",
                "deploymentId": "d",
                "canarySettings": {"percentTraffic": 5.0},
            },
            "canarySettings",
        ),
        (
            "update_rest_api",
            {
                "restApiId": "ID",
                "patchOperations": [{"op": "replace", "path": "/minimumCompressionSize", "value": "0"}],
            },
            "from which size on answers are compressed",
        ),
    ],
)
def test_what_the_lab_does_not_do_it_says(api, operation, parameters, message):
    known = {"ID": api.id, "ROOT": api.root}
    filled = {
        name: known.get(value, value) if isinstance(value, str) else value
        for name, value in parameters.items()
    }
    with pytest.raises(ClientError, match=message) as caught:
        getattr(api.client, operation)(**filled)

    assert ("NotImplemented", 501) == (
        caught.value.response["Error"]["Code"],
        caught.value.response["ResponseMetadata"]["HTTPStatusCode"],
    )


def test_headers_of_an_answer_have_to_be_named_by_its_method_response(api):
    api.method("GET", "/", HTTP)
    where = {"restApiId": api.id, "resourceId": api.root, "httpMethod": "GET", "statusCode": "200"}
    mapped = {"responseParameters": {"method.response.header.A": "'b'"}}
    with pytest.raises(ClientError, match="No method response exists for method"):
        api.client.put_integration_response(**where, **mapped)
    api.client.put_integration_response(**where)
    api.client.put_method_response(**where)
    with pytest.raises(ClientError, match=r"parameter specified: method\.response\.header\.A"):
        api.client.put_integration_response(**where, **mapped)


def test_a_custom_method_needs_its_authorizer(api):
    with pytest.raises(ClientError, match="Invalid authorizer ID specified"):
        api.client.put_method(
            restApiId=api.id, resourceId=api.root, httpMethod="GET", authorizationType="CUSTOM"
        )


def test_a_method_a_resource_and_a_variable_part_are_there_once(api):
    api.method("GET", "/payments/{id}")
    parent = api.resource("/payments")
    cases = [
        (
            "put_method",
            {"resourceId": api.resource("/payments/{id}"), "httpMethod": "GET", "authorizationType": "NONE"},
            "Method already exists",
        ),
        (
            "create_resource",
            {"parentId": api.root, "pathPart": "payments"},
            "Another resource with the same parent",
        ),
        (
            "create_resource",
            {"parentId": parent, "pathPart": "{other}"},
            r"A sibling \({id}\) of this resource",
        ),
    ]
    for operation, parameters, message in cases:
        with pytest.raises(ClientError, match=message):
            getattr(api.client, operation)(restApiId=api.id, **parameters)


def test_a_stage_needs_a_deployment_that_is_there(api):
    with pytest.raises(ClientError, match="Invalid Deployment identifier"):
        api.client.create_stage(restApiId=api.id, stageName="a", deploymentId="nowhere")


def test_documents_are_not_read(api):
    with pytest.raises(ClientError, match="read OpenAPI documents"):
        api.client.put_rest_api(restApiId=api.id, body=b"{}")


@pytest.mark.parametrize(
    "path", ["/payments/{id}/GET/throttling/rateLimit", "/*/*/throttling/rate", "/nonsense"]
)
def test_a_setting_has_to_be_one_of_a_method(api, path):
    api.method("GET", "/", HTTP)
    api.deploy()
    with pytest.raises(ClientError, match="Invalid method setting path"):
        api.patch({path: "1"})
