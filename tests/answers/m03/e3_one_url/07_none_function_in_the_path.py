# Paths say what a client wants: payments, a customer's payments, an offer for a policy.
routes = {
    "POST /payments": "payments-v3",
    "GET /customers/{customerId}/payments": "customer-v13",
    "GET /sales-v3/{policyId}": "sales-v3",
}


def pay_page(http, base_url, payment):
    """Take a payment; return what the customer's page shows."""
    receipt = http("POST", f"{base_url}/payments", payment)
    history = http("GET", f"{base_url}/customers/{payment['customerId']}/payments")
    offer = http("GET", f"{base_url}/sales-v3/{payment['policyId']}")
    return {"paymentId": receipt["paymentId"], "payments": history["count"], "offer": offer["text"]}


def move(apigateway, api_id, old_arn, new_arn):
    """Let every method of the API that calls one function call another, on the stage prod."""
    # Without embed it would tell the verbs alone. (Of more than 25 resources it tells one page: use a paginator there.)
    found = apigateway.get_resources(restApiId=api_id, embed=["methods"])
    for resource in found["items"]:
        for verb, method in resource.get("resourceMethods", {}).items():
            uri = method["methodIntegration"]["uri"]
            # With what follows it: an ARN may well be the beginning of another one.
            if f"{old_arn}/invocations" in uri:
                apigateway.update_integration(
                    restApiId=api_id,
                    resourceId=resource["id"],
                    httpMethod=verb,
                    patchOperations=[
                        {"op": "replace", "path": "/uri", "value": uri.replace(old_arn, new_arn)}
                    ],
                )
    # Until here no client has noticed anything: the stage serves what was deployed before.
    apigateway.create_deployment(restApiId=api_id, stageName="prod")
