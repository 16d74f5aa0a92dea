# ---
# title: The API gateway pattern
# module: m03
# ---

# %% [markdown]
# # M03 · The API gateway pattern
#
# Three patterns do most of the work between services: the **API gateway**, decoupling with queues (M04), and publish-subscribe (M05). This is the first, and the only one of them in which the customer waits. By the end of this lesson payments has a front door, and nobody outside knows what is behind it.
#
# **You will be able to**
#
# 1. build, deploy and call a REST API in front of services;
# 2. tell the two halves of an integration, request and response, and change both on the way;
# 3. compare one gateway for all services with a gateway for each;
# 4. secure an API with the door that stops the right callers;
# 5. read from Count, Latency, IntegrationLatency, 4XXError and 5XXError where a trouble comes from;
# 6. say why the pattern is synchronous, and what follows.
#
# The steps are called D1 to D7, so that hints can send you back to one. Plan for 55 minutes here, 90 for the exercises, 10 for the knowledge check. Run the cells from top to bottom with **Shift+Enter**. Change them and run them again: you cannot break anything that matters. Should a cell complain about what an earlier run left behind, choose **Kernel / Restart Kernel…** and begin at the top.

# %%
import io
import json
import random
import re
import time
import zipfile
from datetime import timedelta

import boto3
import requests

from course.cloud import Account
from course.widgets import (
    architecture_map,
    before,
    metric_curves,
    progress,
    quiz,
    scenario,
    side_by_side,
    stations,
    table,
    waterfall,
)

# %% [markdown]
# ## Before you start
#
# Two predictions. They are not graded, and you cannot know the answers yet. Commit to one each; the lesson will show you.

# %%
before("m03")

# %% [markdown]
# ## Where we stand
#
# *Payments* is a Lambda function that notes a payment request in its table. The next cell puts both into an AWS account in this computer's memory. The helpers are ordinary boto3; you need not read them closely.


# %%
def package(code):
    """Put Python code into a zip file, as Lambda wants it."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("app.py", code)
    return archive.getvalue()


def deploy(name, code, **environment):
    """Make a function of the code; return its ARN."""
    role = boto3.client("iam").create_role(RoleName=f"{name}-role", AssumeRolePolicyDocument="{}")["Role"]
    return boto3.client("lambda").create_function(
        FunctionName=name, Runtime="python3.12", Handler="app.handler", Role=role["Arn"], Timeout=60,
        Code={"ZipFile": package(code)}, Environment={"Variables": environment},
    )["FunctionArn"]  # fmt: skip


def make_table(name, key):
    boto3.client("dynamodb").create_table(
        TableName=name,
        KeySchema=[{"AttributeName": key, "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": key, "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )


# %%
PAYMENTS = """
import os, time
import boto3

noted = boto3.resource("dynamodb").Table("demo-payment-requests")

def handler(payment, context):
    time.sleep(float(os.environ["SECONDS"]))
    noted.put_item(Item={"requestId": context.aws_request_id, "policyId": payment["policyId"]})
    return {"requestId": context.aws_request_id, "status": "ACCEPTED"}
"""

account = Account(seed=3).start()
apigateway, lambda_, dynamodb = map(boto3.client, ["apigateway", "lambda", "dynamodb"])
make_table("demo-payment-requests", "requestId")
payments_arn = deploy("demo-payments", PAYMENTS, SECONDS="0.3")

# %% [markdown]
# The insurer's portal runs in its customers' browsers. Until today it called the function itself. The payment has the form that every service of the course agrees on.

# %%
payment = {"policyId": "POL-1042", "customerId": "C-77", "amount": 129.5, "currency": "EUR",
           "period": "2025-03", "channel": "web", "idempotencyKey": "POL-1042-2025-03"}  # fmt: skip


def call_the_function(payment):
    answer = lambda_.invoke(FunctionName="demo-payments", Payload=json.dumps(payment))
    return json.loads(answer["Payload"].read())


print(call_the_function(payment))
print(call_the_function({"customerId": "C-77"}))

# %% [markdown]
# It works, and look at what every browser needs for it: the **name** of a function, in code that customers have open. **Credentials** of the account, or `invoke` is refused on AWS. And whoever sends something odd gets the **inside** of the service: the error's type, the file, the line.
#
# When payments moves to another function, all clients have to follow. A door in front would change that: one address outside, whatever is inside.
#
# ## D1 · A front door, part by part
#
# An **API gateway** is a proxy: the single endpoint that clients know. It takes each request, decides whether to let it in, passes it to a service, and hands back the answer. Who is behind it stays hidden.
#
# On AWS the service is called API Gateway. A REST API there consists of parts, and a request passes all of them on its way. This cell reads from the account which are there.


# %%
def parts():
    """Show which parts of a payment's way are there, read with boto3, and what a client is told now."""
    api = next(iter(apigateway.get_rest_apis()["items"]), None)
    asked = {"restApiId": api["id"]} if api else None
    found = apigateway.get_resources(**asked, embed=["methods"])["items"] if api else []
    resource = next((each for each in found if each["path"] == "/payments"), {})
    method = resource.get("resourceMethods", {}).get("POST", {})
    stages = [each["stageName"] for each in apigateway.get_stages(**asked)["item"]] if api else []
    way = {
        "client": "the portal",
        "API": api and api["id"],
        "stage": ", ".join(stages),
        "resource": resource.get("path"),
        "method": method.get("httpMethod"),
        "integration": method.get("methodIntegration", {}).get("type"),
        "permission": "the API may invoke" if permitted() else None,
        "backend": "demo-payments",
    }
    return stations(way, f"A payment from the portal: {pay()}")


def permitted():
    try:
        return lambda_.get_policy(FunctionName="demo-payments")["Policy"]
    except lambda_.exceptions.ResourceNotFoundException:
        return None


def pay(payment=payment):
    """Send a payment to the front door, as any program would; return what the client is told."""
    if not apigateway.get_rest_apis()["items"]:
        return "there is no address to send it to"
    api = apigateway.get_rest_apis()["items"][0]["id"]
    url = f"https://{api}.execute-api.us-east-1.amazonaws.com/prod/payments"
    answer = requests.post(url, json=payment, timeout=60)
    return f"{answer.status_code} {answer.text}"


parts()

# %% [markdown]
# **The API** itself is a name and an id. The root resource `/` comes with it.

# %%
api = apigateway.create_rest_api(name="demo-insurance")
parts()

# %% [markdown]
# There is a host now, and it answers: 403, *Forbidden*. Nothing is deployed. Can we deploy what we have?

