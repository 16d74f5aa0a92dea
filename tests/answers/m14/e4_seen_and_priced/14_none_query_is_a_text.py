# The reference, but the query comes without the groups that it is for.
_query = query


def query(settings, system):
    return _query(settings, system)["queryString"]
