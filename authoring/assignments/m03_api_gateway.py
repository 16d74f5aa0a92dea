# ---
# title: "Exercises: the API gateway pattern"
# module: m03
# ---

# %% [markdown]
# # Exercises: the API gateway pattern
#
# After these five exercises you can
#
# - build an API in front of functions, deploy it, and say what its address is made of,
# - put templates between what clients say and what a service wants, and give each kind of answer its status,
# - free a client of the names of functions, and replace a function behind its back,
# - tell from five metrics whose fault an incident is,
# - close an open API to those who have no business there.
#
# The lesson belonging to them is [The API gateway pattern](../../lessons/m03_api_gateway.ipynb); "step D2" below means its
# step D2. Reckon with 15 to 25 minutes an exercise. Each is worth 10 points.
#
# **How an exercise goes.** Read what to deliver. `task` shows the values that are yours. Write your answer in the cell
# below them, try it in the cell after that, and let `grade` check it as often as you like. `hints` opens one hint at a
# time; opening them costs nothing. The check here uses some cases; grading uses more of the same kind.
#
# **What you write is ordinary boto3.** Your functions are called with boto3 clients and plain data, import nothing of the
# course, and would run on AWS as they are. The account is in memory: nothing leaves this machine, nothing costs money, and
# waiting takes no time.

# %% locked="setup"
from grader.notebook import grade, hints, task

# %% [markdown]
# ## What several of them share
#
# **A payment request**, as the portal sends it:
#
# ```json
# {"policyId": "POL-1042", "customerId": "C-77", "amount": 129.5, "currency": "EUR", "period": "2025-03",
#  "channel": "web", "idempotencyKey": "POL-1042-2025-03"}
# ```
#
# **The address of a function** for an integration is its ARN inside a longer one:
#
# ```python
# uri = f"arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/{arn}/invocations"
# ```
#
# **The Region** is `us-east-1`, the stage is always `prod`. The functions of these exercises let every API of the account
# call them: you need to add no permissions.
#
# The next cell has a helper for trying things: `deploy` makes such a function from the text of its code.

# %%
import io
import json
import zipfile


