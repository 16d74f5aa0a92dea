import json


def on_result(message, sfn, log):
    late = sfn.exceptions.TaskDoesNotExist, sfn.exceptions.TaskTimedOut
    log(f"report about {message['transferId']}")
    try:
        match message:
            case {"status": "WORKING", "taskToken": token}:
                return sfn.send_task_heartbeat(taskToken=token)
            case {"status": "ARRIVED", "taskToken": token, "transferId": known, "reference": reference}:
                said = json.dumps({"reference": reference, "transferId": known}, ensure_ascii=False)
                return sfn.send_task_success(taskToken=token, output=said)
            case {"status": "RETURNED", "taskToken": token, "reason": reason}:
                return sfn.send_task_failure(taskToken=token, error="BankSaidNo", cause=reason)
    except late:
        return None
    raise LookupError(message["status"])
