def on_result(message, sfn, log):
    log(message["transferId"], message["status"])
    if message["status"] == "ARRIVED":
        return {"transferId": message["transferId"], "reference": message["reference"]}
    if message["status"] == "RETURNED":
        return {"error": "BankSaidNo", "cause": message["reason"]}
    return {"status": "working"}
