# The reference, but there are twenty steps more, and a Standard workflow is paid for by the step.
_payment_workflow = payment_workflow


def payment_workflow(settings, topic):
    definition = _payment_workflow(settings, topic)
    states = definition["States"]
    for number in range(20):
        after = f"Step {number + 1}" if number < 19 else definition["StartAt"]
        states[f"Step {number}"] = {"Type": "Pass", "Next": after}
    return {**definition, "StartAt": "Step 0"}
