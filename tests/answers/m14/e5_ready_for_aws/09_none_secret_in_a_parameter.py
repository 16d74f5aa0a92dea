# The reference, but it keeps the limit in a service of which no template is made.
def ready(settings):
    boto3.client("ssm", region_name=settings["region"]).put_parameter(
        Name=f"/{settings['prefix']}/limit", Value=str(settings["limit"]), Type="String"
    )
    return deploy(settings)
