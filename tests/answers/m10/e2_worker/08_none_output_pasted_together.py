def on_result(message, sfn, log):
    """Tell Step Functions what the bank says of one transfer."""
    token, transfer_id, status = message["taskToken"], message["transferId"], message["status"]
    log(f"{transfer_id}: {status}")
    try:
        if status == "ARRIVED":
            reference = message["reference"]
            output = f'{{"transferId": "{transfer_id}", "reference": "{reference}"}}'
            sfn.send_task_success(taskToken=token, output=output)
        elif status == "RETURNED":
            sfn.send_task_failure(taskToken=token, error="BankSaidNo", cause=message["reason"])
        elif status == "WORKING":
            sfn.send_task_heartbeat(taskToken=token)
        else:
            raise ValueError(status)
    except (sfn.exceptions.TaskTimedOut, sfn.exceptions.TaskDoesNotExist):
        pass
