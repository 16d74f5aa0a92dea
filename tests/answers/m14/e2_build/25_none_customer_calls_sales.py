# The reference, but the customer service also tells sales, in person, to be on the safe side.
RECORD = RECORD.replace(
    "parse_float=Decimal))\n",
    """parse_float=Decimal))
            if "CALLS" in os.environ:
                told = json.dumps({"Records": [record]})
                boto3.client("lambda").invoke(FunctionName=os.environ["CALLS"], Payload=told)
""",
    1,
)
right = fan_out


def fan_out(settings):
    """Let the customer service know of sales."""
    topic, prefix = right(settings), settings["prefix"]
    functions = boto3.client("lambda", region_name=settings["region"])
    told = {"TABLE": f"{prefix}-customer-payments", "CALLS": f"{prefix}-sales"}
    functions.update_function_configuration(FunctionName=f"{prefix}-customer", Environment={"Variables": told})
    statement = allow(arn(settings, "lambda", f"function:{prefix}-sales"), "lambda:InvokeFunction")
    document = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    boto3.client("iam").put_role_policy(
        RoleName=f"{prefix}-customer-role", PolicyName="calls", PolicyDocument=document
    )
    return topic