def deploy(account, name, source):
    """Make a function whose file app.py has this text, let every API call it, and return its ARN."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("app.py", source)
    lambda_, trust = account.client("lambda"), {"Principal": {"Service": "lambda.amazonaws.com"}}
    statement = {"Effect": "Allow", "Action": "sts:AssumeRole", **trust}
    role = account.client("iam").create_role(
        RoleName=name, AssumeRolePolicyDocument=json.dumps({"Statement": [statement]})
    )
    arn = lambda_.create_function(
        FunctionName=name,
        Runtime="python3.12",
        Handler="app.handler",
        Role=role["Role"]["Arn"],
        Code={"ZipFile": archive.getvalue()},
    )["FunctionArn"]
    lambda_.add_permission(
        FunctionName=name,
        StatementId="any-api",
        Action="lambda:InvokeFunction",
        Principal="apigateway.amazonaws.com",
        SourceArn="arn:aws:execute-api:us-east-1:123456789012:*/*/*/*",
    )
    return arn


# %% [markdown]
# ## E1: Front door
#
# *You practise: resources, methods, integrations, deployment, stage; the envelope of a proxy function. Lesson steps D1, D2 and
# D6.*
#
# Payments gets a front door. Behind it are three functions. Two are there already; the one that takes payments is yours, and so is
# the API.
#
# | Route | Function | It answers |
# | --- | --- | --- |
# | `POST /payments` | `take-payment`, which you write | 201 and a receipt |
# | `GET /payments/{paymentId}` | `show-payment` | 200 and the payment |
# | `GET /customers/{customerId}/payments` | `list-payments` | 200 and the customer's payments |
#
# **Deliver** two functions.
#
# `take_payment(event, context)` is the handler of `take-payment`. It is called by a Lambda proxy integration: `event["body"]` is
# the payment request, as text. (`context` is not needed.) When it returns, the payment is taken, so the client gets status 201
# and the receipt as JSON, with the status of your table; with the series `P417`, for example:
#
# ```json
# {"paymentId": "P417-POL-1042-2025-03", "status": "TAKEN"}
# ```
#
# `paymentId` is the series of your table, a hyphen, and the request's `idempotencyKey`. All requests that are checked are
# complete.
#
# `build_api(apigateway, targets)` gets a boto3 client and the ARNs of the functions:
#
# ```python
# targets = {"take-payment": "arn:aws:lambda:...", "show-payment": "arn:aws:lambda:...", "list-payments": "arn:aws:lambda:..."}
# ```
#
# It
#
# 1. creates a new REST API (its name is yours to choose) with the three routes of the table and no others, open to everybody, each a
#    Lambda proxy integration (`AWS_PROXY`) of its function;
# 2. deploys it, as it is in the end, to the stage `prod`;
# 3. returns the URL to which a client adds the path: it has the API's id, the Region and the stage, and no slash at its end.
#
# Build it call by call: the lab does not read OpenAPI documents (`import_rest_api`, `put_rest_api`).
#
# **Example.** If `build_api(...)` returns `base`, then `GET` of `base + "/payments/PAY-000123"` is answered by
# `show-payment`, and `GET` of `base + "/policies/POL-1042"` is refused with 403.
#
# | Checked | Points |
# | --- | --- |
# | The API has the three routes, each with its function, and a stage | 4 |
# | Each request is answered by its function, and no other path is | 3 |
# | The URL has the API's id, the Region and the stage | 1 |
# | The stage serves what was built | 2 |

# %%
task("m03.e1")

# %% solution="m03.e1"
import json


def take_payment(event, context):
    """Take the payment in the body; answer with 201 and a receipt."""
    ### BEGIN SOLUTION
    payment = json.loads(event["body"])
    receipt = {"paymentId": f"P208-{payment['idempotencyKey']}", "status": "TAKEN"}

    # 201, not 202: the client has waited until the payment was taken, and may rely on it. The body of an HTTP answer is
    # text, and what a proxy integration passes on is an envelope with that text in it.
    return {"statusCode": 201, "body": json.dumps(receipt)}
    ### END SOLUTION


def build_api(apigateway, targets):
    """Build and deploy the API in front of the three functions; return the URL of its stage."""
    ### BEGIN SOLUTION
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
    apigateway.create_deployment(restApiId=api["id"], stageName="prod")
    return f"https://{api['id']}.execute-api.us-east-1.amazonaws.com/prod"
    ### END SOLUTION


# %% [markdown]
# Try it: three functions, your API, four requests. The code of `take-payment` is your cell. Where the gateway answers with
# 500 or 502, TestInvoke is asked why.

# %%
import linecache

import requests

from course.cloud import Account

show = """
import json

def handler(event, context):
    return {"statusCode": 200, "body": json.dumps({"asked for": event["pathParameters"]})}
"""
yours = "".join(linecache.getlines(take_payment.__code__.co_filename)) + "\n\nhandler = take_payment\n"
request = {"policyId": "POL-1042", "customerId": "C-77", "amount": 129.5, "currency": "EUR", "period": "2025-03",
           "channel": "web", "idempotencyKey": "POL-1042-2025-03"}  # fmt: skip


def why(apigateway, base, verb, resource, body):
    """Return what the gateway's log says of a request that failed."""
    api_id = base.split("//")[-1].split(".")[0]
    ids = {each["path"]: each["id"] for each in apigateway.get_resources(restApiId=api_id)["items"]}
    tried = apigateway.test_invoke_method(
        restApiId=api_id, resourceId=ids[resource], httpMethod=verb, body=json.dumps(body)
    )
    return next((line for line in tried["log"].splitlines() if "xecution failed" in line), "nothing")


