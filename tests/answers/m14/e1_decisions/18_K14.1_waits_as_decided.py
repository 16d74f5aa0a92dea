# The reference, but the customer waits for the workflow's end: so it was decided, and so it is built.
decisions["door"]["style"] = decisions["start"]["style"] = "synchronous"

ACCEPT = ACCEPT.replace("import json\n", "import json\nimport time\n").replace(
    '    return answer(202, {"paymentId": payment_id, "status": "accepted"})',
    """    run = os.environ["WORKFLOW"].replace(":stateMachine:", ":execution:") + ":" + payment_id
    while states.describe_execution(executionArn=run)["status"] == "RUNNING":
        time.sleep(0.5)
    return answer(202, {"paymentId": payment_id, "status": "accepted"})""",
)