# %%
try:
    apigateway.create_deployment(restApiId=api["id"])
except apigateway.exceptions.BadRequestException as error:
    print(error)

# %% [markdown]
# **A resource** is a place in the tree of paths, **a method** a verb that it answers to.

# %%
resource = apigateway.create_resource(
    restApiId=api["id"], parentId=api["rootResourceId"], pathPart="payments"
)
post = {"restApiId": api["id"], "resourceId": resource["id"], "httpMethod": "POST"}
apigateway.put_method(**post, authorizationType="NONE")
parts()

# %% [markdown]
# **An integration** says who answers. There are five kinds:
#
# | Type | Behind it | The request and the answer |
# | --- | --- | --- |
# | `AWS_PROXY` | a Lambda function | passed on whole |
# | `AWS` | a Lambda function, or an action of another service | shaped by templates (D2) |
# | `HTTP_PROXY` | any web server | passed on whole |
# | `HTTP` | any web server | shaped by templates |
# | `MOCK` | nobody | the gateway itself answers |


# %%
def address_of(function_arn):
    """Return the address under which API Gateway invokes a function."""
    return f"arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/{function_arn}/invocations"


apigateway.put_integration(
    **post, type="AWS_PROXY", integrationHttpMethod="POST", uri=address_of(payments_arn)
)
parts()

# %% [markdown]
# Still 403: all parts of the request's way are there but one. **A deployment** takes a snapshot of the API, and **a stage** is a name under which a snapshot is served: `test`, `prod`.
#
# > **Question.** With deployment and stage only the permission is missing. What will the client be told: 200, 403, 404 or 500?

# %%
deployment = apigateway.create_deployment(restApiId=api["id"])
apigateway.create_stage(restApiId=api["id"], stageName="prod", deploymentId=deployment["id"])
parts()

# %% [markdown]
# 500, *Internal server error*, and no word more. The gateway knows the reason, and does not tell strangers. Those who may build the API can ask it: **TestInvoke** calls a method with whatever you like, without a stage and without its doors, and shows the log.


# %%
def tried(**request):
    """Try POST /payments out; return the answer of TestInvokeMethod."""
    return apigateway.test_invoke_method(**post, **{"body": json.dumps(payment), **request})


print(tried()["log"].splitlines()[-2])

# %% [markdown]
# A function lets nobody in but those its policy names. So the last part is **a permission** for this one method of this one API.

# %%
lambda_.add_permission(
    FunctionName="demo-payments",
    StatementId="front-door",
    Action="lambda:InvokeFunction",
    Principal="apigateway.amazonaws.com",
    SourceArn=f"arn:aws:execute-api:us-east-1:{account.id}:{api['id']}/*/POST/payments",
)
parts()

# %% [markdown]
# Every part is there, and now it says **502**. The gateway reached payments, and something goes wrong there. What does the log say?

# %%
print("\n".join(line.split(" : ", 1)[-1] for line in tried()["log"].splitlines()[-2:]))

# %% [markdown]
# Payments looks for `policyId` in its event. With `AWS_PROXY` the event is the **whole HTTP request**, and what the client sent is text in its `body`. Mend that first:

# %%
READS_THE_BODY = PAYMENTS.replace(
    "handler(payment, context):",
    """handler(event, context):
    payment = json.loads(event["body"])""",
).replace("import os", "import json, os")
lambda_.update_function_code(FunctionName="demo-payments", ZipFile=package(READS_THE_BODY))
print("\n".join(line.split(" : ", 1)[-1] for line in tried()["log"].splitlines()[-3:]))

# %% [markdown]
# Still 502. The function runs now, and returns its result as it always did. The gateway expects an **envelope**: an HTTP answer with `statusCode`, and a `body` that is **text**. (And while we are at it: an odd request gets an answer of its own, which tells nothing of the inside.)

# %%
PAYMENTS = """
import json, os, time
import boto3

noted = boto3.resource("dynamodb").Table("demo-payment-requests")

def handler(event, context):
    payment = json.loads(event["body"])
    if "policyId" not in payment:
        return {"statusCode": 400, "body": json.dumps({"error": "policyId is missing"})}
    time.sleep(float(os.environ["SECONDS"]))
    noted.put_item(Item={"requestId": context.aws_request_id, "policyId": payment["policyId"]})
    return {"statusCode": 200, "body": json.dumps({"requestId": context.aws_request_id, "status": "TAKEN"})}
"""

lambda_.update_function_code(FunctionName="demo-payments", ZipFile=package(PAYMENTS))
parts()

# %% [markdown]
# The door is open. The **invoke URL** says it all, from left to right: which API, in which Region, which stage, which resource. The verb is no part of it, nor is any function.

# %%
front_door = f"https://{api['id']}.execute-api.us-east-1.amazonaws.com/prod/payments"
host, stage, path = front_door.removeprefix("https://").split("/")
table(
    [{"API": host.split(".")[0], "Region": host.split(".")[2], "stage": stage, "resource": f"/{path}"}],
    caption=front_door,
)

# %%
architecture_map(account.inventory())

# %% [markdown]
# ### Who waits?
#
# > **Question.** Payments works for 0.3 seconds. When does the portal get its answer? Which of the three, portal, gateway and payments, has nothing to do meanwhile?

# %%
begin = len(account.trace)
requests.post(front_door, json=payment, timeout=60)
waterfall(account.trace[begin:])

# %% [markdown]
# The portal waits for the gateway, the gateway for payments. Its connection stays open until the integration has answered. The portal is the **requestor**, payments the **responder**, and the gateway stands between them without changing anything about that: the pattern is **synchronous**, request and response (M02).
#
# How long does the gateway wait? Let payments become slow.


# %%
def payments_take(seconds):
    lambda_.update_function_configuration(
        FunctionName="demo-payments", Environment={"Variables": {"SECONDS": str(seconds)}}
    )


def noted():
    return dynamodb.scan(TableName="demo-payment-requests", Select="COUNT")["Count"]


payments_take(40)
known, started = noted(), time.time()
print(pay(), f"after {time.time() - started:.0f} s")
print("payments noted since then:", noted() - known)
account.settle()
print("and half a minute later:", noted() - known)
payments_take(0.3)

# %% [markdown]
# The gateway gave up after 29 seconds and said **504**. Payments did not know, and noted the payment all the same. The client was told of a failure that was none: what is slow does not belong behind a gateway. Take a receipt, answer at once, and work later: M02 showed how, M04 builds it.
#
# ## D2 · One request in four columns
#
# A request passes four stages, two on its way in and two on its way out:
#
# | | What it is |
# | --- | --- |
# | 1 **method request** | what the client sends, and what the API asks of it: path, parameters, authorisation |
# | 2 **integration request** | what the backend gets |
# | 3 **integration response** | what the backend answers |
# | 4 **method response** | what the client gets |
#
# Between 1 and 2, and between 3 and 4, a **mapping template** can make another document out of one. TestInvoke tells all four in its log; this cell reads them there.

