def computed(**paths):
    return {f"{name}.$": path for name, path in paths.items()}


request = "$.request"
fields = {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:bank", "End": True}
fields["InputPath"] = fields["OutputPath"] = request
fields["Parameters"] = computed(
    reference="$.idempotencyKey", amount="$.amount", currency="$.currency", execution="$$.Execution.Id"
)
fields["Parameters"]["terminal"] = "T-154"
fields["ResultSelector"] = computed(chargeId="$.charge.id", status="$.charge.status")
fields["ResultPath"] = f"{request}.receipt"
