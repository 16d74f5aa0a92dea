# The reference, but communication has no worker.
three = fan_out


def fan_out(settings):
    topic = three(settings)
    functions = boto3.client("lambda", region_name=settings["region"])
    worker = f"{settings['prefix']}-communication"
    for mapping in functions.list_event_source_mappings(FunctionName=worker)["EventSourceMappings"]:
        functions.delete_event_source_mapping(UUID=mapping["UUID"])
    return topic