# %%
COLUMNS = {
    "1 method request": "Method request body before transformations: ",
    "2 integration request": "Endpoint request body after transformations: ",
    "3 integration response": "Endpoint response body before transformations: ",
    "4 method response": "Method response body after transformations: ",
}


def columns(answer, only="1234"):
    """Return the four documents of a TestInvoke, by the name of the stage."""
    lines = re.split(r"^.* UTC \d{4} : ", answer["log"], flags=re.MULTILINE)
    return {
        title: line.removeprefix(words).strip()
        for title, words in COLUMNS.items()
        for line in lines
        if line.startswith(words) and title[0] in only
    }


side_by_side(columns(tried(), only="34"))

# %% [markdown]
# That is the proxy's way out: the envelope in column 3, opened in column 4. (Column 2 is the whole event, some 60 lines. Look at it: leave out `only`.)
#
# Now a service that is older than this API. *Quotes* reckons the premium of a new policy. It speaks of `productCode` and `insuredSum`, and it tells its caller more than is good. The portal wants to send `product`, `sum` and `currency`, and to get a premium.

# %%
QUOTES = """
RATES = {"HOME": 0.0006, "CAR": 0.02}

def handler(order, context):
    if order["productCode"] not in RATES:
        raise ValueError(f"REJECTED: no tariff for {order['productCode']}")
    premium = order["insuredSum"] * RATES[order["productCode"]]
    return {"quoteNumber": order["requestId"][:8], "yearlyPremium": premium, "currency": order["currency"],
            "internalTariff": "T-2025-B", "calculatedBy": context.function_name}
"""

quotes_arn = deploy("demo-quotes", QUOTES)
resource = apigateway.create_resource(restApiId=api["id"], parentId=api["rootResourceId"], pathPart="quotes")
quotes = {"restApiId": api["id"], "resourceId": resource["id"], "httpMethod": "POST"}
apigateway.put_method(**quotes, authorizationType="NONE")
lambda_.add_permission(
    FunctionName="demo-quotes",
    StatementId="front-door",
    Action="lambda:InvokeFunction",
    Principal="apigateway.amazonaws.com",
    SourceArn=f"arn:aws:execute-api:us-east-1:{account.id}:{api['id']}/*/POST/quotes",
)["ResponseMetadata"]["HTTPStatusCode"]

# %% [markdown]
# The templates. `$input.path('$.x')` picks a value out of the document, `$input.json('$.x')` picks it as JSON, `$context` knows things about the request.

# %%
TO_QUOTES = """
{
  "productCode": "$input.path('$.product').toUpperCase()",
  "insuredSum": $input.json('$.sum'),
  "currency": $input.json('$.currency'),
  "requestId": "$context.requestId"
}
"""

TO_THE_PORTAL = """
{
  "quote": $input.json('$.quoteNumber'),
  "premium": $input.json('$.yearlyPremium'),
  "currency": $input.json('$.currency')
}
"""

# %% [markdown]
# And which answer gets which status. An **integration response** has a `selectionPattern`, a regular expression. It has to fit the whole message of the error, if the function raised one, line breaks and all; a dot fits none of those. A response without a pattern takes what no other does.

# %%
ANSWERS = {
    "200": {"template": TO_THE_PORTAL},
    "422": {"pattern": r"REJECTED(.|\n)*", "template": '{"error": "We do not insure that."}'},
    "502": {"pattern": r"(?!REJECTED)(.|\n)+", "template": '{"error": "Please try again later."}'},
}


def put_quotes():
    """Put templates and answers into the API, as they stand above."""
    apigateway.put_integration(
        **quotes, type="AWS", integrationHttpMethod="POST", uri=address_of(quotes_arn),
        requestTemplates={"application/json": TO_QUOTES}, passthroughBehavior="NEVER",
    )  # fmt: skip
    for status, answer in ANSWERS.items():
        if status not in apigateway.get_method(**quotes).get("methodResponses", {}):
            apigateway.put_method_response(**quotes, statusCode=status)
        selection = {"selectionPattern": answer["pattern"]} if "pattern" in answer else {}
        apigateway.put_integration_response(
            **quotes,
            statusCode=status,
            **selection,
            responseTemplates={"application/json": answer["template"]},
        )


def quote(product="home", sum=250_000):
    put_quotes()
    answer = apigateway.test_invoke_method(
        **quotes, body=json.dumps({"product": product, "sum": sum, "currency": "EUR"})
    )
    return [
        f"The client gets status {answer['status']}.",
        side_by_side(columns(answer, only="12")),
        side_by_side(columns(answer, only="34")),
    ]


scenario(
    quote,
    product=["home", "car", "boat"],
    sum={"values": {"250,000": 250_000, "12,000": 12_000, 'the text "250000"': "250000"}},
)

# %% [markdown]
# The upper pair is the way in, the lower one the way out. On the way in the gateway renamed two fields and added one. On the way out it dropped `internalTariff` and `calculatedBy`, which are nobody's business outside. Choose *boat*: the function raises an error, and the client gets 422 and a sentence. Choose the sum as a *text*: column 3 is full of Python's own words, and what the client gets is 502 and a **stable body**, without an error's words, a function's name or a stack trace.
#
# Change the templates, run the two cells again: what does the client see when a line is gone?
#
# > **Question.** And what would it be told of a boat, if the patterns of 422 and 502 never fitted?

# %%
right = ANSWERS
ANSWERS = {
    status: {**answer, "pattern": "never"} if status > "200" else answer for status, answer in right.items()
}
careless = quote("boat")
ANSWERS = right
put_quotes()  # as it was
print(careless[0])
careless[2]

# %% [markdown]
# **200**, and a quote without a number and a premium. Libraries take 200 for success, and so will the portal. That is why each outcome has a status of its own.
#
# ## D3 · One gateway, or one for each service
#
# The portal and the app call three services: customer, sales, communication. Three designs: clients call the **functions** themselves; a **single** gateway stands in front of all of them; **each** service has a gateway of its own. Each is built here in an account of its own. Then sales moves to another function, and whatever broke is mended and counted.

# %%
SERVICE = """
def handler(event, context):
    return {"statusCode": 200, "body": "done"}
"""
SERVICES = ["customer", "sales", "communication"]


