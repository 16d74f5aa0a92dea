PORTAL = "https://portal.north-64.example"
LIMITS = {("payments", "POST"): (3, 6), ("payments/{paymentId}", "GET"): (8, 13)}


def lock(apigateway, api_id):
    for resource in apigateway.get_resources(restApiId=api_id, embed=["methods"])["items"]:
        for verb, method in resource.get("resourceMethods", {}).items():
            place = {"restApiId": api_id, "resourceId": resource["id"], "httpMethod": verb}
            headers = {
                name: f"'{PORTAL}'" if name.endswith("-Origin") else value
                for name, value in method["methodIntegration"]["integrationResponses"]["200"][
                    "responseParameters"
                ].items()
                if not name.endswith("-Credentials")
            }
            apigateway.delete_method(**place)
            apigateway.put_method(**place, authorizationType="AWS_IAM" if verb == "POST" else "NONE")
            apigateway.put_integration(
                **place, type="MOCK", requestTemplates={"application/json": '{"statusCode": 200}'}
            )
            apigateway.put_method_response(
                **place, statusCode="200", responseParameters={name: True for name in headers}
            )
            apigateway.put_integration_response(**place, statusCode="200", responseParameters=headers)
    apigateway.create_deployment(restApiId=api_id, stageName="prod")
    operations = []
    for (path, verb), (rate, burst) in LIMITS.items():
        key = f"/{path.replace('/', '~1')}/{verb}/throttling"
        operations += [
            {"op": "replace", "path": f"{key}/rateLimit", "value": str(rate)},
            {"op": "replace", "path": f"{key}/burstLimit", "value": str(burst)},
        ]
    apigateway.update_stage(restApiId=api_id, stageName="prod", patchOperations=operations)
