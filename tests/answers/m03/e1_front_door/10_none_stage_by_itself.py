import json


def take_payment(event, context):
    """Take the payment in the body; answer with 201 and a receipt."""
    payment = json.loads(event["body"])
    receipt = {"paymentId": f"P208-{payment['idempotencyKey']}", "status": "TAKEN"}

    # 201, not 202: the client has waited until the payment was taken, and may rely on it. The body of an HTTP answer is
    # text, and what a proxy integration passes on is an envelope with that text in it.
    return {"statusCode": 201, "body": json.dumps(receipt)}


def build_api(apigateway, targets):
    """Build and deploy the API in front of the three functions; return the URL of its stage."""
    api = apigateway.create_rest_api(name="insurance")

    def resource(parent, part):
        made = apigateway.create_resource(restApiId=api["id"], parentId=parent, pathPart=part)
        return made["id"]

    def route(verb, resource_id, arn):
        place = {"restApiId": api["id"], "resourceId": resource_id, "httpMethod": verb}
        apigateway.put_method(**place, authorizationType="NONE")
        # Lambda is always invoked by POST, whatever the client's verb was.
        uri = f"arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/{arn}/invocations"
        apigateway.put_integration(**place, type="AWS_PROXY", integrationHttpMethod="POST", uri=uri)

    payments = resource(api["rootResourceId"], "payments")
    customers = resource(api["rootResourceId"], "customers")
    customer = resource(customers, "{customerId}")
    route("POST", payments, targets["take-payment"])
    route("GET", resource(payments, "{paymentId}"), targets["show-payment"])
    route("GET", resource(customer, "payments"), targets["list-payments"])

    # Last of all: a stage shows the API as it was when it was deployed, and nothing that came after.
    deployment = apigateway.create_deployment(restApiId=api["id"])
    apigateway.create_stage(restApiId=api["id"], stageName="prod", deploymentId=deployment["id"])
    return f"https://{api['id']}.execute-api.us-east-1.amazonaws.com/prod"
