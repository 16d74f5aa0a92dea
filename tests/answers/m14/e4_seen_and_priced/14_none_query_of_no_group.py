# The reference, but the query asks a log group that is not there.
_query = query


def query(settings, system):
    return {**_query(settings, system), "logGroupNames": [f"/aws/lambda/{settings['prefix']}-payments"]}