try:
    with Account() as account:
        apigateway = account.client("apigateway")
        codes = {"take-payment": yours, "show-payment": show, "list-payments": show}
        base = build_api(apigateway, {name: deploy(account, name, code) for name, code in codes.items()})
        print("the URL:", base)
        for verb, path, resource, body in (
            ("POST", "/payments", "/payments", request),
            ("GET", "/payments/PAY-000123", "/payments/{paymentId}", None),
            ("GET", "/customers/C-77/payments", "/customers/{customerId}/payments", None),
            ("GET", "/policies/POL-1042", "", None),
        ):
            answer = requests.request(verb, base + path, json=body, timeout=30)
            print(f"{verb} {path}: {answer.status_code} {answer.text}")
            if answer.status_code >= 500:
                print("   the gateway's log:", why(apigateway, base, verb, resource, body))
except NotImplementedError:
    print("Write take_payment and build_api first, then run this cell again.")
except OSError as error:
    print("No API answers there:", error)

# %% grade="m03.e1" points=10
grade("m03.e1", take_payment, build_api)

# %%
hints("m03.e1")

# %% [markdown]
# ## E2: Transform
#
# *You practise: request and response templates, selection patterns, statuses. Lesson step D2.*
#
# The ledger service is a Lambda function that nobody may change. It knows nothing of HTTP, and clients know nothing of its
# words. An integration of type `AWS`, with templates, stands between them. It is behind `POST /payments`, and
# all requests and answers are `application/json`.
#
# **What clients send** has three fields, with the names of your table, for example
# `{"policy": "POL-1042", "amt": 129.5, "ccy": "EUR"}`.
#
# **What the service wants** are these four, `amount` as a number. `requestId` is the id that the gateway gave the request.
#
# ```json
# {"policyId": "POL-1042", "amount": 129.5, "currency": "EUR", "requestId": "c6af9ac6-7b61-..."}
# ```
#
# **What the service does**, and what the client is to get:
#
# | The service | Status | Body |
# | --- | --- | --- |
# | returns `{"result": "OK", "paymentId": "PAY-000123", "shard": "ledger-7"}` | 200 | `{"status": "OK", "paymentId": "PAY-000123"}` |
# | raises an exception whose message begins with `REJECTED` | 422 | `{"error": "REJECTED", "requestId": "..."}` |
# | raises any other exception: some begin with `ERROR`, others are surprises | 502 | `{"error": "UNAVAILABLE", "requestId": "..."}` |
#
# Messages are never empty, and some have several lines. No message may fit the patterns of two responses, because AWS does
# not say which of them it takes. A function that fails hands the gateway its error message, its type
# and its stack trace. None of it, nor the function's name, is a client's business.
#
# **Deliver** two dictionaries, in the form in which boto3 takes them:
#
# - `request_templates`: the parameter `requestTemplates` of `put_integration`, `{"application/json": "<template>"}`;
# - `responses`: for each status the parameters of `put_integration_response`, of which `selectionPattern` and
#   `responseTemplates` are allowed.
#
# ```python
# responses = {
#     "200": {"responseTemplates": {"application/json": "<template>"}},
#     "404": {"selectionPattern": "<regular expression>", "responseTemplates": {"application/json": "<template>"}},
# }
# ```
#
# | Checked, with five requests | Points |
# | --- | --- |
# | The service gets what it wants, in its own words | 2 |
# | A payment that is taken is answered with 200 | 2 |
# | One that is refused is answered with 422 | 2 |
# | Any other failure is answered with 502 | 2 |
# | Nothing of the inside reaches the client | 2 |

# %%
task("m03.e2")

# %% solution="m03.e2"
request_templates = None  # {"application/json": "..."}
responses = None  # {"200": {"responseTemplates": {"application/json": "..."}}, ...}
### BEGIN SOLUTION
# `$input.json` writes a field as JSON: a text with its quotes, a number without.
request_templates = {
    "application/json": """{
  "policyId": $input.json('$.policyNo'),
  "amount": $input.json('$.amt'),
  "currency": $input.json('$.coin'),
  "requestId": "$context.requestId"
}"""
}

# The patterns are compared with the whole message of a failed function. A dot does not match a line break.
responses = {
    "200": {
        "responseTemplates": {
            "application/json": """{"status": "OK", "paymentId": $input.json('$.paymentId')}"""
        }
    },
    "422": {
        "selectionPattern": r"REJECTED(.|\n)*",
        "responseTemplates": {"application/json": '{"error": "REJECTED", "requestId": "$context.requestId"}'},
    },
    # Any other message, and only failures have one: what succeeds goes to the response without a pattern.
    "502": {
        "selectionPattern": r"(?!REJECTED)(.|\n)+",
        "responseTemplates": {
            "application/json": '{"error": "UNAVAILABLE", "requestId": "$context.requestId"}'
        },
    },
}
### END SOLUTION