def add_route(api, function, path):
    """Put a function behind GET /path of an API, deploy, and return its URL."""
    gateway = boto3.client("apigateway")
    existing = {each["path"]: each["id"] for each in gateway.get_resources(restApiId=api["id"])["items"]}
    resource = (
        existing.get(f"/{path}")
        or gateway.create_resource(restApiId=api["id"], parentId=api["rootResourceId"], pathPart=path)["id"]
    )
    get = {"restApiId": api["id"], "resourceId": resource, "httpMethod": "GET"}
    if f"/{path}" not in existing:
        gateway.put_method(**get, authorizationType="NONE")
    arn = boto3.client("lambda").get_function(FunctionName=function)["Configuration"]["FunctionArn"]
    gateway.put_integration(**get, type="AWS_PROXY", integrationHttpMethod="POST", uri=address_of(arn))
    boto3.client("lambda").add_permission(
        FunctionName=function, StatementId=path, Action="lambda:InvokeFunction",
        Principal="apigateway.amazonaws.com",
    )  # fmt: skip
    gateway.create_deployment(restApiId=api["id"], stageName="prod")
    return f"https://{api['id']}.execute-api.us-east-1.amazonaws.com/prod/{path}"


def call(address):
    """Call a service as a client does, by URL or by the function's name; tell whether it answered."""
    if address.startswith("https://"):
        return requests.get(address, timeout=60).status_code == 200
    try:
        boto3.client("lambda").invoke(FunctionName=address)
    except lambda_.exceptions.ResourceNotFoundException:
        return False
    return True


# %%
def build(name):
    """Put the three services behind gateways, or none; return the APIs and the addresses, each by service."""
    for service in SERVICES:
        deploy(f"demo-{service}", SERVICE)
    if name == "functions":
        return {}, {service: f"demo-{service}" for service in SERVICES}
    names = {"single": ["insurance"] * 3, "each": SERVICES}[name]
    gateway = boto3.client("apigateway")
    made = {each: gateway.create_rest_api(name=f"demo-{each}") for each in dict.fromkeys(names)}
    apis = {service: made[each] for service, each in zip(SERVICES, names, strict=True)}
    return apis, {service: add_route(apis[service], f"demo-{service}", service) for service in SERVICES}


def cost_of_a_request(world, known):
    """Call each service once; return on the average how many hops a request took, and how many milliseconds."""
    for address in known.values():  # the first call of a function takes longer
        call(address)
    begin, started = len(world.trace), world.clock.elapsed
    for address in known.values():
        call(address)
    seconds = (world.clock.elapsed - started) / len(SERVICES)
    hops = [
        span for span in world.trace[begin:] if span.service == "execute-api" or span.kind == "invocation"
    ]
    return len(hops) // len(SERVICES), round(1000 * seconds)


def move_sales(apis, clients):
    """Put another function in the place of sales, and mend what broke; return what had to be changed."""
    deploy("demo-sales-v2", SERVICE)
    boto3.client("lambda").delete_function(FunctionName="demo-sales")
    if apis:
        add_route(apis["sales"], "demo-sales-v2", "sales")
        return ["one integration"]
    broken = [client for client, addresses in clients.items() if not call(addresses["sales"])]
    for client in broken:
        clients[client]["sales"] = "demo-sales-v2"
    return broken


def design(name):
    """Build a design in an account of its own, measure it, move sales; return figures and the map before the move."""
    with Account(seed=3) as world:
        apis, known = build(name)
        picture = architecture_map(world.inventory())
        hops, milliseconds = cost_of_a_request(world, known)
        clients = {"portal": dict(known), "app": dict(known)}
        changed = move_sales(apis, clients)
        return {
            "host names a client knows": len({api["id"] for api in apis.values()}),
            "function names a client knows": 0 if apis else len(known),
            "hops of a request": hops,
            "milliseconds of a request": milliseconds,
            "changed when sales moved": f"{len(changed)}: {', '.join(changed)}",
            "all clients work again": all(call(each["sales"]) for each in clients.values()),
            "places for a limit or a lock": len({api["id"] for api in apis.values()}),
        }, picture


# %%
designs = {name: design(name) for name in ["functions", "single", "each"]}
measured = {name: figures for name, (figures, _) in designs.items()}
table(
    [{"": each, **{name: figures[each] for name, figures in measured.items()}} for each in measured["single"]]
)

# %% [markdown]
# A gateway costs a hop, and some milliseconds with each request. For that the move of sales was **one integration**, and no client noticed. That is as true of three gateways as of one. They differ in the other rows, and in what no row counts.
#
# For our insurer: the original design (M02, D7) had three problems, and neither answer solves them all. A gateway hides where services are, and takes doors and limits out of their code. It makes nothing asynchronous: what adds up and waits, goes on adding up and waiting.
#
# The single gateway:

# %%
designs["single"][1]

# %% [markdown]
# And a gateway for each:

# %%
designs["each"][1]

# %% [markdown]
# | | A single gateway | A gateway for each service |
# | --- | --- | --- |
# | clients know | one host | as many as there are services |
# | doors, limits, metrics | one place, one look | one for each team: its own limits, and its own forgetting |
# | a deployment | of all routes together: teams wait for each other | of one service |
# | a mistake in it | can stop everything | stops one service |
# | a service that moves to a gateway elsewhere | one integration, clients notice nothing | a new host, in every client |
#
# ## D4 · Six callers, four doors
#
# Open as it is, the front door serves anybody. Four doors can be set, and each of them stops somebody else.
#
# - **IAM authorisation**: the caller signs with credentials that AWS knows.
# - **Resource policy** of the API: who may call at all, from which addresses.
# - **A rule on the content**: a request that does not look like a payment stays outside.
# - **CORS**: from which web pages *browsers* may call.
#
# The third is a request validator of the API here. On AWS a firewall for it, **AWS WAF**, stands in front of all doors. It knows lists of addresses, patterns of known attacks, countries, and how many requests an address sends; the lab has none.

# %%
PORTAL = "https://portal.insurer.example"
MODEL = {
    "$schema": "http://json-schema.org/draft-04/schema#",
    "type": "object",
    "required": ["policyId", "amount"],
    "properties": {"policyId": {"type": "string", "pattern": "^POL-[0-9]{4}$"}, "amount": {"type": "number"}},
}


def policy(*networks):
    """Return a resource policy: everybody may come, but from these networks only."""
    everything = {"Principal": "*", "Action": "execute-api:Invoke", "Resource": "execute-api:/*"}
    elsewhere = {"Condition": {"NotIpAddress": {"aws:SourceIp": list(networks)}}}
    statements = [{"Effect": "Allow", **everything}, {"Effect": "Deny", **everything, **elsewhere}]
    return json.dumps({"Version": "2012-10-17", "Statement": statements})


