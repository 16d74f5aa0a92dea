import json


def take_payment(event, context):
    receipt = {"paymentId": f"P208-{json.loads(event['body'])['idempotencyKey']}", "status": "TAKEN"}
    return {"statusCode": 201, "body": json.dumps(receipt)}


def build_api(apigateway, targets):
    api = apigateway.create_rest_api(name="insurance")
    everything = apigateway.create_resource(
        restApiId=api["id"], parentId=api["rootResourceId"], pathPart="{proxy+}"
    )
    place = {"restApiId": api["id"], "resourceId": everything["id"], "httpMethod": "ANY"}
    apigateway.put_method(**place, authorizationType="NONE")
    arn = targets["take-payment"]
    uri = f"arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/{arn}/invocations"
    apigateway.put_integration(**place, type="AWS_PROXY", integrationHttpMethod="POST", uri=uri)
    apigateway.create_deployment(restApiId=api["id"], stageName="prod")
    return f"https://{api['id']}.execute-api.us-east-1.amazonaws.com/prod"
