"""The account is asked to call somebody over the network: a topic's subscriber, an API's backend, a webhook, a template.

e3: 10
"""
# %%
import boto3
from course.cloud import Account

place = "http://127.0.0.1:CANARY_PORT/10"
with Account() as account:
    sns = boto3.client("sns")
    topic = sns.create_topic(Name="t")["TopicArn"]
    api = boto3.client("apigateway")
    events = boto3.client("events")

    def subscribe():
        sns.subscribe(TopicArn=topic, Protocol="http", Endpoint=place)
        sns.publish(TopicArn=topic, Message="10")

    def integrate():
        rest = api.create_rest_api(name="a")["id"]
        root = api.get_resources(restApiId=rest)["items"][0]["id"]
        api.put_method(restApiId=rest, resourceId=root, httpMethod="GET", authorizationType="NONE")
        api.put_integration(restApiId=rest, resourceId=root, httpMethod="GET", type="HTTP_PROXY", uri=place, integrationHttpMethod="GET")
        api.create_deployment(restApiId=rest, stageName="s")
        print(__import__("requests").get(f"https://{rest}.execute-api.us-east-1.amazonaws.com/s/").text)

    def send():
        connection = events.create_connection(Name="c", AuthorizationType="API_KEY", AuthParameters={"ApiKeyAuthParameters": {"ApiKeyName": "k", "ApiKeyValue": "v"}})["ConnectionArn"]
        target = events.create_api_destination(Name="d", ConnectionArn=connection, InvocationEndpoint=place, HttpMethod="POST")["ApiDestinationArn"]
        events.put_rule(Name="r", EventPattern='{"source": ["x"]}')
        events.put_targets(Rule="r", Targets=[{"Id": "1", "Arn": target, "RoleArn": "arn:aws:iam::123456789012:role/r"}])
        events.put_events(Entries=[{"Source": "x", "DetailType": "y", "Detail": "{}"}])

    def build():
        boto3.client("cloudformation").create_stack(StackName="s", TemplateURL=place)

    for attempt in (subscribe, integrate, send, build):
        try:
            attempt()
            account.settle()
        except Exception as error:
            print(attempt.__name__, type(error).__name__, str(error)[:200])
