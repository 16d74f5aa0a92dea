routes = None  # {"POST /...": "<name of a function>", ...}


def pay_page(http, base_url, payment):
    """Take a payment; return what the customer's page shows."""
    raise NotImplementedError()


def move(apigateway, api_id, old_arn, new_arn):
    """Let every method of the API that calls one function call another, on the stage prod."""
    raise NotImplementedError()
