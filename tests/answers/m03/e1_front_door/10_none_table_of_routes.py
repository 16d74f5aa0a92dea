import json

LAMBDA = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions"
ROUTES = (
    ("GET", "/customers/{customerId}/payments", "list-payments"),
    ("GET", "/payments/{paymentId}", "show-payment"),
    ("POST", "/payments", "take-payment"),
)


def take_payment(event, context):
    key = json.loads(event["body"])["idempotencyKey"]
    return {
        "statusCode": "201",
        "headers": {"Content-Type": "application/json"},
        "isBase64Encoded": False,
        "body": json.dumps({"status": "TAKEN", "paymentId": "P208-" + key}),
    }


def build_api(apigateway, targets):
    made = apigateway.create_rest_api(name="insurance", endpointConfiguration={"types": ["REGIONAL"]})
    api_id, ids = made["id"], {"": made["rootResourceId"]}
    for verb, path, name in ROUTES:
        parts = path.strip("/").split("/")
        for depth in range(1, len(parts) + 1):
            here, above = "/".join(parts[:depth]), "/".join(parts[: depth - 1])
            if here not in ids:
                ids[here] = apigateway.create_resource(
                    restApiId=api_id, parentId=ids[above], pathPart=parts[depth - 1]
                )["id"]
        resource = ids[path.strip("/")]
        apigateway.put_method(
            restApiId=api_id, resourceId=resource, httpMethod=verb, authorizationType="NONE"
        )
        apigateway.put_integration(
            restApiId=api_id,
            resourceId=resource,
            httpMethod=verb,
            type="AWS_PROXY",
            integrationHttpMethod="POST",
            uri=f"{LAMBDA}/{targets[name]}/invocations",
        )
    apigateway.create_deployment(restApiId=api_id, stageName="prod")
    return f"https://{api_id}.execute-api.{apigateway.meta.region_name}.amazonaws.com/prod"