# %% [markdown]
# Try it: an API with your templates, a service that does what the amount says, and four requests.
# `sent` is what a client sends; put the names of your table into it.

# %%
import re

from course.cloud import Account

sent = {"policy": "POL-1042", "amt": 129.5, "ccy": "EUR"}  # the names of your table
service = """
def handler(event, context):
    amount = event.get("amount", 0)
    if amount == 422:
        raise ValueError("REJECTED: two reasons\\n- the policy has ended\\n- no mandate")
    if amount == 502:
        raise ConnectionError("ERROR: ledger-internal cannot reach 10.0.0.7")
    if amount == 503:
        raise KeyError("balance")
    return {"result": "OK", "paymentId": "PAY-000123", "shard": "ledger-7"}
"""

if request_templates is None or responses is None:
    print("Write request_templates and responses first, then run this cell again.")
else:
    with Account() as account:
        apigateway = account.client("apigateway")
        arn = deploy(account, "ledger-internal", service)
        api = apigateway.create_rest_api(name="try")
        payments = apigateway.create_resource(
            restApiId=api["id"], parentId=api["rootResourceId"], pathPart="payments"
        )
        place = {"restApiId": api["id"], "resourceId": payments["id"], "httpMethod": "POST"}
        apigateway.put_method(**place, authorizationType="NONE")
        apigateway.put_integration(
            **place,
            type="AWS",
            integrationHttpMethod="POST",
            uri=f"arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/{arn}/invocations",
            requestTemplates=request_templates,
        )
        for status, response in responses.items():
            apigateway.put_method_response(**place, statusCode=status)
            apigateway.put_integration_response(**place, statusCode=status, **response)
        amount_name = list(sent)[1]
        for amount in (129.5, 422, 502, 503):
            tried = apigateway.test_invoke_method(**place, body=json.dumps({**sent, amount_name: amount}))
            print(f"{amount}: {tried['status']} {tried['body']}")
            handed = re.search(
                r"request body after transformations: (.*?)\n\w{3} \w{3} ", tried["log"], re.DOTALL
            )
            print("   handed over:", handed[1] if handed else tried["log"].splitlines()[-2])

# %% grade="m03.e2" points=10
grade("m03.e2", request_templates, responses)

# %%
hints("m03.e2")

# %% [markdown]
# ## E3: One URL
#
# *You practise: one address instead of three, and a function that is replaced without its clients. Lesson steps D3 and D6.*
#
# The page after a payment shows a receipt, the customer's payments so far, and an offer. Its client calls three functions by
# their own URLs, each with a version in its path. Your table has it as it is today, with the functions' names. It is to know
# one URL, and what it wants; not who does it.
#
# | Function | Called with | Needs | Answers with |
# | --- | --- | --- | --- |
# | payments | `POST` | the payment request as body | `{"paymentId": ...}` |
# | customer | `GET` | the path parameter `customerId` | `{"count": ...}`, the one just made included |
# | sales | `GET` | the path parameter `policyId` | `{"text": ...}` |
#
# **Deliver** three things.
#
# - `routes`, a dictionary: for each route, a verb and a path with a space between, the name of the function behind it (as in your
#   table). The check builds an API of these routes, each with a Lambda proxy integration, and deploys it to `prod`.
# - `pay_page(http, base_url, payment)`, the new client: it returns the same dictionary as that of today, by one call of each
#   function. `base_url` is the address of the stage, without a slash at its end. `http(method, url, body=None)` sends a request
#   and returns the JSON of the answer; for an answer that is no success it raises an error.
# - `move(apigateway, api_id, old_arn, new_arn)`: a service has a new function. Every method of the API that calls the function with the
#   ARN `old_arn` shall call `new_arn` from now on, on the stage `prod`. Clients are not changed, and the other methods stay as they are.
#   The check's API has more methods than your routes: beside each an `OPTIONS` that calls the same function, and one of another
#   function, whose name begins like that of the one that is replaced.
#
# No path, in `routes` or in a request, has the full name of a function in it, such as `payments-v17`, or a version, such as `v17`.
#
# **Example.** In another business `routes = {"GET /claims/{claimId}": "claims-v4"}`, and the client calls
# `http("GET", f"{base_url}/claims/{claim_id}")`.
#
# | Checked | Points |
# | --- | --- |
# | The page shows what it showed before | 4 |
# | Its client knows one URL, and no function and no version | 3 |
# | A function is replaced, and the client does not notice | 3 |