def lockable(iam, resource_policy, content_rule, cors):
    """Build an API for payments with some of the doors; return its URL."""
    gateway = boto3.client("apigateway")
    limits = {"policy": policy("203.0.113.0/24", "198.51.100.0/24")} if resource_policy else {}
    api = gateway.create_rest_api(name="demo-locked", **limits)
    asked = {"restApiId": api["id"]}
    gateway.create_model(**asked, name="Payment", contentType="application/json", schema=json.dumps(MODEL))
    validator = gateway.create_request_validator(**asked, name="body", validateRequestBody=True)
    place = gateway.create_resource(**asked, parentId=api["rootResourceId"], pathPart="payments")
    here = {**asked, "resourceId": place["id"]}
    rule = {"requestModels": {"application/json": "Payment"}, "requestValidatorId": validator["id"]}
    gateway.put_method(
        **here, httpMethod="POST", authorizationType="AWS_IAM" if iam else "NONE",
        **(rule if content_rule else {}),
    )  # fmt: skip
    answers(gateway, {**here, "httpMethod": "POST"}, {"Access-Control-Allow-Origin": PORTAL} if cors else {})
    if cors:
        gateway.put_method(**here, httpMethod="OPTIONS", authorizationType="NONE")
        allowed = {"Access-Control-Allow-Origin": PORTAL, "Access-Control-Allow-Methods": "POST"}
        answers(gateway, {**here, "httpMethod": "OPTIONS"}, allowed)
    gateway.create_deployment(**asked, stageName="prod")
    return f"https://{api['id']}.execute-api.us-east-1.amazonaws.com/prod/payments"


def answers(gateway, method, headers):
    """Let the gateway itself answer a method (MOCK) with 200 and these headers."""
    named = {f"method.response.header.{name}": text for name, text in headers.items()}
    gateway.put_integration(
        **method, type="MOCK", requestTemplates={"application/json": '{"statusCode": 200}'}
    )
    gateway.put_method_response(**method, statusCode="200", responseParameters=dict.fromkeys(named, False))
    gateway.put_integration_response(
        **method, statusCode="200", responseParameters={name: f"'{text}'" for name, text in named.items()}
    )


# %% [markdown]
# And six callers. Signing is botocore's, the same that boto3 does with each call. A browser asks before it sends: the *preflight*, a request `OPTIONS`, to which the API says which origins it allows; and its page may read the answer only if that names the origin, too. `account.front_door.request` is the lab's way to send a request from any address you like.

# %%
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

GOOD, ODD = json.dumps(payment), json.dumps({**payment, "policyId": "POL-1' OR '1'='1"})


def send(world, url, key=None, address="203.0.113.7", body=GOOD, origin=None):
    """Send a payment; with an `origin` as the browser does that shows a page from there."""
    headers = {"Content-Type": "application/json", **({"Origin": origin} if origin else {})}
    if origin:
        asked = world.front_door.request("OPTIONS", url, headers, source_ip=address)
        if asked.headers.get("Access-Control-Allow-Origin") not in (origin, "*"):
            return None
    if key:
        request = AWSRequest("POST", url, headers, body)
        signer = SigV4Auth(
            Credentials(key["AccessKeyId"], key["SecretAccessKey"]), "execute-api", "us-east-1"
        )
        signer.add_auth(request)
        headers = dict(request.headers)
    return world.front_door.request("POST", url, headers, body, source_ip=address)


DOORS = {
    "MissingAuthenticationTokenException": "IAM authorisation",
    "InvalidSignatureException": "IAM authorisation",
    "AccessDeniedException": "resource policy",
    "BadRequestException": "rule on the content",
}


def six_callers(*, iam=True, resource_policy=True, content_rule=True, cors=True):
    with Account(seed=3) as world:
        users = boto3.client("iam")
        for name in ("portal", "former-employee"):
            users.create_user(UserName=name)
        key, old = (
            users.create_access_key(UserName=name)["AccessKey"] for name in ("portal", "former-employee")
        )
        users.update_access_key(UserName="former-employee", AccessKeyId=old["AccessKeyId"], Status="Inactive")
        url = lockable(iam, resource_policy, content_rule, cors)
        callers = {
            "the portal, in a browser": {"key": key, "origin": PORTAL},
            "a page that copies it, in a browser": {"key": key, "origin": "https://portal-insurer.example"},
            "a script that signs nothing": {},
            "a script with the key of somebody who left": {"key": old},
            "the right key, from a strange address": {"key": key, "address": "192.0.2.99"},
            "the right key, with an odd policy number": {"key": key, "body": ODD},
        }
        rows = []
        for who, request in callers.items():
            answer = send(world, url, **request)
            error = answer.headers.get("x-amzn-ErrorType", "") if answer else ""
            rows.append(
                {
                    "caller": who,
                    "HTTP status": answer.status if answer else "not sent",
                    "stopped by": DOORS.get(error, "nobody") if answer else "CORS, in the browser",
                }
            )
        return table(rows)


scenario(six_callers, iam=True, resource_policy=True, content_rule=True, cors=True)

# %% [markdown]
# With CORS off even the portal's own page is stopped: browsers forbid what nobody allowed. And whatever you switch, the four who are *not* in a browser are never stopped by CORS. It asks browsers to behave; it is **no lock**.
#
# > **Question.** You switch IAM authorisation off, and leave the rest on. Who walks in?

# %%
six_callers(iam=False)

# %% [markdown]
# The script that signs nothing, and the one with the key of somebody who left: their address and their payment are as good as anybody's.
#
# Other locks: a **Lambda authorizer**, a function of yours that says who may come (D5 has one); **Cognito** user pools, for people who log in. HTTP APIs, the smaller and cheaper sibling of REST APIs, know JWT besides; WebSocket APIs keep a connection open both ways. **API keys** are no lock: they tell customers apart, so that a *usage plan* can give each a rate and a quota.
#
# Whoever was let in can still be too many. **Throttling** limits the rate, of a stage or of a single method. It is a setting of the stage, so it holds without a deployment.


# %%
def limit(rate, burst):
    """Limit POST /payments of the stage prod to so many requests a second, and so many at once."""
    settings = {"rateLimit": rate, "burstLimit": burst}
    apigateway.update_stage(
        restApiId=api["id"],
        stageName="prod",
        patchOperations=[
            {"op": "replace", "path": f"/~1payments/POST/throttling/{name}", "value": str(value)}
            for name, value in settings.items()
        ],
    )


