import copy

repaired = copy.deepcopy(broken)
states = repaired["States"]
repaired["StartAt"] = "Register"
del states["Clerk"]["End"]
states["Amount?"]["Choices"][0]["Next"] = "Expert"
del states["Amount?"]["End"]
states["Pay"]["End"] = True
states["Kind?"]["Choices"][0]["Next"] = "Ask police"
states["Amount?"]["Choices"].reverse()
