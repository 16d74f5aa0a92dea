import copy

repaired = copy.deepcopy(broken)
states = repaired["States"]

repaired["StartAt"] = "Register"
states["Amount?"]["Choices"][0]["Next"] = "Expert"
del states["Amount?"]["End"]
del states["Clerk"]["End"]
states["Kind?"]["Choices"][0]["Next"] = "Ask police"
states["Pay"]["End"] = True