limit(rate=1, burst=2)
print(*(pay() for _ in range(4)), sep="\n")
limit(rate=1000, burst=500)

# %% [markdown]
# Two were let in at once; the third and the fourth were told **429**, *Too Many Requests*, and cost payments nothing. Tokens drip into a bucket, one a second; each request takes one, and the bucket holds two.
#
# Doors, limits and caches are set by **method**. Whoever puts one method `ANY` on `/{proxy+}` in front of everything has less to build, and can only lock, limit and keep everything at once.
#
# ## D5 · Three incidents
#
# A gateway sees every request, so it is the first place to look. It tells CloudWatch five things of each:
#
# | Metric | It counts |
# | --- | --- |
# | `Count` | requests |
# | `4XXError` | answers from 400 to 499: the client sent something wrong, or was not let in |
# | `5XXError` | answers from 500 on: the gateway or the backend failed |
# | `Latency` | milliseconds from the request's arrival until its answer was sent |
# | `IntegrationLatency` | the part of it between the question to the backend and its answer |
#
# So **two clocks** run, and the second is part of the first. What the first has more is the gateway's own: here mostly an *authorizer*, a function that the gateway asks who the caller is.

# %%
from course.facts import fact

print("sent every", fact("apigateway.metrics.period"))
print("kept for", fact("apigateway.metrics.kept"))

# %% [markdown]
# Three hours of real requests, one every fifteen seconds. In each something goes wrong in minutes 20 to 40. The metrics are read from CloudWatch, in periods of five minutes.

# %%
AUTHORIZER = """
import os, time

def handler(event, context):
    time.sleep(float(os.environ["SECONDS"]))
    allow = {"Effect": "Allow", "Action": "execute-api:Invoke", "Resource": event["methodArn"]}
    return {"principalId": "portal", "policyDocument": {"Version": "2012-10-17", "Statement": [allow]}}
"""
BACKEND = """
import json, os, time

def handler(event, context):
    if "policyId" not in json.loads(event["body"]):
        return {"statusCode": 400, "body": "policyId is missing"}
    time.sleep(float(os.environ["SECONDS"]))
    if os.environ["SECONDS"] == "3" and int(event["headers"]["X-Number"]) % 4 == 0:
        raise RuntimeError("the database is too busy")
    return {"statusCode": 200, "body": "taken"}
"""


def guarded(world):
    """Build an API with an authorizer; return its URL."""
    gateway = boto3.client("apigateway")
    backend, guard = (
        deploy("demo-backend", BACKEND, SECONDS="0.2"),
        deploy("demo-guard", AUTHORIZER, SECONDS="0.02"),
    )
    for function in ("demo-backend", "demo-guard"):
        boto3.client("lambda").add_permission(
            FunctionName=function, StatementId="api", Action="lambda:InvokeFunction",
            Principal="apigateway.amazonaws.com",
        )  # fmt: skip
    api = gateway.create_rest_api(name="demo-insurance")
    authorizer = gateway.create_authorizer(
        restApiId=api["id"], name="guard", type="TOKEN", authorizerUri=address_of(guard),
        identitySource="method.request.header.Authorization", authorizerResultTtlInSeconds=0,
    )  # fmt: skip
    root = {"restApiId": api["id"], "resourceId": api["rootResourceId"], "httpMethod": "POST"}
    gateway.put_method(**root, authorizationType="CUSTOM", authorizerId=authorizer["id"])
    gateway.put_integration(**root, type="AWS_PROXY", integrationHttpMethod="POST", uri=address_of(backend))
    gateway.create_deployment(restApiId=api["id"], stageName="prod")
    return f"https://{api['id']}.execute-api.us-east-1.amazonaws.com/prod/"


# %%
METRICS = {
    "Count": "Sum",
    "4XXError": "Sum",
    "5XXError": "Sum",
    "Latency": "Average",
    "IntegrationLatency": "Average",
}


def an_hour(trouble):
    """Let an hour pass with a trouble in minutes 20 to 40; return the five metrics, as CloudWatch has them."""
    with Account(seed=3) as world:
        url = guarded(world)

        def slow(function, seconds):
            boto3.client("lambda").update_function_configuration(
                FunctionName=function, Environment={"Variables": {"SECONDS": str(seconds)}}
            )

        began = world.now()
        for number in range(240):
            minute = number / 4
            if minute in (20, 40):
                begins = minute == 20
                if trouble == "backend":
                    slow("demo-backend", 3 if begins else 0.2)
                if trouble == "gateway":
                    slow("demo-guard", 1.5 if begins else 0.02)
            forgets = trouble == "client" and 20 <= minute < 40 and number % 2
            sent = {} if forgets else payment
            requests.post(
                url, json=sent, headers={"Authorization": "portal", "X-Number": str(number)}, timeout=60
            )
            time.sleep(max(0, 15 * (number + 1) - (world.now() - began).total_seconds()))
        return {name: read_metric(name, statistic, began) for name, statistic in METRICS.items()}


def read_metric(name, statistic, began):
    """Read a metric of the API as (seconds, number), in periods of five minutes."""
    found = boto3.client("cloudwatch").get_metric_statistics(
        Namespace="AWS/ApiGateway", MetricName=name, Dimensions=[{"Name": "ApiName", "Value": "demo-insurance"}],
        StartTime=began, EndTime=began + timedelta(hours=1), Period=300, Statistics=[statistic],
    )["Datapoints"]  # fmt: skip
    return sorted(
        (round((each["Timestamp"] - began).total_seconds()), round(each[statistic])) for each in found
    )


TROUBLES = {"A": "gateway", "B": "client", "C": "backend"}
incidents = {name: an_hour(trouble) for name, trouble in TROUBLES.items()}

# %% [markdown]
# Now put the labels on. Who caused it: the **client**, the **gateway**, the **backend**? And which curve proves it? Choose with the mouse, or with Tab and the arrow keys.

# %%
PROOFS = {
    "client": ["4XXError"],
    "gateway": ["Latency alone"],
    "backend": ["Latency and IntegrationLatency together", "5XXError"],
}
CURVES = ["?", "Count", "4XXError", "5XXError", "Latency alone", "Latency and IntegrationLatency together"]


def moved(curves):
    """Return what each metric was before the trouble and during it, on the average of the periods."""
    told = {}
    for name, points in curves.items():
        healthy = [value for at, value in points if 300 <= at < 1200]
        sick = [value for at, value in points if 1500 <= at < 2400]
        told[name] = f"{sum(healthy) / len(healthy):,.0f} → {sum(sick) / len(sick):,.0f}"
    return told


