def lock(apigateway, api_id):
    """Let only signed callers pay, only the portal's pages read, and nobody too often."""
    raise NotImplementedError()
