routes = {
    "GET /offers/{policyId}": "sales-v3",
    "GET /accounts/{customerId}": "customer-v13",
    "POST /": "payments-v3",
}


def pay_page(http, base_url, payment):
    def get(*parts):
        return http(url="/".join((base_url, *parts)), method="GET")

    page = {"offer": get("offers", payment["policyId"])["text"]}
    page |= http("POST", base_url + "/", payment)
    return page | {"payments": get("accounts", payment["customerId"])["count"]}


def move(apigateway, api_id, old_arn, new_arn):
    for page in apigateway.get_paginator("get_resources").paginate(restApiId=api_id):
        for resource in page["items"]:
            for verb in resource.get("resourceMethods", {}):
                place = {"restApiId": api_id, "resourceId": resource["id"], "httpMethod": verb}
                uri = apigateway.get_integration(**place)["uri"]
                if uri.split("/functions/")[1].split("/")[0] == old_arn:
                    apigateway.put_integration(
                        **place,
                        type="AWS_PROXY",
                        integrationHttpMethod="POST",
                        uri=uri.replace(old_arn, new_arn),
                    )
    deployment = apigateway.create_deployment(restApiId=api_id)
    apigateway.update_stage(
        restApiId=api_id,
        stageName="prod",
        patchOperations=[{"op": "replace", "path": "/deploymentId", "value": deployment["id"]}],
    )
