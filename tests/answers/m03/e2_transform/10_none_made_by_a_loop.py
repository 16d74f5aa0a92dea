import json

names = {"policyId": "policyNo", "amount": "amt", "currency": "coin"}
fields = [f'"{new}": $input.json("$.{old}")' for new, old in names.items()]
request_templates = {"application/json": "{" + ", ".join([*fields, '"requestId": "$context.requestId"']) + "}"}


def error(pattern, word):
    body = json.dumps({"error": word, "requestId": "$context.requestId"})
    return {"selectionPattern": pattern, "responseTemplates": {"application/json": body}}


responses = {
    "502": error(r"(?!REJECTED)[\s\S]+", "UNAVAILABLE"),
    "422": error(r"REJECTED[\s\S]*", "REJECTED"),
    "200": {
        "selectionPattern": "",
        "responseTemplates": {"application/json": '{"status": "OK", "paymentId": $input.json("$.paymentId")}'},
    },
}
