def lock(apigateway, api_id):
    return api_id
