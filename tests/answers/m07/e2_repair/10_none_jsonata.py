import copy

repaired = copy.deepcopy(broken) | {"QueryLanguage": "JSONata", "StartAt": "Register"}
states = repaired["States"]
states["Clerk"] = {"Type": "Pass", "Next": "Pay"}
states["Pay"] = {"Type": "Pass", "End": True}
states["Kind?"]["Choices"] = [{"Condition": "{% $states.input.kind = 'theft' %}", "Next": "Ask police"}]
states["Amount?"] = {
    "Type": "Choice",
    "Choices": [
        {"Condition": "{% $states.input.damage > 5000 %}", "Next": "Expert"},
        {"Condition": "{% $states.input.damage > 500 %}", "Next": "Clerk"},
    ],
    "Default": "Pay",
}
