# The reference, but a service may write to every table.
reference_allow = allow


def allow(resource, *actions):
    return reference_allow("*" if actions == ("dynamodb:UpdateItem",) else resource, *actions)


def ready(settings):
    return deploy(settings)