def label(incident="A", cause="?", proof="?"):
    picture = metric_curves(incidents[incident], f"Incident {incident}: numbers for each five minutes")
    if "?" in (cause, proof):
        return ["Two labels, please: who caused it, and the curve that proves it.", picture]
    right = cause == TROUBLES[incident]
    words = "Yes, that one." if right else "No. Ask which curves moved, and which of the two clocks."
    if right and proof not in PROOFS[cause]:
        words = (
            "The cause is right, but this curve does not prove it: it would look the same with another cause."
        )
    return [words, picture]


scenario(
    label,
    incident=["A", "B", "C"],
    cause={"values": ["?", "client", "gateway", "backend"], "label": "caused by"},
    proof={"values": CURVES, "label": "the curve that proves it"},
)

# %% [markdown]
# What moved, from before the trouble to its middle (averages of five-minute periods; latencies in milliseconds):

# %%
table([{"incident": name, **moved(curves)} for name, curves in incidents.items()])

# %% [markdown]
# **A** is the gateway's: `Latency` rose from 262 to 1,742 ms, and `IntegrationLatency` stayed at 215. The backend's clock knows of nothing. (The authorizer had become slow.)
#
# **B** is the client's: ten of twenty answers became `4XXError`. A new version of the portal forgot the policy. Nothing failed at the insurer. Latency even *fell*, because refusing is quick; do not take that for good news.
#
# **C** is the backend's: both clocks rose together, and a quarter of the answers became `5XXError`. `IntegrationLatency` is no time of the gateway's own: where it is high, look behind.
#
# And where only `Count` rises, while the shares of errors and both clocks stay as they are, nothing is wrong: a busy hour.
#
# A `5XXError` alone proves less than it seems: D1 had a 500 for want of a permission, and a 502 for an answer without its envelope. See whether the backend was asked at all, and what it said.
#
# ## D6 · The stage serves a snapshot
#
# In D2 quotes worked, in TestInvoke. It is time to ask it through the front door.
#
# > **Question.** What will the client get?

# %%
base_url = f"https://{api['id']}.execute-api.us-east-1.amazonaws.com"


def ask_quotes(stage="prod"):
    """Ask for a quote as the portal does; return status and body."""
    answer = requests.post(
        f"{base_url}/{stage}/quotes", json={"product": "home", "sum": 250_000, "currency": "EUR"}, timeout=60
    )
    return f"{answer.status_code} {answer.text.strip()}"


print(ask_quotes())

# %% [markdown]
# *Missing Authentication Token*, although nobody asked for one: that is what a stage says to a path or a verb that it does not have. `prod` serves the snapshot of D1, and there were no quotes then. Deploy:

# %%
first = apigateway.create_deployment(restApiId=api["id"], stageName="prod")["id"]
print(ask_quotes())

# %% [markdown]
# Now we change the method: the portal wants to show for how long a quote is good. We change it, and do **not** deploy. (In the path of a patch `~1` stands for a slash.)

# %%
TO_THE_PORTAL = """
{
  "quote": $input.json('$.quoteNumber'),
  "premium": $input.json('$.yearlyPremium'),
  "currency": $input.json('$.currency'),
  "goodForDays": 30
}
"""
apigateway.update_integration_response(
    **quotes, statusCode="200",
    patchOperations=[
        {"op": "replace", "path": "/responseTemplates/application~1json", "value": TO_THE_PORTAL}
    ],
)  # fmt: skip

draft = apigateway.test_invoke_method(**quotes, body='{"product": "home", "sum": 250000, "currency": "EUR"}')
side_by_side({"the API as it is now (TestInvoke)": draft["body"], "the stage prod": ask_quotes()[4:]})

# %% [markdown]
# The live stage still answers the old way. What you build is a draft; what clients get is a snapshot. That is true of locks, too: a method that asks for signatures since this morning, and was not deployed, is open. It is also why a change can be tried out in peace, first with TestInvoke, then in a stage of its own:

# %%
second = apigateway.create_deployment(restApiId=api["id"], stageName="test")["id"]
table([{"stage": stage, "goodForDays": "goodForDays" in ask_quotes(stage)} for stage in ("test", "prod")])

# %% [markdown]
# When it has proved itself, `prod` is pointed to the same snapshot. And if it was a mistake, back to the one before: no code changes, one call.


# %%
def point_prod_to(deployment):
    apigateway.update_stage(
        restApiId=api["id"], stageName="prod",
        patchOperations=[{"op": "replace", "path": "/deploymentId", "value": deployment}],
    )  # fmt: skip
    return {"prod serves": deployment, "goodForDays": "goodForDays" in ask_quotes()}


table([point_prod_to(second), point_prod_to(first), point_prod_to(second)])

# %% [markdown]
# ## D7 · Fewer calls, fewer bytes
#
# The portal shows customers what they have paid: `GET /customers/{customerId}/payments`. A hundred requests come in ten minutes, from five customers; and each of the five pays once in three minutes.
#
# Two settings of a REST API help. A stage can keep answers in a **cache**, for a *time to live*. And an API can **compress** answers from a size on, for clients that say they can read it (`Accept-Encoding`).
#
# > **Question.** With a time to live of 60 seconds, how many of the hundred reach the backend? And what will some customers *not* see?

# %%
PAID = """
import json, os, time

def handler(event, context):
    customer = event["pathParameters"]["customerId"]
    time.sleep(0.1)
    made = 40 + int(time.time() - float(os.environ["BEGAN"])) // 180
    rows = [{"customerId": customer, "paymentId": f"PAY-{number:06}", "amount": 129.5, "currency": "EUR",
             "channel": "web"} for number in range(made)]
    return {"statusCode": 200, "body": json.dumps(rows)}
"""


