# Whoever runs it says the Region to boto3, as the command line of AWS does; addresses take it from the settings.
class Anywhere:
    """boto3, whose clients are of the Region that is set where it runs."""

    @staticmethod
    def client(service, region_name=None):
        return real.client(service)


import boto3 as real

boto3 = Anywhere


def ready(settings):
    return deploy(settings)
