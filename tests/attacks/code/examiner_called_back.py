"""The examiner is called back without end: handlers that ask for handlers, and a partner that asks itself.

e1: 0
e3: 10
seconds: 8
"""
# %% e1
import gc
import boto3

hub = next(each for each in gc.get_objects() if type(each).__name__ == "Hub")


def wire(sns, sqs, prefix):
    account = hub.ask("account", {"does": "new", "value": 0})["said"]
    function = {"$": "mine", "number": 1, "kind": "function", "name": "f"}
    print(account, hub.ask("account", {"account": account, "does": "start", "value": None}))
    hub.ask("account", {"account": account, "does": "endpoint", "value": ["https://a.example/", function]})
    for number in range(1, 9):
        try:
            hub.ask("web", {"method": "POST", "url": "https://a.example/", "headers": [], "body": ""})
            hub.ask("account", {"account": account, "does": "spawn", "value": [{**function, "number": number}, "f"]})
            hub.ask("account", {"account": account, "does": "settle", "value": 10})
        except RuntimeError as error:
            print(error)
    return {}
