"""The API that M03 E5 gives: everything works, and everything is open. The notebook has the same code; a test compares."""

from typing import Any

__all__ = ["open_api"]


def open_api(apigateway: Any) -> str:
    """Build the payments API as it is today, and deploy it; return its id."""
    api = apigateway.create_rest_api(name="insurance")["id"]
    root = apigateway.get_resources(restApiId=api)["items"][0]["id"]
    payments = apigateway.create_resource(restApiId=api, parentId=root, pathPart="payments")["id"]
    one = apigateway.create_resource(restApiId=api, parentId=payments, pathPart="{paymentId}")["id"]
    everybody = {"Access-Control-Allow-Origin": "'*'", "Access-Control-Allow-Credentials": "'true'"}
    asked_first = {
        "Access-Control-Allow-Methods": "'POST'",
        "Access-Control-Allow-Headers": "'Content-Type,Authorization,X-Amz-Date'",
    }
    for resource, verb, headers in (
        (payments, "POST", everybody),
        (payments, "OPTIONS", everybody | asked_first),
        (one, "GET", everybody),
    ):
        place = {"restApiId": api, "resourceId": resource, "httpMethod": verb}
        named = {f"method.response.header.{name}": value for name, value in headers.items()}
        apigateway.put_method(**place, authorizationType="NONE")
        apigateway.put_integration(
            **place, type="MOCK", requestTemplates={"application/json": '{"statusCode": 200}'}
        )
        apigateway.put_method_response(
            **place, statusCode="200", responseParameters=dict.fromkeys(named, False)
        )
        apigateway.put_integration_response(**place, statusCode="200", responseParameters=named)
    apigateway.create_deployment(restApiId=api, stageName="prod")
    return str(api)
