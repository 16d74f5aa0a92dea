registry_type = None  # "STANDARD" or "EXPRESS"
registry = None  # {"StartAt": ..., "States": {...}}


def build_api(apigateway, machine_arn, role_arn):
    """Make the API in front of the workflow, and deploy it; return the URL of its stage."""
    raise NotImplementedError
