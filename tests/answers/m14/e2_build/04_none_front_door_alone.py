# The reference, but only its front door: requests are kept and can be asked for, and the workflow does nothing yet.
def deploy(settings):
    """Begin with the front door."""
    nothing = {"StartAt": "Later", "States": {"Later": {"Type": "Succeed"}}}
    workflow = make_machine(settings, f"{settings['prefix']}-monthly-payment", nothing)
    return {"url": front_door(settings, workflow), "workflow": workflow, "reconciliation": workflow}