# %%
task("m03.e3")

# %% solution="m03.e3"
routes = None  # {"POST /...": "<name of a function>", ...}
### BEGIN SOLUTION
# Paths say what a client wants: payments, a customer's payments, an offer for a policy.
routes = {
    "POST /payments": "payments-v3",
    "GET /customers/{customerId}/payments": "customer-v13",
    "GET /policies/{policyId}/offer": "sales-v3",
}
### END SOLUTION


def pay_page(http, base_url, payment):
    """Take a payment; return what the customer's page shows."""
    ### BEGIN SOLUTION
    receipt = http("POST", f"{base_url}/payments", payment)
    history = http("GET", f"{base_url}/customers/{payment['customerId']}/payments")
    offer = http("GET", f"{base_url}/policies/{payment['policyId']}/offer")
    return {"paymentId": receipt["paymentId"], "payments": history["count"], "offer": offer["text"]}
    ### END SOLUTION


def move(apigateway, api_id, old_arn, new_arn):
    """Let every method of the API that calls one function call another, on the stage prod."""
    ### BEGIN SOLUTION
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
    ### END SOLUTION


# %% [markdown]
# Try it: an API of your routes, the page before and after sales has moved.

# %%
import requests

from course.cloud import Account

doing = """
import json

def handler(event, context):
    name = context.function_name
    if event["httpMethod"] == "POST":
        answer = {"paymentId": f"PAY-{json.loads(event['body'])['idempotencyKey']}, says {name}"}
    else:
        wanted = event["pathParameters"]
        answer = {"count": f"3 for {wanted}, says {name}", "text": f"an offer for {wanted}, says {name}"}
    return {"statusCode": 200, "body": json.dumps(answer)}
"""
payment = {"policyId": "POL-1042", "customerId": "C-77", "amount": 129.5, "currency": "EUR", "period": "2025-03",
           "channel": "web", "idempotencyKey": "POL-1042-2025-03"}  # fmt: skip


def api_of(account, routes):
    """Build an API of routes and deploy it; return its id, and the ARNs of its functions by name."""
    apigateway = account.client("apigateway")
    api = apigateway.create_rest_api(name="try")
    arns = {name: deploy(account, name, doing) for name in dict.fromkeys(routes.values())}
    ids = {(): api["rootResourceId"]}
    for route, name in routes.items():
        verb, path = route.split(" ")
        parts = [part for part in path.split("/") if part]
        for depth, part in enumerate(parts):
            here = tuple(parts[: depth + 1])
            if here not in ids:
                made = apigateway.create_resource(restApiId=api["id"], parentId=ids[here[:-1]], pathPart=part)
                ids[here] = made["id"]
        place = {"restApiId": api["id"], "resourceId": ids[tuple(parts)], "httpMethod": verb}
        uri = f"arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/{arns[name]}/invocations"
        apigateway.put_method(**place, authorizationType="NONE")
        apigateway.put_integration(**place, type="AWS_PROXY", integrationHttpMethod="POST", uri=uri)
    apigateway.create_deployment(restApiId=api["id"], stageName="prod")
    return api["id"], arns


if routes is None:
    print("Write routes, pay_page and move first, then run this cell again.")
