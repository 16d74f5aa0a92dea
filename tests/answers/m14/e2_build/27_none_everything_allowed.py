# The reference, but every role may do everything.
right_role = make_role


def make_role(name, service, *statements):
    """Create a role that nobody will ever have to look at again."""
    return right_role(name, service, allow("*", "*"))


right = make_function


def make_function(settings, name, code, *statements, **environment):
    """Create a function, and let it act in such a role."""
    function = right(settings, name, code, *statements, **environment)
    role = make_role(f"{name}-wide-role", "lambda.amazonaws.com")
    boto3.client("lambda", region_name=settings["region"]).update_function_configuration(
        FunctionName=name, Role=role
    )
    return function
