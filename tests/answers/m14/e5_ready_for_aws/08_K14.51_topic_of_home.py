# The reference, but one topic has the same name wherever the system is built.
def ready(settings):
    made = deploy(settings)
    boto3.client("sns", region_name=settings["region"]).create_topic(Name="harbour-73-reports")
    return made