else:
    try:
        with Account() as account:
            api_id, arns = api_of(account, routes)

            def http(method, url, body=None):
                """Send a request as the page does."""
                answer = requests.request(method, url, json=body, timeout=30)
                print("  ", method, url, "->", answer.status_code)
                answer.raise_for_status()
                return answer.json()

            base_url = f"https://{api_id}.execute-api.us-east-1.amazonaws.com/prod"
            print("before:", pay_page(http, base_url, payment))
            for name in [name for name in arns if name.startswith("sales")]:
                new = deploy(account, f"{name}-next", doing)
                move(account.client("apigateway"), api_id, arns[name], new)
            print("after sales has moved:", pay_page(http, base_url, payment))
    except NotImplementedError:
        print("Write pay_page and move first, then run this cell again.")
    except OSError as error:
        print("   ", error)

# %% grade="m03.e3" points=10
grade("m03.e3", routes, pay_page, move)

# %%
hints("m03.e3")

# %% [markdown]
# ## E4: Read the meters
#
# *You practise: telling from five metrics whose fault it is. Lesson step D5.*
#
# Your table has six stretches of time on the insurer's front door, each with a label. The columns are five minutes apart. The
# first three are as always; then something happens, or seems to.
#
# | Metric | What it is here |
# | --- | --- |
# | `Count` | requests in five minutes |
# | `4XXError`, `5XXError` | how many of them were answered with such a status |
# | `Latency` | milliseconds from a request's arrival at the gateway to the answer's departure, on average |
# | `IntegrationLatency` | milliseconds from the gateway's call of the backend to the backend's answer, on average |
#
# **Deliver** `diagnosis`, a dictionary: for each label a pair of texts, the cause and the metric that proves it.
#
# - The cause is one of `"client error"`, `"gateway"`, `"slow backend"`, `"failing backend"`, `"healthy peak"`. Each occurs at least once.
#   A healthy peak is a busy hour in which nothing is wrong. `"gateway"` means that the time is lost in the gateway itself, in
#   what it does before and after it calls the backend.
# - The metric is the one of the five without which you could not name the cause. (`"gateway"` takes two; name either.)
#
# ```python
# diagnosis = {"incident-A10": ("slow backend", "IntegrationLatency"), ...}
# ```
#
# **Example**, which is none of yours: `4XXError` and `5XXError` stay as they are, `Count` too, `Latency` goes from 130 to 900, and
# `IntegrationLatency` from 110 to 880. The backend is slow, and `IntegrationLatency` proves it: `Latency` would also have risen if the
# gateway itself had been slow.
#
# | Checked | Points |
# | --- | --- |
# | Cause: whose errors these are | 2 |
# | Cause: where the time goes | 2 |
# | Cause: a busy day is no incident | 2 |
# | Metric: what proves an error | 2 |
# | Metric: what proves where the time goes, or that nothing is wrong | 2 |

# %%
task("m03.e4")

# %% solution="m03.e4"
diagnosis = None  # {"incident-A10": ("slow backend", "IntegrationLatency"), ...}
### BEGIN SOLUTION
diagnosis = {
    # Latency and IntegrationLatency rise together: the time is the backend's.
    "incident-A28": ("slow backend", "IntegrationLatency"),
    # Only Latency rises. The backend is as quick as ever, so it is the gateway.
    "incident-C61": ("gateway", "Latency"),
    # More of everything, in the same shares, at the same speed.
    "incident-D80": ("healthy peak", "Count"),
    "incident-H32": ("failing backend", "5XXError"),
    # More requests, too, but nearly all of the additional ones are wrong.
    "incident-H89": ("client error", "4XXError"),
    "incident-K28": ("client error", "4XXError"),
}
### END SOLUTION

# %% [markdown]
# Try it: are all words spelt right?

# %%
causes = ("client error", "gateway", "slow backend", "failing backend", "healthy peak")
metrics = ("Count", "4XXError", "5XXError", "Latency", "IntegrationLatency")
print(len(diagnosis or {}), "of 6 incidents")
for label, (cause, metric) in (diagnosis or {}).items():
    if cause not in causes or metric not in metrics:
        print(label, "has", (cause, metric))

# %% grade="m03.e4" points=10
grade("m03.e4", diagnosis)

# %%
hints("m03.e4")

