found = {}
found["T-85"] = ["Documents", 2192.0, "WORKING", "copies "]
found["T-24"] = ["Dialogues", 1430.0, "WORKING", "state-out "]
found["T-17"] = ["Bank", 1758.0, "WAITING", "queue "]
found["T-22"] = ["Claims-Db", 2891.0, "WORKING", "index "]
found["T-41"] = ["Tax-Tables", 1336.0, "WAITING", "cache "]
