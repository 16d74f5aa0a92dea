# The reference, but the query finds each execution that has ended, also a good one.
_switch_on, _query = switch_on, query


def switch_on(settings, workflow):
    _switch_on(settings, workflow)
    states = boto3.client("stepfunctions", region_name=settings["region"])
    log = states.describe_state_machine(stateMachineArn=workflow)["loggingConfiguration"]
    states.update_state_machine(stateMachineArn=workflow, loggingConfiguration={**log, "level": "ALL"})


def query(settings, system):
    found = _query(settings, system)
    return {**found, "queryString": found["queryString"].replace('type = "ExecutionFailed"', "type like /^Execution/")}
