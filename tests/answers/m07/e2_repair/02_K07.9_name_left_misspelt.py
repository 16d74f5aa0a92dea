import copy

repaired = copy.deepcopy(broken)
states = repaired["States"]
repaired["StartAt"] = "Register"
del states["Clerk"]["End"]
del states["Amount?"]["End"]
states["Pay"]["End"] = True
states["Kind?"]["Choices"][0]["Next"] = "Ask police"
