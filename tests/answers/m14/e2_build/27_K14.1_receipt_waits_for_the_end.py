# The reference, but the receipt is given when the workflow has ended.
ACCEPT = ACCEPT.replace(
    "        pass\n    return answer(202",
    """        pass
    while table.get_item(Key={"paymentId": payment_id})["Item"]["status"] == "accepted":
        time.sleep(1)
    return answer(202""",
).replace("import os\n", "import os\nimport time\n", 1)
front_door_without = front_door


def front_door(settings, workflow):
    """The function has to read now, too."""
    url = front_door_without(settings, workflow)
    table = arn(settings, "dynamodb", f"table/{settings['prefix']}-payment-requests")
    document = {"Version": "2012-10-17", "Statement": [allow(table, "dynamodb:GetItem")]}
    boto3.client("iam").put_role_policy(
        RoleName=f"{settings['prefix']}-accept-role", PolicyName="reads", PolicyDocument=json.dumps(document)
    )
    return url
