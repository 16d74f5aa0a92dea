# The reference, but a function of its own charges, and makes a key each time it runs.
with_stable_key = payment_workflow

CHARGE = '''
import json
import os
import uuid

import boto3

functions = boto3.client("lambda")


class CardDeclined(Exception):
    pass


def handler(event, context):
    asked = {**event, "idempotencyKey": str(uuid.uuid4())}
    answer = functions.invoke(FunctionName=os.environ["BANK"], Payload=json.dumps(asked))
    found = json.loads(answer["Payload"].read())
    if "FunctionError" not in answer:
        return found
    if found["errorType"] == "CardDeclined":
        raise CardDeclined(found["errorMessage"])
    raise RuntimeError(found["errorType"])
'''


def payment_workflow(settings, topic):
    bank = arn(settings, "lambda", f"function:{settings['prefix']}-bank")
    make_function(
        settings,
        f"{settings['prefix']}-charge",
        CHARGE,
        allow(bank, "lambda:InvokeFunction"),
        BANK=f"{settings['prefix']}-bank",
    )
    definition = with_stable_key(settings, topic)
    definition["States"]["Charge"]["Arguments"]["FunctionName"] = f"{settings['prefix']}-charge"
    return definition