def paid_api(ttl, compress, key):
    """Build the API with cache and compression; return its stage's URL."""
    gateway = boto3.client("apigateway")
    arn = deploy("demo-paid", PAID, BEGAN=str(time.time()))
    boto3.client("lambda").add_permission(
        FunctionName="demo-paid", StatementId="api", Action="lambda:InvokeFunction",
        Principal="apigateway.amazonaws.com",
    )  # fmt: skip
    asked = gateway.create_rest_api(
        name="demo-paid", **({"minimumCompressionSize": 1024} if compress else {})
    )
    here = {"restApiId": asked["id"]}
    parent = asked["rootResourceId"]
    for part in ("customers", "{customerId}", "payments"):
        parent = gateway.create_resource(**here, parentId=parent, pathPart=part)["id"]
    get = {**here, "resourceId": parent, "httpMethod": "GET"}
    customer = "method.request.path.customerId"
    gateway.put_method(**get, authorizationType="NONE", requestParameters={customer: True})
    gateway.put_integration(
        **get, type="AWS_PROXY", integrationHttpMethod="POST", uri=address_of(arn),
        cacheKeyParameters=[customer] if key else [],
    )  # fmt: skip
    gateway.create_deployment(**here, stageName="prod")
    if ttl:
        settings = {"/cacheClusterEnabled": "true", "/cacheClusterSize": "0.5", "/*/*/caching/enabled": "true",
                    "/*/*/caching/ttlInSeconds": str(ttl)}  # fmt: skip
        changes = [{"op": "replace", "path": path, "value": value} for path, value in settings.items()]
        gateway.update_stage(**here, stageName="prod", patchOperations=changes)
    return f"https://{asked['id']}.execute-api.us-east-1.amazonaws.com/prod/customers"


# %%
def a_hundred(ttl=0, *, compress=False, key=True):
    """Send a hundred requests within ten minutes; return what was counted."""
    with Account(seed=3) as world:
        url = paid_api(ttl, compress, key)
        began, begin, draw = time.time(), len(world.trace), random.Random(3)
        size = stale = others = waited = 0
        for number in range(100):
            customer = f"C-{draw.randrange(5) + 1}"
            sent = time.time()
            answer = requests.get(f"{url}/{customer}/payments", timeout=60)
            waited += time.time() - sent
            rows = answer.json()
            size += int(answer.headers["Content-Length"])
            others += rows[0]["customerId"] != customer
            stale += len(rows) < 40 + int(sent - began) // 180
            time.sleep(max(0, 6 * (number + 1) - (time.time() - began)))
        runs = [span for span in world.trace[begin:] if span.kind == "invocation"]
        return {
            "time to live (s)": ttl,
            "compressed": compress,
            "backend calls": len(runs),
            "kB sent": round(size / 1000),
            "mean wait (ms)": round(10 * waited, 1),
            "lacked a payment": stale,
            "showed another customer's": others,
        }


table([a_hundred(), a_hundred(ttl=60), a_hundred(compress=True), a_hundred(ttl=60, compress=True)])

# %% [markdown]
# The cache spared the backend two thirds of its calls, and compression nearly all of the bytes. Neither touched a line of the service. But read the sixth column: some customers had paid, looked, and did not see it. A cache gives steadier latency and load, and **trades freshness** for it. (M13 has caches at every layer.)
#
# Turn the knobs. And switch the *key* off: the cache knows answers by their method, and by the parameters that you name as its **key**.

# %%
scenario(
    lambda ttl, compress, key: table([a_hundred(ttl, compress=compress, key=key)]),
    ttl={"values": [0, 10, 60, 300], "start": 60, "unit": "s", "label": "time to live"},
    compress=False,
    key={"values": True, "label": "customerId is in the cache's key"},
)

# %% [markdown]
# Without the key, in the last column:

# %%
table([a_hundred(ttl=60, key=False)])

# %% [markdown]
# Most customers see **somebody else's payments**. It is the worst mistake in this lesson, it raises no error, and every metric looks better for it.
#
# A cache belongs to a stage of a REST API; HTTP APIs have none. It is billed by the hour, whether anybody asks or not:

# %%
from course.facts import value

hourly = value("price.apigateway.cache")["0.5"]
print(f"the smallest cache: {hourly} USD an hour, {hourly * 24 * 30:.2f} USD in a month of 30 days")

# %% [markdown]
# ## Try it
#
# Yours to break. Some ideas:
#
# - give the portal an API key in a usage plan with a quota of five a day (`create_api_key`, `create_usage_plan`, `create_usage_plan_key`; the method needs `apiKeyRequired`): what is the sixth payment told, and did the quota need a deployment?
# - remove the permission (`lambda_.remove_permission(FunctionName="demo-payments", StatementId="front-door")`): which of the five metrics tell of it, and which does not?
# - put a method `ANY` on `/{proxy+}` in front of payments, and delete `/payments`: do clients notice? How would you limit `POST` alone now?

# %%
begin = len(account.trace)

# your experiment here

waterfall(account.trace[begin:])

# %% [markdown]
# ## What you leave behind
#
# The account as you built it, drawn from what is in it. Clients know one host now. Which function is behind it can change tomorrow.

# %%
architecture_map(account.inventory())

# %% [markdown]
# ## Exercises
#
# Five of them, ten points each, checked at once and as often as you like: open [the exercises of this module](../exercises/m03_api_gateway/m03_api_gateway.ipynb).
#
# ## Knowledge check
#
# Every option has its own explanation. Answers are kept.

# %%
quiz("m03")

# %% [markdown]
# ## What to take away
#
# - **A gateway is a proxy**: one endpoint for clients, which hides where and what the services are.
# - **API, resource, method, integration, deployment, stage, permission**: a request needs all of them. The invoke URL names API, Region, stage and resource.
# - **Four columns**: method request, integration request, integration response, method response. Templates work between them. Each outcome gets a status of its own, and a stable body.
# - **Proxy integration**: the whole request in, an envelope with `statusCode` and text `body` out.
# - **Doors**: IAM, resource policy, rules on the content or WAF, authorizers. CORS asks browsers only; API keys count; throttling protects.
# - **Two clocks**: Latency less IntegrationLatency is the gateway's own. 4XX is the client's, 5XX gateway or backend.
# - **A stage serves a snapshot.** Deploy, or nothing changes; point back, and it is undone.
# - **Synchronous**: the client waits until the integration answers, and no longer than 29 seconds.
#
# **Choose a gateway** where clients outside need one stable address, doors and limits. Do not choose it to decouple: what must not wait goes to a queue (M04).
#
# ## In production
#
# | In this lab | On AWS |
# | --- | --- |
# | A signature is known by its key | It is computed again from the secret, and the caller's policies must allow `execute-api:Invoke` |
# | No WAF, no Cognito | Both are there, and both are billed for themselves |
# | A deployment is served at once | It takes some seconds, a cache some minutes to be made or changed |
# | One request after the other | Throttling by token buckets: a burst is let in, then a rate; at the edge of the limits now and then one more |
# | Compression is set when the API is made | It can be changed later, and needs a deployment |
# | Nothing costs anything | REST requests are billed by the million, caches by the hour; an HTTP API is cheaper and can do less |
# | 29 seconds are the limit | The default; of Regional and private APIs it can be raised |

# %%
progress("m03")
