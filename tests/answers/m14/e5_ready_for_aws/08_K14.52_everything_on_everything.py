# The reference, but one role may do everything.
def ready(settings):
    made = deploy(settings)
    make_role(f"{settings['prefix']}-reports", "lambda.amazonaws.com", allow("*", "*"))
    return made
