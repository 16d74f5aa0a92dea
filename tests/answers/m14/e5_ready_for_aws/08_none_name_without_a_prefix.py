# The reference, but one role has a name without a prefix: a second system would find it taken.
def ready(settings):
    made = deploy(settings)
    make_role("reports", "lambda.amazonaws.com")
    return made
