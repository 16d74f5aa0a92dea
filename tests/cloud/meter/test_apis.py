"""What API Gateway costs: requests by the kind of API, and the hours of a cache."""

import pytest
import requests


def _rest(account, **stage):
    client = account.client("apigateway")
    api = client.create_rest_api(name="payments")
    where = {"restApiId": api["id"], "resourceId": api["rootResourceId"], "httpMethod": "GET"}
    client.put_method(**where, authorizationType="NONE")
    client.put_method_response(**where, statusCode="200")
    client.put_integration(**where, type="MOCK", requestTemplates={"application/json": '{"statusCode": 200}'})
    client.put_integration_response(**where, statusCode="200")
    deployment = client.create_deployment(restApiId=api["id"])["id"]
    client.create_stage(restApiId=api["id"], deploymentId=deployment, stageName="live", **stage)
    return f"https://{api['id']}.execute-api.us-east-1.amazonaws.com/live"


def _lines(account):
    return {line.what: line for line in account.meter(1000).lines if line.service == "apigateway"}


def test_requests_of_a_rest_api(account):
    url = _rest(account)
    for _ in range(3):
        requests.get(url, timeout=5)
    lines = _lines(account)

    assert {"REST requests": 3} == {what: line.quantity for what, line in lines.items()}
    assert 3 * 3.50 / 1e6 == pytest.approx(lines["REST requests"].cost)


def test_requests_of_an_http_api_cost_less(lab):
    function = lab.function("def handler(event, context): return 'x'")
    client = lab.account.client("apigatewayv2")
    api = client.create_api(Name="payments", ProtocolType="HTTP")["ApiId"]
    integration = client.create_integration(
        ApiId=api, IntegrationType="AWS_PROXY", IntegrationUri=function, PayloadFormatVersion="2.0"
    )["IntegrationId"]
    client.create_route(ApiId=api, RouteKey="GET /", Target=f"integrations/{integration}")
    client.create_stage(ApiId=api, StageName="$default", AutoDeploy=True)
    requests.get(f"https://{api}.execute-api.us-east-1.amazonaws.com/", timeout=5)
    lines = _lines(lab.account)

    assert {"HTTP requests": 1} == {what: line.quantity for what, line in lines.items()}
    assert 1.00 == lines["HTTP requests"].price


def test_a_cache_is_paid_by_the_hour_whether_it_is_used_or_not(account):
    _rest(account, cacheClusterEnabled=True, cacheClusterSize="0.5")
    account.clock.advance(6 * 3600)
    (line,) = _lines(account).values()

    assert ("cache of 0.5 GB", "hour") == (line.what, line.unit)
    assert 6 == pytest.approx(line.quantity, abs=0.01)
    assert 0.12 == pytest.approx(line.cost, abs=0.001)
    assert 730 * 0.02 == pytest.approx(line.month)
