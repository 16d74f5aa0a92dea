# The reference, but the functions are not traced: behind the first queue the trace ends.
_switch_on = switch_on


def switch_on(settings, workflow):
    _switch_on(settings, workflow)
    functions = boto3.client("lambda", region_name=settings["region"])
    for each in functions.list_functions()["Functions"]:
        name = each["FunctionName"]
        functions.update_function_configuration(FunctionName=name, TracingConfig={"Mode": "PassThrough"})
