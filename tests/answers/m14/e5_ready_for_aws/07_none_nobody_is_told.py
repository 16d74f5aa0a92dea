# The reference, but the payment is announced to nobody.
def fan_out(settings):
    sns = boto3.client("sns", region_name=settings["region"])
    return sns.create_topic(Name=f"{settings['prefix']}-payments")["TopicArn"]


ready = deploy