# %% [markdown]
# ## E5: Lock it
#
# *You practise: signatures, origins, throttles, and a deployment that puts them into force. Lesson steps D4 and D6.*
#
# The payments API works, and everything about it is open. The next cell builds it as it is today: `POST /payments`,
# `GET /payments/{paymentId}` and, for browsers that ask beforehand, `OPTIONS /payments`. In the place of services stand MOCK
# integrations. Each method has one answer, 200, whose headers let pages of every origin read it, with credentials.
#
# **Deliver** the function `lock(apigateway, api_id)`. It gets a boto3 client and the id of such an API, deployed to `prod`, and changes it so
# that on that stage
#
# 1. `POST /payments` is answered only to callers who sign their requests with keys of the account (IAM); `GET` and `OPTIONS` need no
#    signature;
# 2. pages of the portal, whose origin is in your table, can send signed POSTs and read the answers of `POST` and `GET`; pages of any
#    other origin can do neither;
# 3. `POST /payments` and `GET /payments/{paymentId}` each let in as many requests a second (`rate`), and at once (`burst`), as
#    your table says;
# 4. no answer names `*` as origin and allows credentials as well. The portal sends none, so you may keep or remove that header.
#
# It need not return anything.
#
# **Example** of how to come by the id of a resource:
# `{each["path"]: each["id"] for each in apigateway.get_resources(restApiId=api_id)["items"]}["/payments"]`.
#
# | Checked, with a dozen callers | Points |
# | --- | --- |
# | Only programs that sign may pay | 3 |
# | Pages of the portal work, pages from elsewhere do not | 3 |
# | Each method lets in as many requests as its limits say | 2 |
# | No answer allows every origin together with credentials | 2 |


# %%
def open_api(apigateway):
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


# %%
task("m03.e5")


# %% solution="m03.e5"
def lock(apigateway, api_id):
    """Let only signed callers pay, only the portal's pages read, and nobody too often."""
    ### BEGIN SOLUTION
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

    # OPTIONS stays unsigned: a browser's preflight never carries a signature.
    header = "/responseParameters/method.response.header.Access-Control-Allow-Origin"
    for resource, verb in ((payments, "POST"), (payments, "OPTIONS"), (one, "GET")):
        apigateway.update_integration_response(
            restApiId=api_id,
            resourceId=resource,
            httpMethod=verb,
            statusCode="200",
            patchOperations=[replace(header, "'https://portal.north-64.example'")],
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
    ### END SOLUTION


# %% [markdown]
# Try it: five callers of the locked API, one of them in a hurry. The first function signs a request, as the AWS SDKs do.

# %%
import boto3
import requests
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest

from course.cloud import Account


def signature(method, url):
    """Return the headers by which API Gateway knows who sends a request."""
    request = AWSRequest(method, url)
    SigV4Auth(boto3.Session().get_credentials(), "execute-api", "us-east-1").add_auth(request)
    return dict(request.headers)


def try_out(who, method, url, **headers):
    """Send a request; say what came back, and pages of which origin may read it."""
    answer = requests.request(method, url, headers=headers, timeout=30)
    origin = answer.headers.get("Access-Control-Allow-Origin", "no other origin")
    print(f"{who}: {answer.status_code}, for pages of {origin}")


try:
    with Account() as account:
        apigateway = account.client("apigateway")
        api_id = open_api(apigateway)
        lock(apigateway, api_id)
        url = f"https://{api_id}.execute-api.us-east-1.amazonaws.com/prod/payments"
        try_out("a program that signs, POST", "POST", url, **signature("POST", url))
        try_out("a program that does not, POST", "POST", url)
        try_out("a program that does not, GET", "GET", f"{url}/PAY-000123")
        try_out("a page of the portal asks beforehand", "OPTIONS", url, Origin="https://portal.example")
        for number in range(1, 8):
            try_out(f"signed POST, again ({number})", "POST", url, **signature("POST", url))
except NotImplementedError:
    print("Write lock first, then run this cell again.")

# %% grade="m03.e5" points=10
grade("m03.e5", lock)

# %%
hints("m03.e5")
