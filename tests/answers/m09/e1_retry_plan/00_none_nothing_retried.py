retry = []
