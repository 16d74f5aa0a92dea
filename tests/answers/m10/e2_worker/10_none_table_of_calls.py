import json


def on_result(message, sfn, log):
    name = message["transferId"]
    calls = {
        "ARRIVED": lambda: sfn.send_task_success(
            output='{"transferId": %s, "reference": %s}' % (json.dumps(name), json.dumps(message["reference"])),
            taskToken=message["taskToken"],
        ),
        "RETURNED": lambda: sfn.send_task_failure(
            cause=message["reason"], error="BankSaidNo", taskToken=message["taskToken"]
        ),
        "WORKING": lambda: sfn.send_task_heartbeat(taskToken=message["taskToken"]),
    }
    say = calls[message["status"]]
    log({key: value for key, value in message.items() if key != "taskToken"})
    try:
        say()
        return True
    except sfn.exceptions.ClientError as error:
        if error.response["Error"]["Code"] not in ("TaskTimedOut", "TaskDoesNotExist"):
            raise
        log(["too late", name])
        return False
